package id.signet.registry;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Lets changes of one thing on this node wait for each other instead of signing in vain; other nodes are met in the log. */
public final class Turns {

    private final List<ReentrantLock> locks = IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();

    public <T> T take(Object thing, Supplier<T> change) {
        ReentrantLock lock = locks.get(Math.floorMod(thing.hashCode(), locks.size()));
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
