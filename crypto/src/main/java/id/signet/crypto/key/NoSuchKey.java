package id.signet.crypto.key;

/** The key ring has no such key, or has it no longer. */
public final class NoSuchKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoSuchKey(KeyId id) {
        super("no usable key " + id.value());
    }
}
