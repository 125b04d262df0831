package id.signet.credential.issue;

import id.signet.ledger.testing.TestDatabase;

class IssuingOnH2Test extends IssuingContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
