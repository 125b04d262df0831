package id.signet.crypto.key;

/** Sealed bytes that do not open: changed, cut, moved to another context, or sealed under another key. */
public final class SealBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SealBroken() {
        super("sealed bytes do not open: they were changed, or belong to another key or context");
    }
}
