package id.signet.credential.verify;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Remembers which answers to a nonce were seen. */
@FunctionalInterface
public interface PresentedOnce {

    /**
     * Insert if absent.
     *
     * @param until how long it must be remembered
     * @return false when it was claimed before
     */
    boolean claim(String presentation, Instant until);

    /** For one process; a cluster shares a table instead. Full, it takes nothing for new. */
    static PresentedOnce inMemory(Clock clock) {
        return new PresentedOnce() {

            private static final int MANY = 100_000;

            private final Map<String, Instant> claimed = new HashMap<>();

            @Override
            public synchronized boolean claim(String presentation, Instant until) {
                var now = clock.instant();
                if (claimed.size() >= MANY) {
                    claimed.values().removeIf(end -> end.isBefore(now));
                    if (claimed.size() >= MANY) {
                        return false;
                    }
                }
                var known = claimed.get(presentation);
                if (known != null && !known.isBefore(now)) {
                    return false;
                }
                claimed.put(presentation, until);
                return true;
            }
        };
    }
}
