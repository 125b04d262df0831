package id.signet.ledger.anchor;

import id.signet.ledger.Checkpoint;
import id.signet.ledger.LedgerUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets an anchor take its rounds in a thread of its own, so that nothing ever waits for a chain. */
public final class Anchoring implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Anchoring.class.getName());

    private final CheckpointAnchor anchor;
    private final Supplier<Checkpoint> newest;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("signet-anchoring").daemon().unstarted(this::run);
    private volatile AnchorReport report = AnchorReport.NONE;

    /**
     * @param newest what the log shows to the world
     * @param pause between two rounds
     */
    public Anchoring(CheckpointAnchor anchor, Supplier<Checkpoint> newest, Duration pause) {
        this.anchor = anchor;
        this.newest = newest;
        this.pause = pause;
    }

    public void start() {
        thread.start();
    }

    public AnchorReport report() {
        return report;
    }

    private void run() {
        try {
            do {
                round();
            } while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            tell(anchor.round(newest.get()));
        } catch (LedgerUnavailable e) {
            tell(failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                LOG.log(Level.ERROR, "not anchored, to be tried again", e);
                tell(failed(String.valueOf(e)));
            }
        }
    }

    private AnchorReport failed(String problem) {
        return new AnchorReport(report.newest(), report.pending(), Optional.of(problem), report.alarm());
    }

    private void tell(AnchorReport now) {
        if (!now.problem().equals(report.problem())) {
            now.problem()
                    .ifPresentOrElse(
                            problem -> LOG.log(now.alarm() ? Level.ERROR : Level.WARNING,
                                    (now.alarm() ? "ALARM: " : "not anchored, the log goes on: ") + problem),
                            () -> LOG.log(Level.INFO, "the chain is in order again"));
        }
        report = now;
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
