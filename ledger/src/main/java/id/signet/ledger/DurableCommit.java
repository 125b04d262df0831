package id.signet.ledger;

import java.util.function.Supplier;

/** The one door for writes that do not go through the log: what it acknowledges is on disk. */
public interface DurableCommit {

    /**
     * Runs the work in one transaction, commits, and returns only after a force to disk that began after the commit.
     */
    <T> T write(Supplier<T> work);
}
