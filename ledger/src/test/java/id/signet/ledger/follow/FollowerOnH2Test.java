package id.signet.ledger.follow;

import id.signet.ledger.testing.TestDatabase;
import java.nio.file.Path;

class FollowerOnH2Test extends FollowerContract {

    @Override
    TestDatabase database(Path folder) {
        return TestDatabase.h2(folder);
    }
}
