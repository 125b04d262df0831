package id.signet.registry.authorization;

import id.signet.ledger.testing.InMemoryDurableCommit;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.jdbc.JdbcDataNonces;
import org.springframework.jdbc.core.simple.JdbcClient;

class DataNoncesOnH2Test extends DataNoncesContract {

    private final TestDatabase database = TestDatabase.h2().migrated("ledger", "registry");

    @Override
    DataNonces open() {
        return new JdbcDataNonces(JdbcClient.create(database.dataSource()), new InMemoryDurableCommit(), clock);
    }

    @Override
    void close() {
        database.close();
    }
}
