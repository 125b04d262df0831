package id.signet.credential.paper;

import id.signet.credential.jdbc.JdbcPaperSigners;
import id.signet.ledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

abstract class StoredPaperSignersContract extends PaperSignersContract {

    private TestDatabase database;
    private PaperSigners signers;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        database = open().migrated("credential");
        signers = new JdbcPaperSigners(database.client(), database.durableCommit());
    }

    @AfterEach
    void leave() {
        database.close();
    }

    @Override
    PaperSigners signers() {
        return signers;
    }
}
