package id.signet.credential.policy;

import id.signet.ledger.testing.TestDatabase;

class VerificationPoliciesOnH2Test extends VerificationPoliciesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
