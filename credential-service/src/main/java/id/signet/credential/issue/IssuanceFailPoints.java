package id.signet.credential.issue;

/** Named places in an issuance at which a test stops the service, to see what is found afterwards. */
@FunctionalInterface
public interface IssuanceFailPoints {

    IssuanceFailPoints NONE = point -> {
    };

    void reached(Point point);

    enum Point {
        /** The commitment and the pending input are on disk; nothing is signed. */
        INTENT_LOGGED,
        /** The signature exists in memory alone. */
        SIGNED,
        /** The answer is on disk; the caller does not have it. */
        ANSWER_STORED
    }
}
