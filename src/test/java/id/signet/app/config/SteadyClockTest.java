package id.signet.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.testing.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final SteppingClock wall = new SteppingClock(NOON);
    private final AtomicLong monotonic = new AtomicLong(-5);
    private final SteadyClock clock = new SteadyClock(wall, monotonic::get);

    private void pass(Duration time) {
        wall.advance(time);
        monotonic.addAndGet(time.toNanos());
    }

    @Test
    void theWallClockIsToldAsItIs() {
        pass(Duration.ofSeconds(90));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void R11_anHourBackChangesNothingAndTimeGoesOn() {
        pass(Duration.ofSeconds(10));
        wall.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
        pass(Duration.ofMinutes(20));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10 + 20 * 60));
    }

    @Test
    void R11_anHourForwardCountsAtOnceSoThatNothingExpiredIsAccepted() {
        wall.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void R11_aFrozenWallClockDoesNotStopTime() {
        clock.instant();
        monotonic.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void theWallClockCountsAgainOnceItHasCaughtUp() {
        pass(Duration.ofSeconds(10));
        wall.advance(Duration.ofSeconds(-30));
        clock.instant();
        wall.advance(Duration.ofSeconds(60));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(40));
    }
}
