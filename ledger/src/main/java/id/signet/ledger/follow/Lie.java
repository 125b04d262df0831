package id.signet.ledger.follow;

/** What a follower raises an alarm for. The names are stable and stand in the operator's manual. */
public enum Lie {

    /** For half a minute the origin showed a shorter tree than it had shown before. */
    ROLLBACK(false),

    /** The log signed two histories: one root and another for the same size, or a tree that does not continue the first. */
    FORK(true),

    /** The log signed an entry that its own rules refuse: an operation whose controller did not sign it, for example. */
    BAD_ENTRY(true),

    /** What the origin served is not what the log signed: a tile or an entry bundle was altered. */
    ALTERED(false),

    /** What the origin shows as its checkpoint is signed by another key, or is that of another log. */
    OTHER_SIGNER(false),

    /** What the origin shows as its checkpoint is none. */
    NO_CHECKPOINT(false);

    private final boolean proven;

    Lie(boolean proven) {
        this.proven = proven;
    }

    /** Whether the log's own signature convicts it: such an alarm stands for ever. Others end when the log goes on well. */
    public boolean isProven() {
        return proven;
    }
}
