package id.signet.ledger.jdbc;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.merkle.HashRow;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.state.Rows;
import id.signet.ledger.state.RowsChanged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The log in the tables {@code log_entry}, {@code log_hashes}, {@code log_head} and {@code log_checkpoint}. */
public final class JdbcLedgerStore implements LedgerStore {

    /**
     * How long PostgreSQL lets nodes hold each other up.
     *
     * @param lock how long a batch waits for a head that another node holds; longer than {@code idle}, so that those who
     *        wait for a node that stands still get the head instead of giving up
     * @param idle after which the head is taken from a node that stands still in the middle of a batch
     */
    public record Timeouts(Duration lock, Duration idle) {

        public static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(8), Duration.ofSeconds(2));
    }

    private final JdbcTemplate jdbc;
    private final JdbcTransactionManager transactions;
    private final JdbcTables tables;
    private final RowsChanged changed;
    private final boolean postgres;
    private final Timeouts timeouts;

    /** @param tables the tables of the modules above, on the same data source */
    public JdbcLedgerStore(DataSource dataSource, JdbcTables tables) {
        this(dataSource, tables, RowsChanged.NOBODY, Timeouts.USUAL);
    }

    /**
     * @param tables the tables of the modules above, on the same data source
     * @param changed told of the rows that each batch wrote
     */
    public JdbcLedgerStore(DataSource dataSource, JdbcTables tables, RowsChanged changed, Timeouts timeouts) {
        this.changed = changed;
        this.timeouts = timeouts;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new JdbcTransactionManager(dataSource);
        this.tables = tables;
        this.postgres = Boolean.TRUE
                .equals(jdbc.execute((ConnectionCallback<Boolean>) (Connection connection) -> connection
                        .getMetaData()
                        .getDatabaseProductName()
                        .equals("PostgreSQL")));
        jdbc.update("INSERT INTO log_head (id, tree_size, root, logged_at) VALUES (1, 0, ?, 0) ON CONFLICT DO NOTHING",
                MerkleTree.EMPTY_ROOT.bytes());
    }

    @Override
    public Head head() {
        return ask(() -> head(""));
    }

    private Head head(String lock) {
        return jdbc.query("SELECT tree_size, root, logged_at FROM log_head WHERE id = 1" + lock,
                (row, number) -> new Head(new TreeSize(row.getLong("tree_size")), Hash.of(row.getBytes("root")),
                        Instant.ofEpochMilli(row.getLong("logged_at"))))
                .getFirst();
    }

    @Override
    public <T> T batch(Function<Batch, T> work) {
        TransactionStatus transaction = begin();
        ToldRows rows = new ToldRows(tables, changed);
        T result;
        try {
            result = work.apply(locked(rows));
        } catch (RuntimeException | Error e) {
            rollback(transaction, e);
            if (StoreFaults.isDiskFull(e)) {
                throw new StoreFull(e);
            }
            if (StoreFaults.isPassing(e)) {
                throw new TransactionLost(e);
            }
            throw e;
        }
        try {
            transactions.commit(transaction);
        } catch (RuntimeException e) {
            throw new CommitUnknown(e);
        } finally {
            rows.tell();
        }
        return result;
    }

    private TransactionStatus begin() {
        try {
            return transactions.getTransaction(new DefaultTransactionDefinition());
        } catch (CannotCreateTransactionException e) {
            throw new StoreUnavailable("the database does not answer", e);
        }
    }

    private Batch locked(Rows rows) {
        try {
            if (postgres) {
                jdbc.query(
                        """
                        SELECT set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true),
                          set_config('synchronous_commit', 'on', true)""",
                        row -> {
                        }, timeouts.lock.toMillis() + "ms",
                        timeouts.idle.toMillis() + "ms");
            }
            return new LockedBatch(head(" FOR UPDATE"), rows);
        } catch (DataAccessException e) {
            if (StoreFaults.isConnectionLost(e)) {
                throw new TransactionLost(e);
            }
            throw new StoreUnavailable("the head of the log is not to be had", e);
        }
    }

    private void rollback(TransactionStatus transaction, Throwable cause) {
        try {
            transactions.rollback(transaction);
        } catch (RuntimeException e) {
            // A connection that is gone has rolled back; what brought us here says more.
            cause.addSuppressed(e);
        }
    }

    @Override
    public List<Bytes> entries(long from, int count) {
        return ask(() -> jdbc.query(
                "SELECT entry FROM log_entry WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index",
                (row, number) -> Bytes.of(row.getBytes("entry")), from, from + count));
    }

    @Override
    public List<List<Hash>> read(List<Tile> tiles) {
        return ask(() -> readTiles(tiles));
    }

    private List<List<Hash>> readTiles(List<Tile> tiles) {
        List<Object> coordinates = new ArrayList<>();
        Map<Place, List<Hash>> found = new HashMap<>();
        for (Tile tile : tiles) {
            Place place = new Place(tile.level(), tile.index());
            if (found.put(place, new ArrayList<>()) == null) {
                coordinates.add(place.level);
                coordinates.add(place.index);
            }
        }
        jdbc.query(
                "SELECT tile_level, tile_index, first_node, hashes FROM log_hashes WHERE (tile_level, tile_index) IN ("
                        + String.join(", ", Collections.nCopies(found.size(), "(?, ?)"))
                        + ") ORDER BY tile_level, tile_index, first_node",
                row -> {
                    Place place = new Place(row.getInt("tile_level"), row.getLong("tile_index"));
                    List<Hash> hashes = found.getOrDefault(place, new ArrayList<>());
                    byte[] run = row.getBytes("hashes");
                    if (row.getInt("first_node") != hashes.size() || run.length % Hash.LENGTH != 0) {
                        throw gap(place);
                    }
                    for (int at = 0; at < run.length; at += Hash.LENGTH) {
                        hashes.add(Hash.at(run, at));
                    }
                }, coordinates.toArray());
        return tiles.stream().map(tile -> {
            Place place = new Place(tile.level(), tile.index());
            List<Hash> hashes = found.getOrDefault(place, List.of());
            if (hashes.size() < tile.width()) {
                throw gap(place);
            }
            // A longer tree than the one asked about may have been stored since.
            return List.copyOf(hashes.subList(0, tile.width()));
        }).toList();
    }

    @Override
    public Optional<String> newestCheckpoint() {
        return ask(() -> jdbc.query("SELECT note FROM log_checkpoint ORDER BY tree_size DESC LIMIT 1",
                (row, number) -> row.getString("note")).stream().findFirst());
    }

    @Override
    public Optional<String> checkpoint(TreeSize size) {
        return ask(() -> jdbc.query("SELECT note FROM log_checkpoint WHERE tree_size = ?",
                (row, number) -> row.getString("note"), size.value()).stream().findFirst());
    }

    @Override
    public List<TreeSize> publishedSizes() {
        return ask(() -> jdbc.query("SELECT tree_size FROM log_checkpoint ORDER BY tree_size",
                (row, number) -> new TreeSize(row.getLong("tree_size"))));
    }

    @Override
    public void publish(TreeSize size, String checkpoint) {
        ask(() -> jdbc.update("INSERT INTO log_checkpoint (tree_size, note) VALUES (?, ?) ON CONFLICT DO NOTHING",
                size.value(), checkpoint));
    }

    private final class LockedBatch implements Batch {

        private final Head head;
        private final Rows rows;

        LockedBatch(Head head, Rows rows) {
            this.head = head;
            this.rows = rows;
        }

        @Override
        public Head head() {
            return head;
        }

        @Override
        public Rows rows() {
            return rows;
        }

        @Override
        public void append(Head next, List<LedgerEntry> entries, List<HashRow> hashes) {
            inBatch("INSERT INTO log_entry (leaf_index, logged_at, entry) VALUES (?, ?, ?)", statement -> {
                for (LedgerEntry entry : entries) {
                    statement.setLong(1, entry.index().value());
                    statement.setLong(2, entry.loggedAt().toEpochMilli());
                    statement.setBytes(3, entry.bytes().toArray());
                    statement.addBatch();
                }
            });
            inBatch("INSERT INTO log_hashes (tile_level, tile_index, first_node, hashes) VALUES (?, ?, ?, ?)",
                    statement -> {
                        for (int from = 0; from < hashes.size();) {
                            from = addRun(statement, hashes, from);
                        }
                    });
            int moved = jdbc.update(
                    "UPDATE log_head SET tree_size = ?, root = ?, logged_at = ? WHERE id = 1 AND tree_size = ? AND root = ?",
                    next.size().value(), next.root().bytes(), next.loggedAt().toEpochMilli(), head.size().value(),
                    head.root().bytes());
            if (moved != 1) {
                throw new OptimisticLockingFailureException("the head moved although it was locked");
            }
        }

        /** One row for the hashes that follow each other inside one tile; answers where the next row begins. */
        private int addRun(PreparedStatement statement, List<HashRow> hashes, int from) throws SQLException {
            HashRow first = hashes.get(from);
            long tile = first.index() / Tile.FULL;
            int to = from + 1;
            while (to < hashes.size() && hashes.get(to).level() == first.level()
                    && hashes.get(to).index() / Tile.FULL == tile) {
                to++;
            }
            byte[] run = new byte[(to - from) * Hash.LENGTH];
            for (int i = from; i < to; i++) {
                hashes.get(i).hash().copyTo(run, (i - from) * Hash.LENGTH);
            }
            statement.setInt(1, first.level());
            statement.setLong(2, tile);
            statement.setInt(3, (int) (first.index() % Tile.FULL));
            statement.setBytes(4, run);
            statement.addBatch();
            return to;
        }

        private void inBatch(String sql, Fill fill) {
            jdbc.execute((ConnectionCallback<Boolean>) (Connection connection) -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    fill.fill(statement);
                    statement.executeBatch();
                    return true;
                }
            });
        }
    }

    private interface Fill {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private static LogDamaged gap(Place place) {
        return new LogDamaged("the hashes of tile " + place.level + "/" + place.index + " have gaps");
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            throw new StoreUnavailable("the database does not answer", e);
        }
    }

    private record Place(int level, long index) {}
}
