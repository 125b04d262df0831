package id.signet.credential.issue;

import id.signet.ledger.testing.TestDatabase;

class IssuanceAfterACrashOnH2Test extends IssuanceAfterACrashContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
