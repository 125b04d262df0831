package id.signet.credential.linkage;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class DomainLinkagesOnPostgresTest extends DomainLinkagesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
