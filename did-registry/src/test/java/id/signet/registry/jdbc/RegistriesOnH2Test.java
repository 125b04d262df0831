package id.signet.registry.jdbc;

import id.signet.ledger.testing.TestDatabase;

class RegistriesOnH2Test extends RegistriesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
