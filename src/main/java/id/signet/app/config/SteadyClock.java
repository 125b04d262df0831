package id.signet.app.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The wall clock, as long as it does not step back. When it does, time goes on from where it was at the pace of the
 * monotonic clock, so that nothing that has expired becomes valid once more; the wall clock counts again as soon as it has
 * caught up. After a start the log's own times are the only memory.
 */
final class SteadyClock extends Clock {

    private static final Logger LOG = System.getLogger(SteadyClock.class.getName());

    private static final Duration WORTH_TELLING = Duration.ofSeconds(60);

    private final Clock wall;
    private final LongSupplier nanos;
    private Instant latest;
    private long latestNanos;
    private boolean told;

    /** @param nanos a clock that only rises, in nanoseconds from any origin */
    SteadyClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.latest = wall.instant();
        this.latestNanos = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        Instant now = wall.instant();
        long elapsed = nanos.getAsLong() - latestNanos;
        Instant atLeast = latest.plusNanos(elapsed);
        if (now.isBefore(atLeast)) {
            tell(Duration.between(now, atLeast));
            return atLeast;
        }
        latest = now;
        latestNanos += elapsed;
        told = false;
        return now;
    }

    private void tell(Duration behind) {
        if (!told && behind.compareTo(WORTH_TELLING) > 0) {
            told = true;
            LOG.log(Level.WARNING, "The system clock stepped back by " + behind.toSeconds()
                    + " s. Time goes on from before the step until the clock has caught up or the service is restarted.");
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return wall.withZone(zone);
    }
}
