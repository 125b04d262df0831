package id.signet.registry.issuer;

import id.signet.ledger.testing.TestDatabase;
import java.util.Optional;

class InMemoryTrustHistoryTest extends TrustHistoryContract {

    @Override
    Optional<TestDatabase> open() {
        return Optional.empty();
    }
}
