package id.signet.credential.verify;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.credential.testing.World;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresentedOnceOnH2Test extends PresentedOnceContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;

    @BeforeEach
    void open() {
        database = TestDatabase.h2().migrated("ledger", "registry", "credential");
        durable = database.durableCommit();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    JdbcPresentedOnce open(Clock clock) {
        return new JdbcPresentedOnce(database.dataSource(), durable, clock);
    }

    @Test
    void onlyWhatIsOverIsClearedAway() {
        var clock = new SteppingClock(World.NOW);
        var once = open(clock);
        once.claim("over", World.NOW.plusSeconds(60));
        once.claim("remembered", World.NOW.plusSeconds(61));
        clock.advance(Duration.ofSeconds(61));

        assertThat(once.forget()).isEqualTo(1);
        assertThat(once.claim("remembered", World.NOW.plusSeconds(600))).isFalse();
    }
}
