package id.signet.registry.evidence;

import id.signet.ledger.testing.TestDatabase;

class EvidencePackageOnH2Test extends EvidencePackageContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
