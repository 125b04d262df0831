package id.signet.ledger;

/** The log cannot be asked now, or takes no entries: the store is unreachable, full, or shutting down. */
public class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message) {
        super(message);
    }

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
