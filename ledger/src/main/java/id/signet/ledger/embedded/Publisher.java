package id.signet.ledger.embedded;

import id.signet.ledger.Checkpoint;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.LedgerStore.StoreUnavailable;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows the newest durable head to the world, at most once in each interval: first the guard remembers it, then it is
 * listed and forced, then it is served.
 */
final class Publisher implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Publisher.class.getName());

    /** A checkpoint that the world may have seen. */
    record Published(Checkpoint head, String checkpoint) {

        TreeSize size() {
            return head.size();
        }
    }

    private final LedgerStore store;
    private final Durability durability;
    private final CheckpointGuard guard;
    private final LogKey key;
    private final Duration interval;
    private final Supplier<DurableHead> newest;
    private final Consumer<Throwable> fatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Published published;

    /**
     * Publishes the newest head before anything else happens to the log.
     *
     * @param before the newest checkpoint that was published, by anybody who shares the store
     * @param newest asked once in each interval
     * @param fatal told when nothing may be published any more
     */
    Publisher(LedgerStore store, Durability durability, CheckpointGuard guard, LogKey key, Duration interval,
            Optional<Published> before, Supplier<DurableHead> newest, Consumer<Throwable> fatal) {
        this.store = store;
        this.durability = durability;
        this.guard = guard;
        this.key = key;
        this.interval = interval;
        this.newest = newest;
        this.fatal = fatal;
        this.published = publish(before, newest.get());
        this.thread = Thread.ofPlatform().name("signet-publisher").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    Published published() {
        return published;
    }

    private void run() {
        try {
            while (!closing.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                publishNewest();
            }
        } catch (Exception | Error e) {
            fatal.accept(e);
        }
    }

    /** Does what the interval does, now. */
    synchronized void publishNewest() {
        try {
            DurableHead head = newest.get();
            if (head.size().compareTo(published.size()) > 0) {
                published = publish(Optional.of(published), head);
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "not published, to be tried again: " + e.getMessage());
        }
    }

    private Published publish(Optional<Published> before, DurableHead head) {
        Checkpoint signed = key.open(head.checkpoint());
        before.ifPresent(earlier -> prove(earlier.head, signed));
        guard.remember(head.checkpoint());
        store.publish(head.size(), head.checkpoint());
        durability.force();
        return new Published(signed, head.checkpoint());
    }

    /** From what is stored, not from what is remembered: a flipped bit is found before it is published. */
    private void prove(Checkpoint earlier, Checkpoint later) {
        ConsistencyProof proof = ConsistencyProof.build(earlier.size(), later.size(), store);
        switch (ProofVerifier.consistency(proof, earlier.root(), later.root())) {
            case ProofResult.Proven _ -> {
            }
            case ProofResult.NotProven not -> throw new LogDamaged("the head of size " + later.size().value()
                    + " does not follow from the published one of size " + earlier.size().value() + ": "
                    + not.reason());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
