package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerFault;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.StorageFull;
import id.signet.ledger.embedded.LedgerStore.CommitUnknown;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.LedgerStore.StoreFull;
import id.signet.ledger.embedded.LedgerStore.StoreUnavailable;
import id.signet.ledger.embedded.LedgerStore.TransactionLost;
import id.signet.ledger.embedded.SequencedBatch.Accepted;
import id.signet.ledger.embedded.SequencedBatch.Failed;
import id.signet.ledger.embedded.SequencedBatch.Refused;
import id.signet.ledger.merkle.RightEdge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts commands in order. One thread takes what waits and carries it out as one transaction while the next batch gathers.
 * The order of writes is told in {@code docs/life-of-a-leaf.md}.
 */
final class Sequencer implements AutoCloseable {

    /** How long a store that swallowed the answer to a commit is asked what became of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);

    /** How often a batch whose transaction was ended from outside is begun anew. */
    private static final int ATTEMPTS = 3;

    /** Wakes the thread to its end. Offered after {@link #stopped} alone, so that nobody carries it out. */
    private static final Pending WAKE = new Pending((view, loggedAt) -> {
        throw new IllegalStateException("carried out");
    }, new CompletableFuture<>());

    private final LedgerStore store;
    private final Durability durability;
    private final Projections projections;
    private final LogKey signer;
    private final Clock clock;
    private final int batchLimit;
    private final Consumer<DurableHead> durable;
    private final Consumer<Throwable> fatal;
    private final BlockingQueue<Pending> waiting;
    private final Thread thread;
    private volatile boolean stopped;

    /** The tree as this thread last saw it; the locked head tells whether it still stands. */
    private RightEdge edge;

    /**
     * @param durable told of each new durable head before any submitter is answered
     * @param fatal told when this Sequencer stops for good because it no longer knows what is on disk
     */
    Sequencer(LedgerStore store, Durability durability, Projections projections, LogKey signer, Clock clock,
            int batchLimit, int queueCapacity, RightEdge edge, Consumer<DurableHead> durable,
            Consumer<Throwable> fatal) {
        this.store = store;
        this.durability = durability;
        this.projections = projections;
        this.signer = signer;
        this.clock = clock;
        this.batchLimit = batchLimit;
        this.edge = edge;
        this.durable = durable;
        this.fatal = fatal;
        this.waiting = new ArrayBlockingQueue<>(queueCapacity);
        this.thread = Thread.ofPlatform().name("signet-sequencer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** A command and who waits for it. The receipt's path is worked out by the waiting thread, not by the Sequencer's. */
    private record Pending(LedgerCommand command, CompletableFuture<Supplier<Outcome>> answer) {

        void fail(RuntimeException fault) {
            answer.completeExceptionally(fault);
        }
    }

    int waiting() {
        return waiting.size();
    }

    Outcome submit(LedgerCommand command) {
        Pending pending = new Pending(command, new CompletableFuture<>());
        if (stopped) {
            throw hasStopped();
        }
        if (!waiting.offer(pending)) {
            throw new LedgerUnavailable("too many writes wait");
        }
        if (stopped) {
            // The thread may have emptied the queue before the offer.
            pending.fail(hasStopped());
        }
        try {
            return pending.answer.join().get();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private void run() {
        List<Pending> batch = new ArrayList<>();
        try {
            while (!stopped) {
                batch.add(waiting.take());
                waiting.drainTo(batch, batchLimit - 1);
                if (stopped) {
                    batch.forEach(late -> late.fail(hasStopped()));
                } else {
                    process(batch);
                }
                batch.clear();
            }
        } catch (Exception | Error e) {
            // Whoever is in the batch may be on disk or not, and nobody can tell: sign nothing more.
            batch.forEach(pending -> pending.fail(new LedgerFault("it is not known whether the entry is on disk", e)));
            stopped = true;
            fatal.accept(e);
        } finally {
            stopped = true;
            for (Pending late = waiting.poll(); late != null; late = waiting.poll()) {
                late.fail(hasStopped());
            }
        }
    }

    private static LedgerUnavailable hasStopped() {
        return new LedgerUnavailable("the log has stopped");
    }

    /** Answers whether the store was there; if not, nothing was written and those who waited know it. */
    private boolean process(List<Pending> pendings) {
        return process(pendings, ATTEMPTS);
    }

    private boolean process(List<Pending> pendings, int attempts) {
        SequencedBatch batch = new SequencedBatch(projections, clock);
        try {
            store.batch(locked -> {
                edge = edgeOf(locked.head());
                batch.carryOut(pendings.stream().map(Pending::command).toList(), edge, locked);
                return true;
            });
        } catch (StoreUnavailable e) {
            unavailable(pendings, e);
            return false;
        } catch (StoreFull e) {
            full(pendings, e);
            return false;
        } catch (TransactionLost e) {
            if (attempts > 1) {
                return process(pendings, attempts - 1);
            }
            unavailable(pendings, e);
            return false;
        } catch (CommitUnknown e) {
            switch (fate(batch)) {
                case COMMITTED -> {
                }
                case NOT_COMMITTED -> {
                    return retry(pendings, new StoreUnavailable("the commit did not take place", e));
                }
                case UNKNOWN -> {
                    pendings.forEach(pending -> pending.fail(new LedgerUnavailable(
                            "the store does not say whether the entry is in the log; ask again under the same key",
                            e)));
                    return false;
                }
            }
        } catch (LogDamaged e) {
            throw e;
        } catch (RuntimeException e) {
            return retry(pendings, e);
        }
        acknowledge(pendings, batch);
        return true;
    }

    /** After a fault the offender is not known: each command gets a transaction of its own, and the offender alone fails. */
    private boolean retry(List<Pending> pendings, RuntimeException fault) {
        if (pendings.size() == 1 && fault instanceof StoreUnavailable) {
            unavailable(pendings, fault);
            return true;
        }
        if (pendings.size() == 1) {
            pendings.getFirst().fail(new LedgerFault("the command could not be carried out", fault));
            return true;
        }
        for (int i = 0; i < pendings.size(); i++) {
            if (!process(List.of(pendings.get(i)))) {
                unavailable(pendings.subList(i + 1, pendings.size()), fault);
                return false;
            }
        }
        return true;
    }

    private static void full(List<Pending> pendings, RuntimeException cause) {
        pendings.forEach(pending -> pending.fail(new StorageFull("the store has no room for entries now", cause)));
    }

    private static void unavailable(List<Pending> pendings, RuntimeException cause) {
        pendings.forEach(pending -> pending.fail(new LedgerUnavailable("the store takes no entries now", cause)));
    }

    private enum Fate {
        COMMITTED,
        NOT_COMMITTED,
        UNKNOWN
    }

    /**
     * Asks under the head lock: a commit whose answer was lost may have been under way until the lock was given. While the
     * store does not answer, nobody is told anything. In the end the log stops, or, where a commit is durable as such,
     * goes on without an answer for this batch: whoever asks again under its key learns its fate.
     */
    private Fate fate(SequencedBatch batch) {
        if (batch.entries().isEmpty()) {
            return Fate.COMMITTED;
        }
        long first = batch.entries().getFirst().index().value();
        List<Bytes> written = batch.entries().stream().map(LedgerEntry::bytes).toList();
        long start = System.nanoTime();
        while (true) {
            try {
                return store.batch(locked -> locked.head().size().compareTo(batch.growth().size()) >= 0
                        && store.entries(first, written.size()).equals(written)) ? Fate.COMMITTED : Fate.NOT_COMMITTED;
            } catch (StoreUnavailable | CommitUnknown | TransactionLost e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    if (durability.commitsAreDurable()) {
                        return Fate.UNKNOWN;
                    }
                    throw e;
                }
                pause(BETWEEN_QUESTIONS);
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new StoreUnavailable("interrupted while the store did not answer", e);
        }
    }

    /** The edge of the locked head: ours, unless another node moved the head meanwhile. */
    private RightEdge edgeOf(Head head) {
        if (head.size().compareTo(edge.size()) < 0) {
            throw new LogDamaged("the log has " + head.size().value() + " entries and had " + edge.size().value()
                    + ": an older copy of the database answers");
        }
        RightEdge current = edge.size().equals(head.size()) ? edge : RightEdge.load(head.size(), store);
        if (!current.root().equals(head.root())) {
            throw new LogDamaged("the hashes of the log do not add up to its head of size " + head.size().value());
        }
        return current;
    }

    /** Commit is behind us: force, sign, answer. */
    private void acknowledge(List<Pending> pendings, SequencedBatch batch) {
        RightEdge.Growth growth = batch.growth();
        String checkpoint = "";
        if (!batch.entries().isEmpty()) {
            durability.force();
            edge = growth.edge();
            checkpoint = signer.sign(growth.size(), growth.root());
            durable.accept(new DurableHead(edge, growth.root(), checkpoint));
        }
        for (int i = 0; i < pendings.size(); i++) {
            CompletableFuture<Supplier<Outcome>> answer = pendings.get(i).answer;
            switch (batch.verdicts().get(i)) {
                case Refused refused -> answer.complete(() -> new Outcome.Refused(refused.refusal()));
                case Failed failed -> answer.completeExceptionally(failed.fault());
                case Accepted accepted -> {
                    String head = checkpoint;
                    answer.complete(
                            () -> new Outcome.Appended(accepted.entry(), receipt(accepted.entry(), growth, head)));
                }
            }
        }
    }

    private static Receipt receipt(LedgerEntry entry, RightEdge.Growth growth, String checkpoint) {
        return new Receipt(entry.index(), growth.inclusionProof(entry.index()).path(), checkpoint, Optional.empty());
    }

    /** Ends after the batch under way; whoever still waits is told that nothing was written. */
    @Override
    public void close() {
        stopped = true;
        // Where there is no room for it, the thread does not wait.
        waiting.offer(WAKE);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
