package id.signet.registry.recognition;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class RecognitionOnPostgresTest extends RecognitionContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
