package id.signet.ledger.embedded;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One force to disk serves everybody who asked before it began. It runs on a thread of its own: an interrupt meant for a
 * writer would close the database's file channel if it struck in the middle of a force.
 *
 * <p>A force that fails may have lost the pages it should have written, and the next one would succeed without them. So
 * after the first failure nobody is ever told again that something is on disk.
 */
public final class GroupForce implements AutoCloseable {

    /** What is forced; runs on the force thread alone. */
    @FunctionalInterface
    public interface Force {
        void run() throws Exception;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition done = lock.newCondition();
    private final Force force;
    private final Consumer<Throwable> fatal;
    private long wanted;
    private int waiting;
    private long finished;
    private boolean running;
    private boolean closed;
    private @Nullable Throwable failure;

    /** @param fatal called once, with the first failure; the process should end */
    public GroupForce(Force force, Consumer<Throwable> fatal) {
        this.force = force;
        this.fatal = fatal;
        Thread.ofPlatform().daemon().name("signet-force").start(this::run);
    }

    /**
     * Returns once a force that began after this call has ended well.
     *
     * @throws ForceFailed when it did not, or when one before it did not
     */
    public void await() {
        lock.lock();
        waiting++;
        try {
            // A force that runs now may have begun before our commit: wait for the one after it.
            long mine = finished + (running ? 2 : 1);
            wanted = Math.max(wanted, mine);
            asked.signal();
            while (finished < mine) {
                if (failure != null) {
                    throw new ForceFailed(failure);
                }
                if (closed) {
                    throw new ForceFailed(new IllegalStateException("the store is closed"));
                }
                done.awaitUninterruptibly();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** How many wait now. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (next()) {
            Throwable trouble = attempt();
            lock.lock();
            try {
                running = false;
                if (trouble == null) {
                    finished++;
                } else {
                    failure = trouble;
                }
                done.signalAll();
            } finally {
                lock.unlock();
            }
            if (trouble != null) {
                fatal.accept(trouble);
                return;
            }
        }
    }

    private boolean next() {
        lock.lock();
        try {
            while (wanted <= finished && !closed) {
                asked.awaitUninterruptibly();
            }
            running = !closed;
            return running;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable attempt() {
        try {
            force.run();
            return null;
        } catch (Exception | Error e) {
            return e;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signalAll();
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** It is not known whether what was committed is on disk. */
    public static final class ForceFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ForceFailed(Throwable cause) {
            super("what was committed could not be forced to disk", cause);
        }
    }
}
