package id.signet.credential.status;

import id.signet.ledger.testing.TestDatabase;

class StatusOnH2Test extends StatusContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
