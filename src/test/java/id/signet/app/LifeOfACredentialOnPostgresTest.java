package id.signet.app;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

@RequiresPostgres
class LifeOfACredentialOnPostgresTest extends LifeOfACredentialContract {

    private final TestDatabase database = TestDatabase.postgres();

    @Override
    List<String> database() {
        return List.of("SIGNET_DATABASE_URL=" + database.url(), "SIGNET_DATABASE_USER=" + database.user());
    }

    @AfterAll
    void closeDatabase() {
        database.close();
    }
}
