package id.signet.ledger.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.signet.ledger.jdbc.H2Url;
import id.signet.ledger.jdbc.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty database of its own for a test class: an H2 file with the product's settings, or a real PostgreSQL. */
public final class TestDatabase implements AutoCloseable {

    public static final String H2_USER = "sa";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HikariDataSource dataSource;
    private final String url;
    private final Runnable cleanUp;

    private TestDatabase(HikariDataSource dataSource, String url, Runnable cleanUp) {
        this.dataSource = dataSource;
        this.url = url;
        this.cleanUp = cleanUp;
    }

    /** H2 in a folder of its own below the system's temporary folder, removed on {@link #close}. */
    public static TestDatabase h2() {
        try {
            Path folder = Files.createTempDirectory("signet-h2-");
            return h2(folder, () -> delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** H2 in the folder given, which stays. */
    public static TestDatabase h2(Path folder) {
        return h2(folder, () -> {
        });
    }

    private static TestDatabase h2(Path folder, Runnable cleanUp) {
        String url = H2Url.of(folder.resolve("signet"), false);
        return new TestDatabase(pool(url, H2_USER), url, cleanUp);
    }

    /** A fresh database on the one PostgreSQL server of this JVM; annotate the test with {@link RequiresPostgres}. */
    public static TestDatabase postgres() {
        EmbeddedPostgres server = Server.RUNNING;
        if (server == null) {
            throw new IllegalStateException(Server.TROUBLE, Server.CAUSE);
        }
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a test database", e);
        }
        String url = server.getJdbcUrl("postgres", name).replaceAll("\\?.*", "");
        return new TestDatabase(pool(url, "postgres"), url, () -> {
        });
    }

    static Optional<String> postgresTrouble() {
        return Server.RUNNING == null ? Optional.of(String.valueOf(Server.TROUBLE)) : Optional.empty();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient client() {
        return JdbcClient.create(dataSource);
    }

    public String url() {
        return url;
    }

    /** The name of the database in its server. */
    public String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Connections that were opened after everything done so far. */
    public Session freshConnections() {
        return new Session(pool(url, user()));
    }

    /** A second pool on the same database. */
    public record Session(HikariDataSource dataSource) implements AutoCloseable {
        @Override
        public void close() {
            dataSource.close();
        }
    }

    public String user() {
        return isH2() ? H2_USER : "postgres";
    }

    public boolean isH2() {
        return url.startsWith(H2Url.PREFIX);
    }

    /** Makes the tables of the modules, in the order given. */
    public TestDatabase migrated(String... modules) {
        Migrations.run(dataSource, modules);
        return this;
    }

    @Override
    public void close() {
        dataSource.close();
        cleanUp.run();
    }

    private static HikariDataSource pool(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        if (!url.startsWith(H2Url.PREFIX)) {
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
        }
        return new HikariDataSource(config);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when first asked for; its own shutdown hook stops it with the JVM. */
    private static final class Server {

        static final @Nullable EmbeddedPostgres RUNNING;
        static final @Nullable String TROUBLE;
        static final @Nullable Throwable CAUSE;

        static {
            EmbeddedPostgres running = null;
            String trouble = null;
            Throwable cause = null;
            try {
                running = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
            } catch (IOException | RuntimeException e) {
                trouble = "PostgreSQL cannot be started here: " + e.getMessage();
                cause = e;
            }
            RUNNING = running;
            TROUBLE = trouble;
            CAUSE = cause;
        }

        private Server() {}
    }
}
