package id.signet.registry.issuer;

import id.signet.ledger.testing.TestDatabase;

class TrustedListStoreOnH2Test extends TrustedListStoreContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
