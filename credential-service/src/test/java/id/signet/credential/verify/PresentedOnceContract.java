package id.signet.credential.verify;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.World;
import id.signet.ledger.testing.SteppingClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every memory of presentations promises. */
abstract class PresentedOnceContract {

    private final SteppingClock clock = new SteppingClock(World.NOW);

    abstract PresentedOnce open(Clock clock);

    @Test
    void aPresentationIsClaimedOnce() {
        var once = open(clock);

        assertThat(once.claim("first", World.NOW.plusSeconds(60))).isTrue();
        assertThat(once.claim("first", World.NOW.plusSeconds(60))).isFalse();
        assertThat(once.claim("second", World.NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void itIsForgottenAfterItsTimeAndNotBefore() {
        var once = open(clock);
        once.claim("first", World.NOW.plusSeconds(60));

        clock.advance(Duration.ofSeconds(60));
        assertThat(once.claim("first", World.NOW.plusSeconds(600))).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(once.claim("first", World.NOW.plusSeconds(600))).isTrue();
    }

    @Test
    void S11_ofFiftyWhoShowItAtOnceOneIsFirst() throws Exception {
        onlyOneOfFifty(open(clock));
    }

    @Test
    void S11_ofFiftyWhoShowItAtOnceAfterItsTimeOneIsFirst() throws Exception {
        var once = open(clock);
        once.claim("raced", World.NOW.plusSeconds(1));
        clock.advance(Duration.ofSeconds(2));

        onlyOneOfFifty(once);
    }

    private static void onlyOneOfFifty(PresentedOnce once) throws Exception {
        Callable<Boolean> claim = () -> once.claim("raced", World.NOW.plusSeconds(60));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 50; i++) {
                claims.add(executor.submit(claim));
            }
            var won = 0;
            for (var result : claims) {
                won += result.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }
}
