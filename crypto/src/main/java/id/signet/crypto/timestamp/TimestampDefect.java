package id.signet.crypto.timestamp;

/** What is wrong with a time-stamp, in the order of looking. */
public enum TimestampDefect {

    DIGEST("the time-stamp is over another digest"),
    NONCE("the time-stamp answers another request"),
    POLICY("the time-stamp was made under another policy"),
    SIGNER("the time-stamp has not one signer, or its certificate is missing"),
    ALGORITHM("the time-stamp is signed with an algorithm or a key that is not believed"),
    SIGNING_CERTIFICATE("the time-stamp does not name the certificate it is signed with"),
    SIGNATURE("the time-stamp's signature does not fit"),
    PURPOSE("the certificate is not one for time-stamps alone, as RFC 3161 asks"),
    TRUST("no trusted certificate stood behind the time-stamp at its time");

    private final String sentence;

    TimestampDefect(String sentence) {
        this.sentence = sentence;
    }

    /** Begins in lower case and has no full stop. */
    public String sentence() {
        return sentence;
    }
}
