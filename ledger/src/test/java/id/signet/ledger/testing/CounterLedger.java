package id.signet.ledger.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.LogStart;
import id.signet.ledger.embedded.Durability;
import id.signet.ledger.embedded.EmbeddedLedger.Pace;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.FileCheckpointGuard;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.jdbc.H2Database;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcLedgerStore.Timeouts;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.Migrations;
import id.signet.ledger.state.Rows;
import id.signet.ledger.state.RowsChanged;
import id.signet.ledger.witness.Witnesses;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A place where a log of {@link Counters} lives, wired as a service would wire it; logs are opened on it one by one. */
public final class CounterLedger implements AutoCloseable {

    public static final LogStart START = new LogStart("log.example/test", "https://signet.example", "test");

    private final LedgerStore store;
    private final Durability durability;
    private final CheckpointGuard guard;
    private final Rows rows;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private CounterLedger(LedgerStore store, Durability durability, CheckpointGuard guard, Rows rows) {
        this.store = store;
        this.durability = durability;
        this.guard = guard;
        this.rows = rows;
    }

    /** The same place with one part exchanged, to make it fail or to look at what passes through it. */
    public CounterLedger with(LedgerStore other) {
        return new CounterLedger(other, durability, guard, rows);
    }

    public CounterLedger with(Durability other) {
        return new CounterLedger(store, other, guard, rows);
    }

    public CounterLedger with(CheckpointGuard other) {
        return new CounterLedger(store, durability, other, rows);
    }

    public static CounterLedger inMemory() {
        InMemoryRows rows = new InMemoryRows();
        return new CounterLedger(new InMemoryLedgerStore(rows), new InMemoryDurableCommit(), new InMemoryGuard(), rows);
    }

    /** Data in {@code data}, the guard beside it in {@code guard}. */
    public static CounterLedger onH2(Path folder, Consumer<Throwable> fatal) {
        H2Database database = H2Database.open(folder.resolve("data"), TestDatabase.H2_USER, "");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(TestDatabase.H2_USER);
        config.setPassword("");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        HikariDataSource pool = new HikariDataSource(config);
        JdbcTables tables = tables(pool);
        JdbcDurableCommit durable = JdbcDurableCommit.onH2(pool, database.url(), TestDatabase.H2_USER, "", fatal);
        CounterLedger place = new CounterLedger(new JdbcLedgerStore(pool, tables), durable,
                new FileCheckpointGuard(folder.resolve("guard")), tables);
        place.closing.add(durable::close);
        place.closing.add(pool::close);
        place.closing.add(database::close);
        return place;
    }

    /** On PostgreSQL one of several nodes that share the database and the guard, if the same are given again. */
    public static CounterLedger on(TestDatabase database, CheckpointGuard guard) {
        JdbcTables tables = tables(database.dataSource());
        JdbcDurableCommit durable = database.durableCommit();
        CounterLedger place = new CounterLedger(
                new JdbcLedgerStore(database.dataSource(), tables, RowsChanged.NOBODY,
                        new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))),
                durable, guard, tables);
        place.closing.add(durable::close);
        return place;
    }

    private static JdbcTables tables(DataSource dataSource) {
        Migrations.run(dataSource, "ledger");
        for (String table : Counters.TABLES.split(";", -1)) {
            JdbcClient.create(dataSource)
                    .sql(table.replaceFirst("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
                    .update();
        }
        return new JdbcTables(dataSource, Counters.MAPPINGS);
    }

    public EmbeddedLedger open(SigningKey key, Clock clock) {
        return open(key, clock, Pace.USUAL, fault -> {
        });
    }

    public EmbeddedLedger open(SigningKey key, Clock clock, Pace pace, Consumer<Throwable> fatal) {
        return EmbeddedLedger.open(START, pace, store, durability, guard, key, List.of(new Counters()), clock, fatal);
    }

    public EmbeddedLedger open(SigningKey key, Clock clock, Pace pace, Witnesses witnesses) {
        return EmbeddedLedger.open(START, pace, store, durability, guard, key, List.of(new Counters()), witnesses,
                clock,
                fault -> {
                });
    }

    public LedgerStore store() {
        return store;
    }

    public Durability durability() {
        return durability;
    }

    public CheckpointGuard guard() {
        return guard;
    }

    public Rows rows() {
        return rows;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
