package id.signet.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.embedded.GroupForce;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcDurableCommitTest {

    @Test
    void whatWasWrittenIsThereAndAFaultLeavesNothing() {
        try (TestDatabase database = TestDatabase.h2(); JdbcDurableCommit durable = onH2(database)) {
            database.client().sql("CREATE TABLE note (id BIGINT PRIMARY KEY)").update();
            int written = durable.write(() -> database.client().sql("INSERT INTO note VALUES (1)").update());
            assertThatThrownBy(() -> durable.write(() -> {
                database.client().sql("INSERT INTO note VALUES (2)").update();
                throw new IllegalStateException("a defect");
            })).hasMessage("a defect");

            assertThat(written).isEqualTo(1);
            assertThat(database.client().sql("SELECT id FROM note").query(Long.class).list()).containsExactly(1L);
        }
    }

    @Test
    void aWriteInsideATransactionCouldNotBeAcknowledgedAndIsRefused() {
        try (TestDatabase database = TestDatabase.h2(); JdbcDurableCommit durable = onH2(database)) {
            TransactionTemplate outer = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
            assertThatThrownBy(() -> outer.executeWithoutResult(status -> durable.write(() -> 1)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void R7_aConnectionThatBreaksInTheMiddleIsANewAttempt() {
        try (TestDatabase database = TestDatabase.h2(); JdbcDurableCommit durable = onH2(database)) {
            database.client().sql("CREATE TABLE note (id BIGINT PRIMARY KEY)").update();
            AtomicInteger attempts = new AtomicInteger();
            int written = durable.write(() -> {
                int rows = database.client().sql("INSERT INTO note VALUES (1)").update();
                if (attempts.incrementAndGet() == 1) {
                    broken(database);
                }
                return rows;
            });
            assertThat(written).isEqualTo(1);
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void R7_aConnectionThatBreaksEachTimeIsNoFaultOfTheCaller() {
        try (TestDatabase database = TestDatabase.h2(); JdbcDurableCommit durable = onH2(database)) {
            assertThatThrownBy(() -> durable.write(() -> broken(database))).isInstanceOf(LedgerUnavailable.class);
        }
    }

    /** As a socket does that nobody answers: not even the rollback gets through. */
    private static int broken(TestDatabase database) {
        Connection connection = DataSourceUtils.getConnection(database.dataSource());
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("what was under way is lost");
    }

    @Test
    void anInterruptedWriterDoesNotCloseTheDatabase() {
        try (TestDatabase database = TestDatabase.h2(); JdbcDurableCommit durable = onH2(database)) {
            database.client().sql("CREATE TABLE note (id BIGINT PRIMARY KEY)").update();
            JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                database.client().sql("INSERT INTO note VALUES (1)").update();
                Thread.currentThread().interrupt();
            });
            assertThat(Thread.interrupted()).isTrue();
            durable.write(() -> database.client().sql("INSERT INTO note VALUES (2)").update());

            assertThat(database.client().sql("SELECT id FROM note").query(Long.class).list()).containsExactly(1L, 2L);
        }
    }

    @Test
    void R6_aDatabaseThatDiedIsFatal() throws Exception {
        CompletableFuture<Throwable> fatal = new CompletableFuture<>();
        try (TestDatabase database = TestDatabase.h2();
                JdbcDurableCommit durable = JdbcDurableCommit.onH2(database.dataSource(), database.url(),
                        database.user(), "",
                        fatal::complete)) {
            database.client().sql("CREATE TABLE note (id BIGINT PRIMARY KEY)").update();
            assertThatThrownBy(() -> durable.write(() -> {
                int rows = database.client().sql("INSERT INTO note VALUES (1)").update();
                database.client().sql("SHUTDOWN IMMEDIATELY").update();
                return rows;
            })).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(durable::force).isInstanceOf(GroupForce.ForceFailed.class);
            assertThat(fatal.get()).isNotNull();
        }
    }

    @Test
    @RequiresPostgres
    void aPostgresThatAcknowledgesBeforeItForcesIsRefused() {
        try (TestDatabase database = TestDatabase.postgres()) {
            JdbcDurableCommit.onPostgres(database.dataSource()).close();
            database.client().sql("ALTER DATABASE " + database.name() + " SET synchronous_commit = off").update();
            try (TestDatabase.Session fresh = database.freshConnections()) {
                assertThatThrownBy(() -> JdbcDurableCommit.onPostgres(fresh.dataSource()))
                        .asInstanceOf(type(LedgerRefusesToStart.class))
                        .extracting(LedgerRefusesToStart::reason)
                        .isEqualTo(Reason.NOT_DURABLE);
            }
        }
    }

    private static JdbcDurableCommit onH2(TestDatabase database) {
        return JdbcDurableCommit.onH2(database.dataSource(), database.url(), database.user(), "", fault -> {
        });
    }
}
