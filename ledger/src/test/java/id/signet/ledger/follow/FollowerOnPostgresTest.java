package id.signet.ledger.follow;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.nio.file.Path;

@RequiresPostgres
class FollowerOnPostgresTest extends FollowerContract {

    @Override
    TestDatabase database(Path folder) {
        return TestDatabase.postgres();
    }
}
