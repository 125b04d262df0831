package id.signet.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.jdbc.Replay.Difference;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.Counters.Counter;
import id.signet.ledger.testing.Counters;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log is the source of the public tables, and replay shows it. */
abstract class ReplayContract {

    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);

    private TestDatabase database;
    private JdbcTables tables;
    private Replay replay;

    abstract TestDatabase open();

    @BeforeEach
    void fillLog() {
        database = open();
        CounterLedger place = CounterLedger.on(database, new InMemoryGuard());
        try (EmbeddedLedger ledger = place.open(KEY, Clock.systemUTC())) {
            for (int i = 0; i < 50; i++) {
                ledger.submit(new Add("c" + i % 7, i, "me"));
            }
        }
        tables = new JdbcTables(database.dataSource(), Counters.MAPPINGS);
        replay = new Replay(place.store(), tables, List.of(new Counters()));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        tables.forEach(Counters.COUNTERS, (key, row) -> rows.add(key + " " + row));
        return rows;
    }

    @Test
    void whatTheLogMadeLiveItMakesAgain() {
        assertThat(replay.compare()).isEqualTo(new Replay.Report(new TreeSize(51), 7, 0, List.of()));
    }

    @Test
    void everyRowThatTheLogDidNotMakeIsNamed() {
        List<Counter> live = new ArrayList<>();
        tables.forEach(Counters.COUNTERS, (key, row) -> live.add(row));
        database.client().sql("UPDATE counter SET total = total + 1 WHERE name = 'c1'").update();
        database.client().sql("DELETE FROM counter WHERE name = 'c2'").update();
        database.client().sql("INSERT INTO counter (name, total, times, changed) VALUES ('x', 1, 1, 5)").update();
        Counter c1 = live.get(1);

        Replay.Report report = replay.compare();
        assertThat(report.identical()).isFalse();
        assertThat(report.first()).containsExactly(
                new Difference.Changed("counter", "c1", new Counter(c1.total() + 1, c1.times(), c1.changed()), c1),
                new Difference.Unexpected("counter", "x", new Counter(1, 1, Instant.ofEpochMilli(5))),
                new Difference.Missing("counter", "c2", live.get(2)));
    }

    @Test
    void droppedPublicTablesAreRebuiltAndPrivateOnesStay() {
        List<String> before = rows();
        database.client().sql("DELETE FROM counter").update();
        assertThat(replay.rebuild()).isEqualTo(new TreeSize(51));

        assertThat(rows()).isEqualTo(before);
        assertThat(tables.load(Counters.NOTES, List.of(1L, 50L))).hasSize(2);
    }

    @Test
    void entriesThatDoNotAddUpToTheHeadAreNotReplayed() {
        database.client().sql("UPDATE log_head SET root = ?").param(new byte[32]).update();
        List<String> before = rows();

        assertThatThrownBy(replay::compare).isInstanceOf(LogDamaged.class);
        assertThatThrownBy(replay::rebuild).isInstanceOf(LogDamaged.class);
        assertThat(rows()).isEqualTo(before);
    }
}
