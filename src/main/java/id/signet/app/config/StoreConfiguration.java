package id.signet.app.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.signet.app.config.Settings.Database;
import id.signet.ledger.jdbc.H2Database;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.Migrations;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One database for the whole service, its tables brought up to date in the order of the arrows. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);
    private static final String EMBEDDED_USER = "signet";
    private static final String[] MODULES = {"crypto", "ledger", "registry", "credential", "app"};
    private static final int CONNECTIONS = 20;
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
    HikariDataSource dataSource(Settings settings, EmbeddedFolder folder) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("signet");
        pool.setMaximumPoolSize(CONNECTIONS);
        switch (settings.database()) {
            case Database.Embedded _ -> {
                pool.setJdbcUrl(folder.database().orElseThrow().url());
                pool.setUsername(EMBEDDED_USER);
                pool.setPassword("");
            }
            case Database.Postgres postgres -> {
                pool.setJdbcUrl(postgres.url());
                pool.setUsername(postgres.user());
                pool.setPassword(postgres.password());
                pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            }
        }
        HikariDataSource dataSource = new HikariDataSource(pool);
        Migrations.run(dataSource, MODULES);
        return dataSource;
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
            Runtime.getRuntime().halt(IO_ERROR);
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
