package id.signet.app.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import id.signet.app.config.Settings.Database;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.FreeSpace;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.jdbc.H2Database;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.JdbcLedgerStore.Timeouts;
import id.signet.ledger.jdbc.Migrations;
import id.signet.ledger.jdbc.StoreFaults;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One database for the whole service, its tables brought up to date in the order of the arrows. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);
    static final String EMBEDDED_USER = "signet";
    static final String[] MODULES = {"crypto", "ledger", "registry", "credential", "app"};
    private static final int CONNECTIONS = 20;

    /** The commands of an operator read the whole store at once, and may think in between. */
    static final String OFFLINE = "signet.offline";
    private static final int IO_ERROR = 74;

    /** The embedded database's folder, taken for this process alone; empty where PostgreSQL is used. */
    record EmbeddedFolder(Optional<H2Database> database) implements AutoCloseable {

        @Override
        public void close() {
            database.ifPresent(H2Database::close);
        }
    }

    @Bean
    EmbeddedFolder embeddedFolder(Settings settings) {
        return new EmbeddedFolder(switch (settings.database()) {
            case Database.Embedded embedded -> Optional.of(H2Database.open(embedded.folder(), EMBEDDED_USER, ""));
            case Database.Postgres _ -> Optional.empty();
        });
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Settings settings, EmbeddedFolder folder, FatalFault fatal,
            @Value("${" + OFFLINE + ":false}") boolean offline) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("signet");
        pool.setMaximumPoolSize(CONNECTIONS);
        switch (settings.database()) {
            case Database.Embedded _ -> {
                pool.setJdbcUrl(folder.database().orElseThrow().url());
                pool.setUsername(EMBEDDED_USER);
                pool.setPassword("");
                pool.setExceptionOverride(closed(fatal));
            }
            case Database.Postgres postgres -> {
                pool.setJdbcUrl(postgres.url());
                pool.setUsername(postgres.user());
                pool.setPassword(postgres.password());
                pool.addDataSourceProperty("reWriteBatchedInserts", "true");
                if (!offline) {
                    shared(pool);
                }
                // On a connection of their own: a migration may take longer than anything else is allowed to.
                Migrations.run(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()),
                        MODULES);
            }
        }
        HikariDataSource dataSource = new HikariDataSource(pool);
        if (settings.database() instanceof Database.Embedded) {
            H2Database.keepPages(dataSource);
            Migrations.run(dataSource, MODULES);
        }
        return dataSource;
    }

    /** A few connections to the database that holds the guard of several nodes. */
    static HikariDataSource guardPool(Database.Postgres place) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("guard");
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(1);
        pool.setJdbcUrl(place.url());
        pool.setUsername(place.user());
        pool.setPassword(place.password());
        shared(pool);
        return new HikariDataSource(pool);
    }

    /**
     * How a node behaves towards others on one PostgreSQL. Whoever stands still inside a transaction loses it, with every
     * row it locked; whoever waits for a row or for the server gives up in time to say so to its caller.
     */
    private static void shared(HikariConfig pool) {
        pool.setConnectionTimeout(3_000);
        pool.setValidationTimeout(2_000);
        pool.setKeepaliveTime(30_000);
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("socketTimeout", "12");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.setConnectionInitSql("SELECT set_config('idle_in_transaction_session_timeout', '"
                + Timeouts.USUAL.idle().toMillis() + "ms', false), set_config('lock_timeout', '"
                + Timeouts.USUAL.lock().toMillis() + "ms', false), set_config('tcp_user_timeout', '10s', false)");
        pool.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public SQLExceptionOverride.Override adjudicate(SQLException thrown) {
                return StoreFaults.isConnectionLost(thrown)
                        ? SQLExceptionOverride.Override.MUST_EVICT
                        : SQLExceptionOverride.Override.CONTINUE_EVICT;
            }
        });
    }

    /** H2 closes the database when it cannot write, and what is read through it too: start anew from what is on disk. */
    private static SQLExceptionOverride closed(FatalFault fatal) {
        return new SQLExceptionOverride() {
            @java.lang.Override
            public SQLExceptionOverride.Override adjudicate(SQLException thrown) {
                if (StoreFaults.isClosed(thrown)) {
                    fatal.accept(thrown);
                }
                return SQLExceptionOverride.Override.CONTINUE_EVICT;
            }
        };
    }

    /** Room where this process writes: the guard's disk, and the data's unless that is a server's affair. */
    @Bean
    FreeSpace freeSpace(Settings settings, EmbeddedFolder folder, CheckpointGuard guard) {
        List<Path> places = new ArrayList<>();
        if (settings.node().sharedGuard().isEmpty()) {
            places.add(settings.guardFolder());
        }
        if (settings.database() instanceof Database.Embedded embedded) {
            places.add(embedded.folder());
        }
        if (places.isEmpty()) {
            places.add(settings.dataDirectory());
        }
        return FreeSpace.of(places);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    /** A force to disk that failed may have lost what was written: nothing may be signed after it, so the process ends. */
    @Bean
    FatalFault fatalFault() {
        return fault -> {
            LOG.error(
                    "The log cannot go on safely and this process ends. What was acknowledged is on disk; start it again.",
                    fault);
            Runtime.getRuntime().halt(fault instanceof LogDamaged ? StartRefusedAnalyzer.EXIT_CODE : IO_ERROR);
        };
    }

    @Bean(destroyMethod = "close")
    JdbcDurableCommit durableCommit(Settings settings, HikariDataSource dataSource, EmbeddedFolder folder,
            FatalFault fatal) {
        return switch (settings.database()) {
            case Database.Embedded _ ->
                JdbcDurableCommit.onH2(dataSource, folder.database().orElseThrow().url(), EMBEDDED_USER, "", fatal);
            case Database.Postgres _ -> JdbcDurableCommit.onPostgres(dataSource);
        };
    }

    /** Told when nothing may be acknowledged or signed any more. */
    @FunctionalInterface
    interface FatalFault extends Consumer<Throwable> {}
}
