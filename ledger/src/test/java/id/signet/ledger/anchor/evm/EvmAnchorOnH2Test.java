package id.signet.ledger.anchor.evm;

import id.signet.ledger.testing.TestDatabase;

class EvmAnchorOnH2Test extends EvmAnchorContract {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
