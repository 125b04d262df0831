package id.signet.credential.testing;

import id.signet.credential.verify.PresentedOnce;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Seen answers that end with the process. */
public final class InMemoryPresentedOnce implements PresentedOnce {

    private final Clock clock;
    private final Map<String, Instant> claimed = new HashMap<>();

    public InMemoryPresentedOnce(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean claim(String presentation, Instant until) {
        claimed.values().removeIf(end -> end.isBefore(clock.instant()));
        return claimed.putIfAbsent(presentation, until) == null;
    }
}
