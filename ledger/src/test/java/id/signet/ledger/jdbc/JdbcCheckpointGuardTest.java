package id.signet.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.jdbc.LogNodes.Guarding;
import id.signet.ledger.jdbc.LogNodes.Node;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import id.signet.ledger.testing.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard of a cluster, in a database of its own. */
@RequiresPostgres
class JdbcCheckpointGuardTest {

    private static final String ORIGIN = CounterLedger.START.origin();

    private final TestDatabase log = TestDatabase.postgres();
    private final TestDatabase second = TestDatabase.postgres();
    private final CheckpointGuard guard = new JdbcCheckpointGuard(second.dataSource(), ORIGIN);

    @AfterEach
    void closeDatabases() {
        log.close();
        second.close();
    }

    /** The checkpoints of sizes 1 to n. */
    private List<String> checkpoints(int n) {
        List<String> all = new ArrayList<>();
        try (TestDatabase other = TestDatabase.postgres();
                CounterLedger place = CounterLedger.on(other,
                        new JdbcCheckpointGuard(second.dataSource(), "elsewhere"));
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
            all.add(ledger.checkpoint());
            for (int i = 1; i < n; i++) {
                ledger.submit(new Add("a", 1, "me"));
                ledger.publishNow();
                all.add(ledger.checkpoint());
            }
        }
        return all;
    }

    @Test
    void aCheckpointReplacesOnlyTheOneThatWasReadAndOnlyASmallerOne() {
        List<String> sizes = checkpoints(3);
        assertThat(guard.read()).isEmpty();
        assertThat(guard.replace(Optional.of(sizes.get(0)), sizes.get(1))).isFalse();
        assertThat(guard.replace(Optional.empty(), sizes.get(1))).isTrue();
        assertThat(guard.replace(Optional.empty(), sizes.get(2))).isFalse();
        assertThat(guard.replace(Optional.of(sizes.get(1)), sizes.get(0))).isFalse();
        assertThat(guard.read()).contains(sizes.get(1));
        assertThat(guard.replace(Optional.of(sizes.get(1)), sizes.get(2))).isTrue();
        assertThat(new JdbcCheckpointGuard(second.dataSource(), ORIGIN).read()).contains(sizes.get(2));
    }

    @Test
    void G07_nodesThatPublishAtOnceNeverMoveTheSharedGuardBack() throws Exception {
        try (CounterLedger firstPlace = CounterLedger.on(log, guard);
                EmbeddedLedger first = firstPlace.open(Writer.key(), Clock.systemUTC());
                CounterLedger secondPlace = CounterLedger.on(log, new JdbcCheckpointGuard(second.dataSource(), ORIGIN));
                EmbeddedLedger other = secondPlace.open(Writer.key(), Clock.systemUTC())) {
            long before = 0;
            for (int i = 0; i < 60; i++) {
                EmbeddedLedger writer = i % 2 == 0 ? first : other;
                writer.submit(new Add("a", 1, "me"));
                var beside = CompletableFuture.runAsync(first::publishNow);
                other.publishNow();
                beside.get();
                long now = size(guard.read().orElseThrow());
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
            }
            assertThat(before).isEqualTo(61);
            assertThat(first.checkpoint()).isEqualTo(other.checkpoint());
        }
    }

    private static long size(String checkpoint) {
        return Long.parseLong(checkpoint.split("\n", 3)[1]);
    }

    @Test
    void R8_aStandbyThatLagsBehindItsGuardIsNotWrittenOn() {
        try (CounterLedger place = CounterLedger.on(log, guard);
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
            ledger.submit(new Add("a", 1, "me"));
            ledger.publishNow();
        }
        try (TestDatabase standby = TestDatabase.postgres(); CounterLedger lagging = CounterLedger.on(standby, guard)) {
            assertThatThrownBy(() -> lagging.open(Writer.key(), Clock.systemUTC()))
                    .isInstanceOfSatisfying(LedgerRefusesToStart.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.DATABASE_EMPTY));
        }
    }

    @Test
    void R8_aNodeThatFindsAnOlderCopyInItsPlaceSignsNothingMore() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        try (CounterLedger place = CounterLedger.on(log, guard);
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC(),
                        new Pace(Duration.ofMinutes(10), 16, 16), ended::complete)) {
            ledger.submit(new Add("a", 1, "me"));
            byte[] root = place.store().head().root().bytes();
            ledger.submit(new Add("a", 1, "me"));
            log.client().sql("DELETE FROM log_entry WHERE leaf_index = 2").update();
            log.client().sql("UPDATE log_head SET tree_size = 2, root = ?").param(root).update();

            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(RuntimeException.class);
            assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(LogDamaged.class);
            assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(LedgerUnavailable.class);
        }
    }

    @Test
    void aNodeJoinsByAnExplicitActAndTheChangeToASharedGuardGoesOnFromTheFile() {
        CheckpointGuard file = new JdbcCheckpointGuard(second.dataSource(), "stands-for-a-file");
        try (CounterLedger place = CounterLedger.on(log, file)) {
            place.open(Writer.key(), Clock.systemUTC()).close();
            LogNodes nodes = new LogNodes(log.dataSource(), JdbcDurableCommit.onPostgres(log.dataSource()));
            nodes.admit(new Node("a", Guarding.FILE), Instant.EPOCH);
            nodes.admit(new Node("a", Guarding.FILE), Instant.EPOCH);
            assertRefused(Reason.NODE_NOT_JOINED, () -> nodes.admit(new Node("b", Guarding.FILE), Instant.EPOCH));
            assertRefused(Reason.GUARD_NOT_SHARED, () -> nodes.admit(new Node("a", Guarding.SHARED), Instant.EPOCH));
            assertRefused(Reason.GUARD_NOT_SHARED, () -> nodes.requireMayJoin(new Node("b", Guarding.SHARED)));
            assertRefused(Reason.GUARD_NOT_SHARED, () -> nodes.requireMayJoin(new Node("b", Guarding.FILE)));

            assertRefused(Reason.GUARD_MISSING, () -> join(place, Optional.empty()));
            join(place, Optional.of(file));
            nodes.join(new Node("a", Guarding.SHARED), Instant.EPOCH, "two nodes soon");
            nodes.join(new Node("b", Guarding.SHARED), Instant.EPOCH, "the second");
            nodes.admit(new Node("b", Guarding.SHARED), Instant.EPOCH);
            assertThat(size(guard.read().orElseThrow())).isEqualTo(2);
        }
    }

    private void join(CounterLedger place, Optional<CheckpointGuard> replaced) {
        EmbeddedLedger.join(CounterLedger.START, place.store(), place.durability(), guard, Writer.key(),
                Clock.systemUTC(), "a", "two nodes soon", replaced);
    }

    private static void assertRefused(Reason reason, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(LedgerRefusesToStart.class,
                refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void oneProcessAtATimeIsANode() {
        NodeLock held = NodeLock.take(log.dataSource(), ORIGIN, "a", Duration.ZERO, fault -> {
        });
        NodeLock.take(log.dataSource(), ORIGIN, "b", Duration.ZERO, fault -> {
        }).close();
        assertRefused(Reason.NODE_RUNS_ALREADY,
                () -> NodeLock.take(log.dataSource(), ORIGIN, "a", Duration.ZERO, fault -> {
                }));
        held.close();
    }
}
