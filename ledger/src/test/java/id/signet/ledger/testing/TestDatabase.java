package id.signet.ledger.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.signet.ledger.jdbc.H2Url;
import id.signet.ledger.jdbc.JdbcDurableCommit;
import id.signet.ledger.jdbc.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An empty database of its own for a test: an H2 file with the product's settings, or one on a real PostgreSQL. It comes
 * into being when it is first used, so that tables can be asked for before: those of the same modules are made once in a
 * JVM, and copied.
 */
public final class TestDatabase implements AutoCloseable {

    public static final String H2_USER = "sa";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String url;
    private final Place place;
    private final List<JdbcDurableCommit> durableCommits = new ArrayList<>();
    private @Nullable HikariDataSource pool;

    /** Where a database is made, once. */
    private interface Place {

        /** Makes it as a copy of what the scripts of these modules make; false where something is already. */
        boolean copy(List<String> modules);

        /** Makes it if it is not there. */
        void make();

        void remove();
    }

    private TestDatabase(String url, Place place) {
        this.url = url;
        this.place = place;
    }

    /** H2 in a folder of its own below the system's temporary folder, removed on {@link #close}. */
    public static TestDatabase h2() {
        return h2(temporary(), TestDatabase::delete);
    }

    /** H2 in the folder given, which stays. */
    public static TestDatabase h2(Path folder) {
        return h2(folder, kept -> {
        });
    }

    private static TestDatabase h2(Path folder, Consumer<Path> afterwards) {
        return new TestDatabase(H2Url.of(folder.resolve(H2Place.NAME), false), new H2Place(folder, afterwards));
    }

    /** A fresh database on the one PostgreSQL server of this JVM; annotate the test with {@link RequiresPostgres}. */
    public static TestDatabase postgres() {
        String name = "test_" + NUMBER.incrementAndGet();
        return new TestDatabase(PostgresPlace.url(name), new PostgresPlace(name));
    }

    static Optional<String> postgresTrouble() {
        return Server.RUNNING == null ? Optional.of(String.valueOf(Server.TROUBLE)) : Optional.empty();
    }

    public DataSource dataSource() {
        if (pool == null) {
            place.make();
            pool = pool(url, user());
        }
        return pool;
    }

    public JdbcClient client() {
        return JdbcClient.create(dataSource());
    }

    public String url() {
        place.make();
        return url;
    }

    /** Writes that are acknowledged as in the product; ended with the database at the latest. */
    public JdbcDurableCommit durableCommit() {
        JdbcDurableCommit durable = isH2() ? JdbcDurableCommit.onH2(dataSource(), url, user(), "", fault -> {
        }) : JdbcDurableCommit.onPostgres(dataSource());
        durableCommits.add(durable);
        return durable;
    }

    /** The name of the database in its server. */
    public String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Connections that were opened after everything done so far. */
    public Session freshConnections() {
        return new Session(pool(url(), user()));
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
        if (!place.copy(List.of(modules))) {
            Migrations.run(dataSource(), modules);
        }
        return this;
    }

    @Override
    public void close() {
        durableCommits.forEach(JdbcDurableCommit::close);
        if (pool != null) {
            pool.close();
        }
        place.remove();
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

    private static Path temporary() {
        try {
            return Files.createTempDirectory("signet-h2-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** A folder; a template is the file of a database that was closed. */
    private record H2Place(Path folder, Consumer<Path> afterwards) implements Place {

        static final String NAME = "signet";
        private static final String FILE = NAME + ".mv.db";
        private static final Map<List<String>, byte[]> TEMPLATES = new ConcurrentHashMap<>();

        @Override
        public boolean copy(List<String> modules) {
            Path file = folder.resolve(FILE);
            if (Files.exists(file)) {
                return false;
            }
            try {
                Files.write(file, TEMPLATES.computeIfAbsent(modules, H2Place::template));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] template(List<String> modules) {
            Path folder = temporary();
            try {
                try (HikariDataSource pool = pool(H2Url.of(folder.resolve(NAME), false), H2_USER)) {
                    Migrations.run(pool, modules.toArray(String[]::new));
                }
                return Files.readAllBytes(folder.resolve(FILE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                delete(folder);
            }
        }

        /** Nothing to do: H2 makes the file of a database that it does not find. */
        @Override
        public void make() {}

        @Override
        public void remove() {
            afterwards.accept(folder);
        }
    }

    /** A name in the server; a template is a database that nobody is connected to. */
    private static final class PostgresPlace implements Place {

        private static final Map<List<String>, String> TEMPLATES = new ConcurrentHashMap<>();

        private final String name;
        private boolean made;

        PostgresPlace(String name) {
            this.name = name;
        }

        static String url(String name) {
            return server().getJdbcUrl("postgres", name).replaceAll("\\?.*", "");
        }

        @Override
        public boolean copy(List<String> modules) {
            if (made) {
                return false;
            }
            make(name, TEMPLATES.computeIfAbsent(modules, PostgresPlace::template));
            made = true;
            return true;
        }

        private static String template(List<String> modules) {
            String name = "template_" + String.join("_", modules);
            make(name, "template1");
            try (HikariDataSource pool = pool(url(name), "postgres")) {
                Migrations.run(pool, modules.toArray(String[]::new));
            }
            return name;
        }

        @Override
        public void make() {
            if (!made) {
                make(name, "template1");
                made = true;
            }
        }

        private static void make(String name, String template) {
            execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        }

        @Override
        public void remove() {
            if (made) {
                execute("DROP DATABASE " + name + " WITH (FORCE)");
                made = false;
            }
        }

        private static void execute(String sql) {
            try (Connection connection = server().getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException("the server of test databases refuses " + sql, e);
            }
        }

        private static EmbeddedPostgres server() {
            EmbeddedPostgres server = Server.RUNNING;
            if (server == null) {
                throw new IllegalStateException(Server.TROUBLE, Server.CAUSE);
            }
            return server;
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
