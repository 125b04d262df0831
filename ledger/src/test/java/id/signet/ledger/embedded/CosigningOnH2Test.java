package id.signet.ledger.embedded;

import id.signet.ledger.testing.TestDatabase;
import java.nio.file.Path;

class CosigningOnH2Test extends CosigningContract {

    @Override
    TestDatabase database(Path folder) {
        return TestDatabase.h2(folder);
    }
}
