package id.signet.ledger.embedded;

import id.signet.ledger.testing.CounterLedger;

class InMemoryEmbeddedLedgerTest extends EmbeddedLedgerContract {

    @Override
    CounterLedger place() {
        return CounterLedger.inMemory();
    }
}
