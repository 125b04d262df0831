package id.signet.ledger.embedded;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.nio.file.Path;

@RequiresPostgres
class CosigningOnPostgresTest extends CosigningContract {

    @Override
    TestDatabase database(Path folder) {
        return TestDatabase.postgres();
    }
}
