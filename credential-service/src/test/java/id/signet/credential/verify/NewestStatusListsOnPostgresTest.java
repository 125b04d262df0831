package id.signet.credential.verify;

import id.signet.credential.jdbc.JdbcNewestStatusLists;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@RequiresPostgres
class NewestStatusListsOnPostgresTest extends NewestStatusListsContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;

    @BeforeEach
    void begin() {
        database = TestDatabase.postgres().migrated("ledger", "registry", "credential");
        durable = database.durableCommit();
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Override
    NewestStatusLists open() {
        return new JdbcNewestStatusLists(database.dataSource(), durable);
    }
}
