package id.signet.credential.paper;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class PaperSignersOnPostgresTest extends StoredPaperSignersContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
