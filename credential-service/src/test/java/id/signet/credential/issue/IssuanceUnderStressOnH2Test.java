package id.signet.credential.issue;

import id.signet.ledger.testing.TestDatabase;

class IssuanceUnderStressOnH2Test extends IssuanceUnderStressContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
