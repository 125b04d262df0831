package id.signet.app.config;

import com.zaxxer.hikari.HikariDataSource;
import id.signet.app.config.Settings.Database;
import id.signet.app.config.StoreConfiguration.FatalFault;
import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Projection;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.LogStart;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.embedded.FileCheckpointGuard;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.jdbc.JdbcCheckpointGuard;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.LogNodes;
import id.signet.ledger.jdbc.LogNodes.Guarding;
import id.signet.ledger.jdbc.NodeLock;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcLedgerStore.Timeouts;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.RowMapping;
import id.signet.ledger.state.CachedRows;
import id.signet.ledger.state.RowsChanged;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.witness.Witnesses;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The log inside this process. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    /** The part of the memory that public rows may take: a million DIDs take some 1.5 GB. */
    private static final int CACHED_SHARE = 4;

    @Bean
    JdbcTables tables(DataSource dataSource, List<RowMappings> modules) {
        return new JdbcTables(dataSource, modules.stream().flatMap(module -> module.mappings().stream()).toList());
    }

    /** On PostgreSQL another node may write entries, and nobody would tell this one. */
    @Bean
    LedgerRows ledgerRows(Settings settings, JdbcTables tables) {
        return switch (settings.database()) {
            case Database.Embedded _ -> {
                CachedRows rows = new CachedRows(tables, tables, Runtime.getRuntime().maxMemory() / CACHED_SHARE);
                yield new LedgerRows(rows, rows, Optional.of(rows));
            }
            case Database.Postgres _ -> new LedgerRows(tables, RowsChanged.NOBODY, Optional.empty());
        };
    }

    @Bean
    @Primary
    StoredRows rows(LedgerRows rows) {
        return rows.rows();
    }

    @Bean
    LedgerStore ledgerStore(DataSource dataSource, JdbcTables tables, LedgerRows rows) {
        return new JdbcLedgerStore(dataSource, tables, rows.changed(), Timeouts.USUAL);
    }

    /** The guard of one node is a file, that of several another database; its few connections are made when needed. */
    @Bean
    CheckpointGuard checkpointGuard(Settings settings, GuardPool pool) {
        return pool.pool()
                .<CheckpointGuard>map(shared -> new JdbcCheckpointGuard(shared, settings.names().origin()))
                .orElseGet(() -> new FileCheckpointGuard(settings.guardFolder()));
    }

    @Bean
    GuardPool guardPool(Settings settings) {
        return new GuardPool(settings.node().sharedGuard().map(StoreConfiguration::guardPool));
    }

    @Bean
    LogNodes logNodes(DataSource dataSource, JdbcDurableCommit durable, LedgerStore store) {
        return new LogNodes(dataSource, durable);
    }

    /** On PostgreSQL, several processes could write: each is a node of its own that has joined. */
    @Profile(SettingsConfiguration.ORIGIN)
    @Bean
    AdmittedNode admittedNode(Settings settings, LogNodes nodes, Clock clock, FatalFault fatal) {
        if (!(settings.database() instanceof Database.Postgres database)) {
            return new AdmittedNode(Optional.empty());
        }
        nodes.admit(node(settings, settings.node().name()), clock.instant());
        return new AdmittedNode(Optional.of(NodeLock.take(
                new DriverManagerDataSource(database.url(), database.user(), database.password()),
                settings.names().origin(), settings.node().name(), NodeLock.PATIENCE, fatal)));
    }

    static LogNodes.Node node(Settings settings, String name) {
        return new LogNodes.Node(name, settings.node().sharedGuard().isPresent() ? Guarding.SHARED : Guarding.FILE);
    }

    @Profile(SettingsConfiguration.ORIGIN)
    @Bean
    LogSigningKey logSigningKey(JdbcClient jdbc, KeyRing ring, JdbcDurableCommit durable, Settings settings) {
        String origin = settings.names().origin();
        String known = "SELECT key_id FROM log_key WHERE origin = :origin";
        if (jdbc.sql(known).param("origin", origin).query(String.class).optional().isEmpty()) {
            KeyId fresh = ring.create(KeyType.ED25519);
            durable.write(
                    () -> jdbc.sql("INSERT INTO log_key (origin, key_id) VALUES (:origin, :key) ON CONFLICT DO NOTHING")
                            .param("origin", origin)
                            .param("key", fresh.value())
                            .update());
        }
        return new LogSigningKey(
                ring.open(new KeyId(jdbc.sql(known).param("origin", origin).query(String.class).single())));
    }

    @Profile(SettingsConfiguration.ORIGIN)
    @Bean(destroyMethod = "close")
    EmbeddedLedger ledger(Settings settings, LedgerStore store, JdbcDurableCommit durability, CheckpointGuard guard,
            LogSigningKey key, List<Projections> modules, Witnesses witnesses, Clock clock, FatalFault fatal,
            AdmittedNode admitted) {
        return EmbeddedLedger.open(start(settings), Pace.USUAL, store, durability, guard, key.key(),
                modules.stream().flatMap(module -> module.projections().stream()).toList(), witnesses, clock, fatal);
    }

    static LogStart start(Settings settings) {
        return new LogStart(settings.names().origin(), settings.names().publicUrl().value(),
                settings.names().network());
    }

    /** Held for as long as this process is the node. */
    record AdmittedNode(Optional<NodeLock> lock) implements AutoCloseable {

        @Override
        public void close() {
            lock.ifPresent(NodeLock::close);
        }
    }

    /** Connections to the database of a shared guard. */
    record GuardPool(Optional<HikariDataSource> pool) implements AutoCloseable {

        @Override
        public void close() {
            pool.ifPresent(HikariDataSource::close);
        }
    }

    /**
     * Committed rows as the modules read them, and who is told when entries change them.
     *
     * @param kept where rows are kept in memory
     */
    record LedgerRows(StoredRows rows, RowsChanged changed, Optional<CachedRows> kept) {}

    /** The rows one module keeps. */
    record RowMappings(List<RowMapping<?, ?>> mappings) {

        RowMappings {
            mappings = List.copyOf(mappings);
        }
    }

    /** How one module reads entries. */
    record Projections(List<Projection> projections) {

        Projections {
            projections = List.copyOf(projections);
        }
    }

    /** The key of the log alone; it signs nothing else. */
    record LogSigningKey(SigningKey key) {}
}
