package id.signet.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.ledger.LedgerFault;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.Outcome;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.Judge;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import id.signet.ledger.testing.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections cut and locks held on PostgreSQL, judged from outside. */
@RequiresPostgres
class PostgresFaultTest {

    private static final VerifierKey LOG = new NoteSigner(CounterLedger.START.origin(), Writer.key()).verifierKey();

    private final TestDatabase database = TestDatabase.postgres();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void R7_cutConnectionsLoseNothingAcknowledgedAndTheLogGoesOn() throws Exception {
        Judge judge = new Judge(LOG);
        AtomicBoolean over = new AtomicBoolean();
        try (CounterLedger place = CounterLedger.on(database, new InMemoryGuard());
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Add add = new Add("c" + i, 1, "me");
                    all.add(people.submit(() -> submitUntil(over, ledger, add, judge)));
                }
                try (TestDatabase.Session cutter = database.freshConnections();
                        Connection connection = cutter.dataSource().getConnection()) {
                    for (int i = 0; i < 15; i++) {
                        Thread.sleep(100);
                        cutAll(connection);
                    }
                }
                over.set(true);
                for (Future<Integer> one : all) {
                    one.get();
                }
            }
            assertThat(judge.acknowledgements()).isPositive();
            judge.goesOn(ledger);
            ledger.publishNow();
            judge.check(place, ledger);
        }
    }

    private static int submitUntil(AtomicBoolean over, EmbeddedLedger ledger, Add add, Judge judge) {
        int refused = 0;
        while (!over.get()) {
            try {
                Outcome outcome = ledger.submit(add);
                synchronized (judge) {
                    judge.answered(outcome);
                }
            } catch (LedgerUnavailable | LedgerFault e) {
                refused++;
            }
        }
        return refused;
    }

    private static void cutAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    @Test
    void aHeadThatAnotherNodeHoldsIsNotWaitedForForEver() throws Exception {
        try (CounterLedger place = CounterLedger.on(database, new InMemoryGuard());
                EmbeddedLedger ledger = place.open(Writer.key(), Clock.systemUTC())) {
            try (Connection other = database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("SELECT * FROM log_head FOR UPDATE");
                assertThatThrownBy(() -> ledger.submit(new Add("a", 1, "me"))).isInstanceOf(LedgerUnavailable.class);
                other.rollback();
            }
            ledger.submit(new Add("a", 1, "me"));
            assertThat(ledger.size()).isEqualTo(new TreeSize(2));
        }
    }

    @Test
    void R9_aNodeThatStandsStillInItsBatchLosesTheHeadAndOverwritesNothing() throws Exception {
        InMemoryGuard guard = new InMemoryGuard();
        try (CounterLedger firstPlace = CounterLedger.on(database, guard);
                EmbeddedLedger paused = firstPlace.open(Writer.key(), Clock.systemUTC());
                CounterLedger secondPlace = CounterLedger.on(database, guard);
                EmbeddedLedger busy = secondPlace.open(Writer.key(), Clock.systemUTC());
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Judge judge = new Judge(LOG);
            AtomicBoolean still = new AtomicBoolean(true);
            Future<Outcome> stuck = people.submit(() -> paused.submit((view, at) -> {
                while (still.get()) {
                    Thread.onSpinWait();
                }
                return new Add("late", 1, "me").decide(view, at);
            }));
            int written = 0;
            while (written < 3) {
                try {
                    judge.answered(busy.submit(new Add("a", 1, "me")));
                    written++;
                } catch (LedgerUnavailable e) {
                    assertThat(stuck.isDone()).isFalse();
                }
            }
            still.set(false);
            try {
                judge.answered(stuck.get());
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOfAny(LedgerUnavailable.class, LedgerFault.class);
            }
            busy.publishNow();
            judge.goesOn(paused);
            paused.publishNow();
            judge.check(firstPlace, paused);
        }
    }
}
