package id.signet.credential.paper;

import id.signet.ledger.testing.TestDatabase;

class PaperSignersOnH2Test extends StoredPaperSignersContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
