package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LogStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.InMemoryGuard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is refused before anything is signed, and what an operator can do about it. */
class StartUpTest {

    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);
    private static final Clock CLOCK = Clock.systemUTC();

    private final CounterLedger place = CounterLedger.inMemory();

    private static void run(CounterLedger place, int entries) {
        try (EmbeddedLedger ledger = place.open(KEY, CLOCK)) {
            for (int i = 0; i < entries; i++) {
                ledger.submit(new Add("a", 1, "me"));
            }
        }
    }

    private static void assertRefused(ThrowingCallable start, Reason reason) {
        assertThatThrownBy(start).asInstanceOf(type(LedgerRefusesToStart.class))
                .extracting(LedgerRefusesToStart::reason)
                .isEqualTo(reason);
    }

    @Test
    void anEmptyDatabaseBesideAGuardIsRefused() {
        run(place, 3);
        assertRefused(() -> CounterLedger.inMemory().with(place.guard()).open(KEY, CLOCK), Reason.DATABASE_EMPTY);
    }

    @Test
    void aLogOlderThanItsGuardIsRefused() {
        run(place, 3);
        CounterLedger copy = CounterLedger.inMemory();
        run(copy, 9);
        assertRefused(() -> place.with(copy.guard()).open(KEY, CLOCK), Reason.TREE_OLDER_THAN_GUARD);
    }

    @Test
    void aLogWithAnotherHistoryThanItsGuardIsRefused() {
        run(place, 9);
        CounterLedger other = CounterLedger.inMemory();
        run(other, 3);
        assertRefused(() -> place.with(other.guard()).open(KEY, CLOCK), Reason.TREE_INCONSISTENT_WITH_GUARD);
    }

    @Test
    void G05_aLostGuardIsRefusedUntilTheOperatorGivesAReason() {
        run(place, 3);
        CounterLedger unguarded = place.with(new InMemoryGuard());
        assertRefused(() -> unguarded.open(KEY, CLOCK), Reason.GUARD_MISSING);

        EmbeddedLedger.acceptGuardLoss(CounterLedger.START, unguarded.store(), unguarded.durability(),
                unguarded.guard(), KEY,
                CLOCK, "the disk with the guard broke");
        try (EmbeddedLedger ledger = unguarded.open(KEY, CLOCK)) {
            assertThat(ledger.size()).isEqualTo(new TreeSize(5));
            assertThat(ledger.entry(new LeafIndex(4)).orElseThrow().body().get("reason").stringValue())
                    .isEqualTo("the disk with the guard broke");
        }
    }

    @Test
    void G05_theGuardOfAnotherLogIsRefused() {
        run(place, 3);
        CheckpointGuard foreign = new InMemoryGuard();
        foreign.remember(new LogKey("log.example/other", KEY).sign(new TreeSize(1), place.store().head().root()));
        assertRefused(() -> place.with(foreign).open(KEY, CLOCK), Reason.GUARD_OF_ANOTHER_LOG);
    }

    @Test
    void G05_aGuardUnderAnotherKeyIsRefused() {
        run(place, 3);
        CheckpointGuard foreign = new InMemoryGuard();
        foreign.remember(new LogKey(CounterLedger.START.origin(), SoftwareSigningKey.generate(KeyType.ED25519))
                .sign(place.store().head().size(), place.store().head().root()));
        assertRefused(() -> place.with(foreign).open(KEY, CLOCK), Reason.GUARD_OF_ANOTHER_LOG);
    }

    @Test
    void aGuardThatIsNotLostCannotBeOverruled() {
        run(place, 3);
        assertThatThrownBy(() -> EmbeddedLedger.acceptGuardLoss(CounterLedger.START, place.store(), place.durability(),
                place.guard(), KEY, CLOCK, "it is in the way")).isInstanceOf(LedgerRefusesToStart.class);
    }

    @Test
    void aFirstStartThatWasCutBeforeItsPublicationGoesOn() {
        CheckpointGuard dead = new InMemoryGuard() {
            @Override
            public synchronized void remember(String checkpoint) {
                throw new IllegalStateException("cut");
            }
        };
        assertThatThrownBy(() -> place.with(dead).open(KEY, CLOCK)).hasMessage("cut");
        run(place, 1);
        assertThat(place.store().head().size()).isEqualTo(new TreeSize(2));
    }

    @Test
    void anotherOriginAddressOrNetworkIsRefused() {
        run(place, 3);
        for (LogStart changed : List.of(new LogStart(CounterLedger.START.origin(), "https://other.example", "test"),
                new LogStart(CounterLedger.START.origin(), "https://signet.example", "main"))) {
            assertRefused(() -> open(changed, KEY), Reason.BINDING_CHANGED);
        }
        assertRefused(() -> open(new LogStart("log.example/renamed", "https://signet.example", "test"), KEY),
                Reason.BINDING_CHANGED);
    }

    @Test
    void anotherKeyIsRefused() {
        run(place, 3);
        assertRefused(() -> open(CounterLedger.START, SoftwareSigningKey.generate(KeyType.ED25519)),
                Reason.BINDING_CHANGED);
    }

    private EmbeddedLedger open(LogStart start, SigningKey key) {
        return EmbeddedLedger.open(start, Pace.USUAL, place.store(), place.durability(), place.guard(), key, List.of(),
                CLOCK,
                fault -> {
                });
    }

    @Test
    void whatAKillLeftUnforcedIsForcedBeforeItIsSigned() {
        run(place, 3);
        List<String> order = new ArrayList<>();
        CheckpointGuard watching = new InMemoryGuard() {
            @Override
            public synchronized void remember(String checkpoint) {
                order.add("guard");
                super.remember(checkpoint);
            }
        };
        place.guard().read().ifPresent(watching::remember);
        run(place, 2);
        order.clear();
        Durability forcing = new Durability() {
            @Override
            public void force() {
                order.add("force");
            }

            @Override
            public boolean commitsAreDurable() {
                return false;
            }
        };
        place.with(watching).with(forcing).open(KEY, CLOCK).close();

        assertThat(order).startsWith("force", "guard");
    }
}
