package id.signet.app.operate;

/** What was asked for would do harm, or does not fit this place. Nothing was touched. */
public final class RestoreRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RestoreRefused(String message) {
        super(message);
    }
}
