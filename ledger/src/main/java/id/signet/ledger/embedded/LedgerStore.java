package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.HashReader;
import id.signet.ledger.merkle.HashRow;
import id.signet.ledger.state.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where entries, hashes, the head and published checkpoints are kept. Entries and hashes are only ever added, and only
 * together with the head that covers them. Every question may end in {@link StoreUnavailable}.
 */
public interface LedgerStore extends HashReader {

    /**
     * @param loggedAt the time of the last entry; the next is never earlier
     */
    record Head(TreeSize size, Hash root, Instant loggedAt) {}

    /** One transaction that holds the head lock. */
    interface Batch {

        /** The head as it is now; nobody else can change it before this transaction ends. */
        Head head();

        /** The tables that decisions read and projections write, in this transaction. */
        Rows rows();

        /** Adds entries and hashes, and moves the head from exactly the one that was read. */
        void append(Head next, List<LedgerEntry> entries, List<HashRow> hashes);
    }

    /** The committed head; of the empty tree when nothing was ever logged. */
    Head head();

    /**
     * Locks the head, does the work and commits.
     *
     * @throws StoreUnavailable when nothing was committed because the store does not answer or the lock is not to be had
     * @throws TransactionLost when nothing was committed because the transaction was ended from outside
     * @throws StoreFull when nothing was committed because there is no room
     * @throws CommitUnknown when the commit was asked for and no answer came
     */
    <T> T batch(Function<Batch, T> work);

    /** The bytes of the entries from an index on, as many as there are up to the count. */
    List<Bytes> entries(long from, int count);

    /** The published checkpoint that covers the most. */
    Optional<String> newestCheckpoint();

    /** The published checkpoint of exactly that size. */
    Optional<String> checkpoint(TreeSize size);

    /** The sizes that were ever published, in rising order. */
    List<TreeSize> publishedSizes();

    /** Lists a checkpoint as published; one that was published at that size before stays as it is. */
    void publish(TreeSize size, String checkpoint);

    /** Nothing was committed; later it may work. */
    final class StoreUnavailable extends LedgerUnavailable {

        private static final long serialVersionUID = 1L;

        public StoreUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Nothing was committed: a connection broke, a node stood still for too long, or two waited for each other. */
    final class TransactionLost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public TransactionLost(Throwable cause) {
            super("the transaction was ended from outside", cause);
        }
    }

    /** Nothing was committed: the store has no room for it. */
    final class StoreFull extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public StoreFull(Throwable cause) {
            super("the store has no room left", cause);
        }
    }

    /** The batch may be committed or not: to be found out under the head lock. */
    final class CommitUnknown extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public CommitUnknown(Throwable cause) {
            super("the commit was not answered", cause);
        }
    }

    /** What is stored contradicts itself: nothing may be signed any more. */
    final class LogDamaged extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public LogDamaged(String message) {
            super(message);
        }
    }
}
