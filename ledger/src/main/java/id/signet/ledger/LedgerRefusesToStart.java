package id.signet.ledger;

/**
 * The log is not as this node left it, or not the log this node was set up for. Signing would risk a fork, so nothing is
 * signed; the process is expected to end with exit code 78.
 */
public final class LedgerRefusesToStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; the names are stable and appear in the operator's manual. */
    public enum Reason {
        /** A guard exists, but the database or its log is empty: it was lost, or another one was connected. */
        DATABASE_EMPTY,
        /** The log has entries that were published, but there is no guard. */
        GUARD_MISSING,
        /** The guard's checkpoint cannot be read, or was signed by another log or another key. */
        GUARD_OF_ANOTHER_LOG,
        /** The log is shorter than the checkpoint that the guard remembers: it was restored or cut. */
        TREE_OLDER_THAN_GUARD,
        /** The log does not start with the tree that the guard remembers. */
        TREE_INCONSISTENT_WITH_GUARD,
        /** Entries, hashes and head do not fit together. */
        TREE_DAMAGED,
        /** Origin, public address, network or key are not those the log was begun with. */
        BINDING_CHANGED,
        /** The database does not force commits to disk. */
        NOT_DURABLE,
        /** Another process works on the same directory. */
        DIRECTORY_IN_USE,
        /** Other nodes write this log, and this one has not joined them. */
        NODE_NOT_JOINED,
        /** Another process is this node. */
        NODE_RUNS_ALREADY,
        /** Several nodes need a guard that all of them share. */
        GUARD_NOT_SHARED
    }

    private final Reason reason;

    public LedgerRefusesToStart(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LedgerRefusesToStart(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
