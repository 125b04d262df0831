package id.signet.credential.paper;

import id.signet.credential.jdbc.JdbcPaperSigners;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

abstract class StoredPaperSignersContract extends PaperSignersContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;
    private PaperSigners signers;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        database = open().migrated("credential");
        durable = database.isH2()
                ? JdbcDurableCommit.onH2(database.dataSource(), database.url(), database.user(), "", fault -> {
                })
                : JdbcDurableCommit.onPostgres(database.dataSource());
        signers = new JdbcPaperSigners(database.client(), durable);
    }

    @AfterEach
    void leave() {
        durable.close();
        database.close();
    }

    @Override
    PaperSigners signers() {
        return signers;
    }
}
