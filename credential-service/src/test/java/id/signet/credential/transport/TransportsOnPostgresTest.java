package id.signet.credential.transport;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class TransportsOnPostgresTest extends StoredTransportsContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
