package id.signet.crypto.key;

/** The configured master key cannot be used: the service must not start. The message never holds key material. */
public final class MasterKeyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MasterKeyRefused(String message) {
        super(message);
    }

    public MasterKeyRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
