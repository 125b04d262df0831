package id.signet.registry.evidence;

import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.jdbc.JdbcEvidence;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.RegistriesInDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Registries over a real log in a real database, new for each test. */
abstract class EvidenceInDatabase {

    private RegistriesInDatabase place;
    TestDatabase database;
    JdbcTables tables;
    EmbeddedLedger ledger;
    SteppingClock clock;
    Registries registries;
    EvidenceRegistry evidence;
    Did publisher;

    abstract TestDatabase open();

    @BeforeEach
    void openRegistries() {
        place = new RegistriesInDatabase(open());
        database = place.database;
        tables = place.tables;
        ledger = place.ledger;
        clock = place.clock;
        registries = place.registries;
        evidence = registries.evidence(new JdbcEvidence(database.client(), tables));
        publisher = registries.weid();
    }

    @AfterEach
    void closeRegistries() {
        place.close();
    }
}
