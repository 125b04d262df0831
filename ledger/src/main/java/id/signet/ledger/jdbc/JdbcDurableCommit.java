package id.signet.ledger.jdbc;

import id.signet.ledger.DurableCommit;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.StorageFull;
import id.signet.ledger.embedded.Durability;
import id.signet.ledger.embedded.GroupForce;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acknowledges what is on disk, and nothing else. On H2, whose commits only reach the operating system, every writer waits
 * for a {@code CHECKPOINT SYNC} that began after its commit; one serves all who wait. On PostgreSQL the commit itself is
 * the force, and a server set up otherwise is refused.
 */
public final class JdbcDurableCommit implements DurableCommit, Durability, AutoCloseable {

    /** How often a write whose transaction was ended from outside is begun anew. */
    private static final int ATTEMPTS = 3;

    private final TransactionTemplate transaction;
    private final @Nullable GroupForce force;
    private final @Nullable Connection admin;

    private JdbcDurableCommit(DataSource dataSource, @Nullable GroupForce force, @Nullable Connection admin) {
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.force = force;
        this.admin = admin;
    }

    /**
     * @param url the address of the H2 database
     * @param user a user with admin rights, which {@code CHECKPOINT SYNC} asks for
     * @param fatal called once when a force fails: stop the process, and recover from disk
     */
    public static JdbcDurableCommit onH2(DataSource dataSource, String url, String user, String password,
            Consumer<Throwable> fatal) {
        try {
            Connection admin = DriverManager.getConnection(url, user, password);
            return new JdbcDurableCommit(dataSource, new GroupForce(() -> checkpointSync(admin), fatal), admin);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open the connection that forces commits to disk", e);
        }
    }

    /** @throws LedgerRefusesToStart when the server acknowledges commits that are not on its disk */
    public static JdbcDurableCommit onPostgres(DataSource dataSource) {
        JdbcClient client = JdbcClient.create(dataSource);
        require(client, "fsync", Set.of("on"));
        require(client, "full_page_writes", Set.of("on"));
        require(client, "synchronous_commit", Set.of("on", "local", "remote_write", "remote_apply"));
        return new JdbcDurableCommit(dataSource, null, null);
    }

    private static void require(JdbcClient client, String setting, Set<String> safe) {
        String found = client.sql("SELECT setting FROM pg_settings WHERE name = ?")
                .param(setting)
                .query(String.class)
                .optional()
                .orElse("unknown");
        if (!safe.contains(found)) {
            throw new LedgerRefusesToStart(LedgerRefusesToStart.Reason.NOT_DURABLE,
                    "PostgreSQL runs with " + setting + " = "
                            + found + ": acknowledged writes could be lost. Set it to on.");
        }
    }

    private static void checkpointSync(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public <T> T write(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a durable write inside another transaction could not be acknowledged");
        }
        T result = commit(work);
        force();
        return result;
    }

    private <T> T commit(Supplier<T> work) {
        for (int attempt = 1;; attempt++) {
            boolean[] worked = new boolean[1];
            try {
                return transaction.execute(status -> {
                    T result = work.get();
                    worked[0] = true;
                    return result;
                });
            } catch (DataAccessException | TransactionException e) {
                if (StoreFaults.isDiskFull(e)) {
                    throw new StorageFull("the disk of the database is full", e);
                }
                // A rollback fails with its connection alone, whatever the work had met before.
                boolean rollbackFailed = e instanceof TransactionSystemException && !worked[0];
                if (!rollbackFailed && !StoreFaults.isPassing(e)) {
                    throw e;
                }
                // A commit that was asked for may have taken place: only what surely did not is done anew.
                if (worked[0] || attempt == ATTEMPTS) {
                    throw new LedgerUnavailable("the database does not answer", e);
                }
            }
        }
    }

    @Override
    public void force() {
        if (force != null) {
            force.await();
        }
    }

    @Override
    public boolean commitsAreDurable() {
        return force == null;
    }

    @Override
    public void close() {
        if (force != null) {
            force.close();
        }
        if (admin != null) {
            try {
                admin.close();
            } catch (SQLException e) {
                throw new IllegalStateException("cannot close the connection that forces commits to disk", e);
            }
        }
    }
}
