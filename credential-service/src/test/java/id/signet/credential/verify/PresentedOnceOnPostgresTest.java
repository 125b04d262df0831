package id.signet.credential.verify;

import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@RequiresPostgres
class PresentedOnceOnPostgresTest extends PresentedOnceContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;

    @BeforeEach
    void open() {
        database = TestDatabase.postgres().migrated("ledger", "registry", "credential");
        durable = database.durableCommit();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    PresentedOnce open(Clock clock) {
        return new JdbcPresentedOnce(database.dataSource(), durable, clock);
    }
}
