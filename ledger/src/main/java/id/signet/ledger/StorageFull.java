package id.signet.ledger;

/** There is no room on disk for another write. Reading goes on, and writing again once there is room. */
public final class StorageFull extends LedgerUnavailable {

    private static final long serialVersionUID = 1L;

    public StorageFull(String message) {
        super(message);
    }

    public StorageFull(String message, Throwable cause) {
        super(message, cause);
    }
}
