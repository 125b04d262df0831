package id.signet.credential.policy;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class VerificationPoliciesOnPostgresTest extends VerificationPoliciesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
