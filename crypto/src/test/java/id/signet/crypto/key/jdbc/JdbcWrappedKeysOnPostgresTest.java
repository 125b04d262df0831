package id.signet.crypto.key.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Skipped with the reason where no PostgreSQL can be started; with {@code -Drequire.postgres=true} it fails instead. */
class JdbcWrappedKeysOnPostgresTest extends JdbcWrappedKeysContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException | RuntimeException e) {
            if (Boolean.getBoolean("require.postgres")) {
                throw e;
            }
            Assumptions.abort("PostgreSQL cannot be started here: " + e.getMessage());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    DataSource database() {
        String name = "keys" + DATABASES.incrementAndGet();
        JdbcClient.create(server.getPostgresDatabase()).sql("CREATE DATABASE " + name).update();
        return migrated(server.getDatabase("postgres", name));
    }
}
