package id.signet.credential.transport;

import id.signet.ledger.testing.TestDatabase;

class TransportsOnH2Test extends StoredTransportsContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
