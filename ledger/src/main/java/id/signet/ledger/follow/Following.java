package id.signet.ledger.follow;

import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.function.Consumer;

/** The thread that takes the rounds of a follower. */
public final class Following implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Following.class.getName());
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);

    private final Follower follower;
    private final Duration pause;
    private final Runnable afterwards;
    private final Consumer<Throwable> fatal;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param pause between two rounds
     * @param afterwards done after each round that went well
     * @param fatal told of a fault after which nothing kept here can be trusted
     */
    public Following(Follower follower, Duration pause, Runnable afterwards, Consumer<Throwable> fatal) {
        this.follower = follower;
        this.pause = pause;
        this.afterwards = afterwards;
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("signet-following").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing) {
                Thread.sleep(attempt() ? pause : AFTER_FAILURE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            boolean well = follower.round();
            if (well) {
                afterwards.run();
            }
            return well;
        } catch (LogDamaged | Error e) {
            fatal.accept(e);
            throw e;
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.log(Level.ERROR, "a round of following failed and will be tried again", e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
