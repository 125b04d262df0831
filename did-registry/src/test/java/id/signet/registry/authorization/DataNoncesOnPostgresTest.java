package id.signet.registry.authorization;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.InMemoryDurableCommit;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.jdbc.JdbcDataNonces;
import org.springframework.jdbc.core.simple.JdbcClient;

@RequiresPostgres
class DataNoncesOnPostgresTest extends DataNoncesContract {

    private final TestDatabase database = TestDatabase.postgres().migrated("ledger", "registry");

    @Override
    DataNonces open() {
        return new JdbcDataNonces(JdbcClient.create(database.dataSource()), new InMemoryDurableCommit(), clock);
    }

    @Override
    void close() {
        database.close();
    }
}
