package id.signet.registry.evidence;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class EvidencePackageOnPostgresTest extends EvidencePackageContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
