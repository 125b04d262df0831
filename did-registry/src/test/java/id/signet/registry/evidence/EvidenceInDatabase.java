package id.signet.registry.evidence;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LogStart;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.testing.InMemoryGuard;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.jdbc.JdbcEvidence;
import id.signet.registry.jdbc.JdbcRegistryQueries;
import id.signet.registry.jdbc.RegistryMappings;
import id.signet.registry.testing.Registries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Registries over a real log in a real database, new for each test. */
abstract class EvidenceInDatabase {

    private static final SigningKey LOG_KEY = SoftwareSigningKey.generate(KeyType.ED25519);

    TestDatabase database;
    private JdbcDurableCommit durable;
    JdbcTables tables;
    EmbeddedLedger ledger;
    SteppingClock clock;
    Registries registries;
    EvidenceRegistry evidence;
    Did publisher;

    abstract TestDatabase open();

    @BeforeEach
    void openRegistries() {
        database = open().migrated("ledger", "registry");
        tables = new JdbcTables(database.dataSource(), RegistryMappings.all());
        durable = database.isH2()
                ? JdbcDurableCommit.onH2(database.dataSource(), database.url(), database.user(), "", fault -> {
                })
                : JdbcDurableCommit.onPostgres(database.dataSource());
        clock = Registries.clock();
        ledger = EmbeddedLedger.open(new LogStart("log.example/test", "https://signet.example", "test"), Pace.USUAL,
                new JdbcLedgerStore(database.dataSource(), tables), durable, new InMemoryGuard(), LOG_KEY,
                Registries.PROJECTIONS, clock, fault -> {
                });
        registries = new Registries(clock, ledger, tables, durable, new JdbcRegistryQueries(database.client()));
        evidence = registries.evidence(new JdbcEvidence(database.client(), tables));
        publisher = registries.weid();
    }

    @AfterEach
    void closeRegistries() {
        ledger.close();
        durable.close();
        database.close();
    }
}
