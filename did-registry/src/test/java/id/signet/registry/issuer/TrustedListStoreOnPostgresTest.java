package id.signet.registry.issuer;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class TrustedListStoreOnPostgresTest extends TrustedListStoreContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
