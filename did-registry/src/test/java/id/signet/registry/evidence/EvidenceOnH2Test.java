package id.signet.registry.evidence;

import id.signet.ledger.testing.TestDatabase;

class EvidenceOnH2Test extends EvidenceContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
