package id.signet.credential.verify;

import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.TestDatabase;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PresentedOnceOnH2Test extends PresentedOnceContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;

    @BeforeEach
    void open() {
        database = TestDatabase.h2().migrated("ledger", "registry", "credential");
        durable = JdbcDurableCommit.onH2(database.dataSource(), database.url(), database.user(), "", fault -> {
        });
    }

    @AfterEach
    void close() {
        durable.close();
        database.close();
    }

    @Override
    PresentedOnce open(Clock clock) {
        return new JdbcPresentedOnce(database.dataSource(), durable, clock);
    }
}
