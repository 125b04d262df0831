package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.Outcome;
import id.signet.ledger.TreeSize;
import id.signet.ledger.testing.CounterLedger;
import id.signet.ledger.testing.Counters.Add;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@RequiresPostgres
class PostgresEmbeddedLedgerTest extends JdbcEmbeddedLedgerContract {

    private final InMemoryGuard guard = new InMemoryGuard();
    private final TestDatabase database = TestDatabase.postgres();

    @Override
    CounterLedger place() {
        return CounterLedger.on(database, guard);
    }

    @Override
    void afterPlace() {
        database.close();
    }

    @Test
    void G07_twoNodesOnOneDatabaseLeaveNoGapAndNoDuplicate() throws Exception {
        try (CounterLedger secondPlace = CounterLedger.on(database, guard);
                EmbeddedLedger second = secondPlace.open(KEY, clock());
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                EmbeddedLedger node = i % 2 == 0 ? ledger() : second;
                futures.add(people.submit((Callable<Outcome>) () -> node.submit(new Add("shared", 1, "me"))));
            }
            List<Long> indexes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                Outcome.Appended done = appended(future.get());
                proven(done.entry(), done.receipt());
                indexes.add(done.entry().index().value());
            }
            ledger().publishNow();
            second.publishNow();

            assertThat(indexes).doesNotHaveDuplicates().hasSize(400);
            assertThat(ledger().size()).isEqualTo(new TreeSize(401)).isEqualTo(second.size());
            assertThat(ledger().checkpoint()).isEqualTo(second.checkpoint());
            assertThat(counter("shared").orElseThrow().total()).isEqualTo(400);
        }
    }
}
