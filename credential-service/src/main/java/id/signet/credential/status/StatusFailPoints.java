package id.signet.credential.status;

/** Named places in a publication at which a test stops the service, to see what is found afterwards. */
@FunctionalInterface
public interface StatusFailPoints {

    StatusFailPoints NONE = point -> {
    };

    void reached(Point point);

    enum Point {
        /** The change is on disk; no list shows it yet. */
        CHANGE_COMMITTED,
        /** The new version is in the log; the old one is still served. */
        LIST_LOGGED,
        /** The new version is served; the caller does not know yet. */
        LIST_SERVED
    }
}
