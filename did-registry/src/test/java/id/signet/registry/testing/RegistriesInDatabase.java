package id.signet.registry.testing;

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
import id.signet.registry.jdbc.JdbcRegistryQueries;
import id.signet.registry.jdbc.RegistryMappings;

/** All registries over a real log in a real database, which is closed with them. */
public final class RegistriesInDatabase implements AutoCloseable {

    private static final SigningKey LOG_KEY = SoftwareSigningKey.generate(KeyType.ED25519);

    public final TestDatabase database;
    public final JdbcTables tables;
    public final JdbcLedgerStore store;
    public final JdbcDurableCommit durable;
    public final SteppingClock clock = Registries.clock();
    public final EmbeddedLedger ledger;
    public final JdbcRegistryQueries queries;
    public final Registries registries;

    /** @param database without tables */
    public RegistriesInDatabase(TestDatabase database) {
        this.database = database.migrated("ledger", "registry");
        tables = new JdbcTables(database.dataSource(), RegistryMappings.all());
        store = new JdbcLedgerStore(database.dataSource(), tables);
        durable = database.durableCommit();
        ledger = EmbeddedLedger.open(new LogStart("log.example/test", "https://signet.example", "test"), Pace.USUAL,
                store, durable, new InMemoryGuard(), LOG_KEY, Registries.PROJECTIONS, clock, fault -> {
                });
        queries = new JdbcRegistryQueries(database.client());
        registries = new Registries(clock, ledger, tables, durable, queries);
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
