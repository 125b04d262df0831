package id.signet.credential.linkage;

import id.signet.ledger.testing.TestDatabase;

class DomainLinkagesOnH2Test extends DomainLinkagesContract {

    @Override
    TestDatabase open() {
        return TestDatabase.h2();
    }
}
