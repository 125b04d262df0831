package id.signet.credential.issue;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class IssuanceAfterACrashOnPostgresTest extends IssuanceAfterACrashContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
