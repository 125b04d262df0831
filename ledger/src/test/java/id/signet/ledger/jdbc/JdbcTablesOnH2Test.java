package id.signet.ledger.jdbc;

import id.signet.ledger.testing.TestDatabase;

class JdbcTablesOnH2Test extends JdbcTablesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
