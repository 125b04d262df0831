package id.signet.ledger.jdbc;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class ReplayOnPostgresTest extends ReplayContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
