package id.signet.ledger;

/**
 * A command could not be carried out and trying again unchanged will not help: it broke a constraint of the store, or
 * threw. Also thrown when the log stopped before it knew whether the entry is on disk; the submitter then asks again under
 * its idempotency key.
 */
public class LedgerFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
