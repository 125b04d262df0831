package id.signet.ledger.anchor.evm;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class EvmAnchorOnPostgresTest extends EvmAnchorContract {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
