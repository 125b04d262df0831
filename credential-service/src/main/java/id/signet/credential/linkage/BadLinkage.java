package id.signet.credential.linkage;

/** A rule of DID Configuration that an entry or the resource breaks. Never leaves this package. */
final class BadLinkage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param message a plain sentence */
    BadLinkage(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static void unless(boolean holds, String code, String message) {
        if (!holds) {
            throw new BadLinkage(code, message);
        }
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
