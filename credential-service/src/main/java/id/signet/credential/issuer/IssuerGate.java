package id.signet.credential.issuer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps signing apart from the end of a key: many credentials of one issuer are issued side by side, but a rotation, a
 * revocation of a key or a deactivation waits for those in flight and holds back the next ones. So a key that was
 * acknowledged as retired never signs again on this node. Between nodes the log's order decides: the ledger command looks
 * at the key again under the head lock.
 */
public final class IssuerGate {

    private final ConcurrentHashMap<String, Entrance> entrances = new ConcurrentHashMap<>();

    /** Runs work that signs in the issuer's name, beside others that do. */
    public <T> T signing(String issuer, Supplier<T> work) {
        return inside(issuer, true, work);
    }

    /** Runs work that ends a key or the issuer, alone. */
    public <T> T exclusively(String issuer, Supplier<T> work) {
        return inside(issuer, false, work);
    }

    private <T> T inside(String issuer, boolean shared, Supplier<T> work) {
        var entrance = entrances.compute(issuer, (name, known) -> (known == null ? new Entrance() : known).enter());
        var lock = shared ? entrance.lock.readLock() : entrance.lock.writeLock();
        try {
            lock.lock();
            try {
                return work.get();
            } finally {
                lock.unlock();
            }
        } finally {
            entrances.compute(issuer, (name, known) -> entrance.leave() ? null : entrance);
        }
    }

    /** Counted under the map's lock, so that an entrance is dropped only when nobody is in it or waits for it. */
    private static final class Entrance {

        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
        private int visitors;

        Entrance enter() {
            visitors++;
            return this;
        }

        boolean leave() {
            return --visitors == 0;
        }
    }
}
