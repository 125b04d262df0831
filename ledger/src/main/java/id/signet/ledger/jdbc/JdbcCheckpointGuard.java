package id.signet.ledger.jdbc;

import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.embedded.LedgerStore.StoreUnavailable;
import id.signet.ledger.note.SignedCheckpoint;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * A guard that the nodes of a cluster share: one row for each log in a PostgreSQL that is not the log's own, and is
 * neither copied nor restored together with it. A checkpoint replaces exactly the one that was read, and only a smaller
 * one, so that two nodes that publish at once never move it back. The commit is the force.
 */
public final class JdbcCheckpointGuard implements CheckpointGuard {

    private static final String TABLE = """
                                        CREATE TABLE IF NOT EXISTS checkpoint_guard (
                                          origin VARCHAR(255) NOT NULL PRIMARY KEY,
                                          tree_size BIGINT NOT NULL,
                                          note VARCHAR(8192) NOT NULL)""";

    private final JdbcClient jdbc;
    private final JdbcDurableCommit durably;
    private final String origin;

    /**
     * Makes the table if it is absent.
     *
     * @param origin the log that is guarded; one database may guard several
     * @throws id.signet.ledger.LedgerRefusesToStart when the server acknowledges commits that are not on its disk
     */
    public JdbcCheckpointGuard(DataSource dataSource, String origin) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durably = JdbcDurableCommit.onPostgres(dataSource);
        this.origin = origin;
        // Two nodes that start at once may both find it absent; PostgreSQL fails one of them.
        if (jdbc.sql("SELECT to_regclass('checkpoint_guard') IS NULL").query(Boolean.class).single()) {
            durably.write(() -> {
                jdbc.sql("SELECT pg_advisory_xact_lock(7308613711)").query(row -> {
                });
                return jdbc.sql(TABLE).update();
            });
        }
    }

    @Override
    public Optional<String> read() {
        return ask(() -> jdbc.sql("SELECT note FROM checkpoint_guard WHERE origin = ?")
                .param(origin)
                .query(String.class)
                .optional());
    }

    @Override
    public void remember(String checkpoint) {
        long size = size(checkpoint);
        ask(() -> durably.write(() -> {
            int moved = jdbc.sql("UPDATE checkpoint_guard SET tree_size = ?, note = ? WHERE origin = ?")
                    .params(size, checkpoint, origin)
                    .update();
            return moved == 1 ? moved : insert(size, checkpoint);
        }));
    }

    @Override
    public boolean replace(Optional<String> before, String checkpoint) {
        long size = size(checkpoint);
        return ask(() -> durably.write(() -> before.isEmpty()
                ? insert(size, checkpoint)
                : jdbc.sql("""
                           UPDATE checkpoint_guard SET tree_size = ?, note = ?
                           WHERE origin = ? AND note = ? AND tree_size < ?""")
                        .params(size, checkpoint, origin, before.get(), size)
                        .update())) == 1;
    }

    private int insert(long size, String checkpoint) {
        return jdbc
                .sql("INSERT INTO checkpoint_guard (origin, tree_size, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(origin, size, checkpoint)
                .update();
    }

    private static long size(String checkpoint) {
        return SignedCheckpoint.parse(checkpoint).checkpoint().size().value();
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException | TransactionException e) {
            throw new StoreUnavailable("the database of the guard does not answer", e);
        }
    }
}
