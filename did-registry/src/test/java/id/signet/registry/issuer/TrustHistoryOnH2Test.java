package id.signet.registry.issuer;

import id.signet.ledger.testing.TestDatabase;
import java.util.Optional;

class TrustHistoryOnH2Test extends TrustHistoryContract {

    @Override
    Optional<TestDatabase> open() {
        return Optional.of(TestDatabase.h2());
    }
}
