package id.signet.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.Outcome;
import id.signet.ledger.TreeSize;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.Counters.Counter;
import id.signet.ledger.testing.Counters.LimitReached;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class InMemoryLedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void anAcceptedCommandIsLoggedProjectedAndProven() {
        try (InMemoryLedger ledger = new InMemoryLedger(Clock.fixed(NOW, ZoneOffset.UTC), new Counters())) {
            Outcome outcome = ledger.submit(new Add("visits", 2, "me"));

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Appended.class,
                    appended -> assertThat(appended.receipt().index()).isEqualTo(new LeafIndex(1)));
            assertThat(ledger.get(Counters.COUNTERS, "visits")).contains(new Counter(2, 1, NOW));
            assertThat(ledger.size()).isEqualTo(new TreeSize(2));
        }
    }

    @Test
    void aRefusedCommandLeavesNothing() {
        try (InMemoryLedger ledger = new InMemoryLedger(Clock.systemUTC(), new Counters())) {
            assertThat(ledger.submit(new Add("visits", Counters.LIMIT + 1, "me")))
                    .isEqualTo(new Outcome.Refused(new LimitReached("visits")));
            assertThat(ledger.size()).isEqualTo(new TreeSize(1));
        }
    }
}
