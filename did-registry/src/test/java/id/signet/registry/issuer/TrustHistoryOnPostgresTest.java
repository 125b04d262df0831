package id.signet.registry.issuer;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.util.Optional;

@RequiresPostgres
class TrustHistoryOnPostgresTest extends TrustHistoryContract {

    @Override
    Optional<TestDatabase> open() {
        return Optional.of(TestDatabase.postgres());
    }
}
