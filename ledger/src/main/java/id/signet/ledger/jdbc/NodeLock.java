package id.signet.ledger.jdbc;

import id.signet.crypto.hash.Hashes;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One process for each node of a log on PostgreSQL: an advisory lock of a session that is kept for as long as the process
 * lives. A session that breaks is replaced; if another process has become the node meanwhile, this one ends.
 */
public final class NodeLock implements AutoCloseable {

    /** As long as PostgreSQL may take to notice that the process before this one is gone. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final long key;
    private final String node;
    private final Duration patience;
    private final Consumer<Throwable> fatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;
    private @Nullable Connection session;

    private NodeLock(DataSource dataSource, String origin, String node, Duration patience, Consumer<Throwable> fatal) {
        this.patience = patience;
        this.dataSource = dataSource;
        this.key = ByteBuffer.wrap(Hashes.sha256(("signet-node\n" + origin + "\n" + node)
                .getBytes(StandardCharsets.UTF_8))).getLong();
        this.node = node;
        this.fatal = fatal;
        this.keeper = Thread.ofPlatform().name("signet-node-lock").daemon().unstarted(this::keep);
    }

    /**
     * @param dataSource gives a connection of its own, outside any pool
     * @param patience how long to wait for the process before this one to end
     * @param fatal told when another process has become this node
     * @throws LedgerRefusesToStart when another process is this node
     */
    public static NodeLock take(DataSource dataSource, String origin, String node, Duration patience,
            Consumer<Throwable> fatal) {
        NodeLock lock = new NodeLock(dataSource, origin, node, patience, fatal);
        try {
            lock.takeInTime();
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the start", e);
        }
        lock.keeper.start();
        return lock;
    }

    private void takeInTime() throws SQLException, InterruptedException {
        long began = System.nanoTime();
        while (!isTaken()) {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new LedgerRefusesToStart(Reason.NODE_RUNS_ALREADY,
                        "another process is the node " + node + " of this log: give each a name of its own");
            }
            if (closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private boolean isTaken() throws SQLException {
        Connection fresh = dataSource.getConnection();
        session = fresh;
        // Of a machine that vanished, the server learns after these seconds.
        try (PreparedStatement statement = fresh.prepareStatement(
                """
                SELECT set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '2', false),
                  set_config('tcp_keepalives_count', '3', false), pg_try_advisory_lock(?)""")) {
            statement.setLong(1, key);
            try (ResultSet answer = statement.executeQuery()) {
                if (answer.next() && answer.getBoolean(4)) {
                    return true;
                }
            }
        }
        leave();
        return false;
    }

    private void keep() {
        try {
            while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                Connection held = session;
                try {
                    if (held == null || !held.isValid(2)) {
                        leave();
                        takeInTime();
                    }
                } catch (SQLException serverIsAway) {
                    leave();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    private void leave() {
        Connection held = session;
        session = null;
        if (held != null) {
            try {
                held.close();
            } catch (SQLException gone) {
                // Then the server knows already.
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave();
    }
}
