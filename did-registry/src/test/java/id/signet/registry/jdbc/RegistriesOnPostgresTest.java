package id.signet.registry.jdbc;

import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;

@RequiresPostgres
class RegistriesOnPostgresTest extends RegistriesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.postgres();
    }
}
