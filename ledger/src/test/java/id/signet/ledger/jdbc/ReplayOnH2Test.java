package id.signet.ledger.jdbc;

import id.signet.ledger.testing.TestDatabase;

class ReplayOnH2Test extends ReplayContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
