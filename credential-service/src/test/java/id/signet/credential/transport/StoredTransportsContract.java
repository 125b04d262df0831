package id.signet.credential.transport;

import id.signet.credential.jdbc.JdbcTransportStore;
import id.signet.ledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

abstract class StoredTransportsContract extends TransportStoreContract {

    private TestDatabase database;
    private TransportStore store;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        database = open().migrated("credential");
        store = new JdbcTransportStore(database.client(), database.durableCommit());
    }

    @AfterEach
    void leave() {
        database.close();
    }

    @Override
    TransportStore store() {
        return store;
    }
}
