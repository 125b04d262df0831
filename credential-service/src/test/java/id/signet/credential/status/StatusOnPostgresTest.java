package id.signet.credential.status;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class StatusOnPostgresTest extends StatusContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
