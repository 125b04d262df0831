package id.signet.credential.status;

/** A list could not be signed, logged or served now; what was changed stays recorded and is published later. */
public final class ListUnpublished extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ListUnpublished(String message) {
        super(message);
    }

    public ListUnpublished(String message, Throwable cause) {
        super(message, cause);
    }
}
