package id.signet.ledger.follow;

import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.function.Consumer;

/** The thread that takes the rounds of a follower. */
public final class Following implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Following.class.getName());

    /**
     * @param pause between two rounds
     * @param afterFailure before a round that follows one that went badly
     */
    public record Pace(Duration pause, Duration afterFailure) {

        public static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    private final Follower follower;
    private final Pace pace;
    private final Runnable afterwards;
    private final Consumer<Throwable> fatal;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param afterwards done after each round that went well
     * @param fatal told of a fault after which nothing kept here can be trusted
     */
    public Following(Follower follower, Pace pace, Runnable afterwards, Consumer<Throwable> fatal) {
        this.follower = follower;
        this.pace = pace;
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
                Thread.sleep(attempt() ? pace.pause() : pace.afterFailure());
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
