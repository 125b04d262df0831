package id.signet.credential.transport;

import id.signet.credential.jdbc.JdbcTransportStore;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

abstract class StoredTransportsContract extends TransportStoreContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;
    private TransportStore store;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        database = open().migrated("credential");
        durable = database.isH2()
                ? JdbcDurableCommit.onH2(database.dataSource(), database.url(), database.user(), "", fault -> {
                })
                : JdbcDurableCommit.onPostgres(database.dataSource());
        store = new JdbcTransportStore(database.client(), durable);
    }

    @AfterEach
    void leave() {
        durable.close();
        database.close();
    }

    @Override
    TransportStore store() {
        return store;
    }
}
