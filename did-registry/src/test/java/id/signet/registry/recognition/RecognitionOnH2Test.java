package id.signet.registry.recognition;

import id.signet.ledger.testing.TestDatabase;

class RecognitionOnH2Test extends RecognitionContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
