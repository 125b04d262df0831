package id.signet.credential.verify;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.jdbc.JdbcNewestStatusLists;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewestStatusListsOnH2Test extends NewestStatusListsContract {

    private TestDatabase database;
    private JdbcDurableCommit durable;

    @BeforeEach
    void begin() {
        database = TestDatabase.h2().migrated("ledger", "registry", "credential");
        durable = database.durableCommit();
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Override
    JdbcNewestStatusLists open() {
        return new JdbcNewestStatusLists(database.dataSource(), durable);
    }

    @Test
    void L08_whoeverOpensTheMemoryAgainRemembersToo() {
        open().accept(LIST, THEN);

        assertThat(open().accept(LIST, THEN.minusSeconds(1))).isFalse();
    }
}
