package id.signet.credential;

/** What the issuer asks for does not fit the format or the key: answered 422. The message is safe to show. */
public final class UnsuitableInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code stable, lower-case, hyphenated */
    public UnsuitableInput(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
