package id.signet.ledger.jdbc;

import id.signet.crypto.Bytes;
import id.signet.ledger.state.RowSizes;
import id.signet.ledger.state.Rows;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/** Typed tables in the database, joined to the transaction of the calling thread if there is one. */
public final class JdbcTables implements Rows, StoredRows, RowSizes {

    /** Questions are padded to few lengths, so that few statements are prepared and each often. */
    private static final int[] LENGTHS = {1, 8, 64, 512};

    /** The objects of a row, its key and an entry of a map, and those of one value, without what they hold. */
    private static final int ROW_BYTES = 256;
    private static final int VALUE_BYTES = 48;

    private final JdbcTemplate jdbc;
    private final Map<Table<?, ?>, RowMapping<?, ?>> mappings = new HashMap<>();

    public JdbcTables(DataSource dataSource, Collection<? extends RowMapping<?, ?>> mappings) {
        this.jdbc = new JdbcTemplate(dataSource);
        for (RowMapping<?, ?> mapping : mappings) {
            if (this.mappings.put(mapping.table(), mapping) != null) {
                throw new IllegalArgumentException("the table " + mapping.table().name() + " is mapped twice");
            }
        }
    }

    public <K, V> RowMapping<K, V> mapping(Table<K, V> table) {
        RowMapping<?, ?> mapping = mappings.get(table);
        if (mapping == null) {
            throw new IllegalStateException("no mapping was given for the table " + table.name());
        }
        @SuppressWarnings("unchecked") // put under its own table in the constructor
        RowMapping<K, V> typed = (RowMapping<K, V>) mapping;
        return typed;
    }

    public List<RowMapping<?, ?>> mappings(Table.Visibility visibility) {
        return mappings.values()
                .stream()
                .filter(mapping -> mapping.table().visibility() == visibility)
                .sorted((a, b) -> a.table().name().compareTo(b.table().name()))
                .collect(Collectors.toUnmodifiableList());
    }

    /** Private rows are locked until the transaction ends, because others than the Sequencer write them too. */
    @Override
    public <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
        RowMapping<K, V> mapping = mapping(table);
        String lock = table.visibility() == Table.Visibility.PRIVATE ? " FOR UPDATE" : "";
        Map<K, V> found = new HashMap<>();
        List<K> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size();) {
            int length = chunk(all.size() - from);
            List<K> part = all.subList(from, Math.min(all.size(), from + length));
            with(select(mapping) + " WHERE " + inKeys(mapping, length) + lock, statement -> {
                int column = 1;
                for (int i = 0; i < length; i++) {
                    // A short part is filled up with its last key.
                    K key = part.get(Math.min(i, part.size() - 1));
                    column = bind(statement, column, mapping.keyValues().apply(key));
                }
                read(mapping, statement, found::put);
            });
            from += length;
        }
        return found;
    }

    @Override
    public <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
        RowMapping<K, V> mapping = mapping(table);
        if (!inserted.isEmpty()) {
            write(insert(mapping), inserted, (statement, key, value) -> bind(statement,
                    bind(statement, 1, mapping.keyValues().apply(key)), mapping.rowValues().apply(value)));
        }
        if (!replaced.isEmpty() && !mapping.valueColumns().isEmpty()) {
            write(update(mapping), replaced, (statement, key, value) -> bind(statement,
                    bind(statement, 1, mapping.rowValues().apply(value)), mapping.keyValues().apply(key)));
        }
    }

    @Override
    public <K, V> Optional<V> get(Table<K, V> table, K key) {
        RowMapping<K, V> mapping = mapping(table);
        List<V> found = new ArrayList<>(1);
        with(select(mapping) + " WHERE " + inKeys(mapping, 1), statement -> {
            bind(statement, 1, mapping.keyValues().apply(key));
            read(mapping, statement, (any, row) -> found.add(row));
        });
        return found.stream().findFirst();
    }

    @Override
    public <K, V> Optional<V> lock(Table<K, V> table, K key) {
        return Optional.ofNullable(load(requirePrivate(table), List.of(key)).get(key));
    }

    /** The rows that satisfy a condition, for questions that no key answers. */
    public <K, V> List<V> where(Table<K, V> table, String condition, Object... values) {
        RowMapping<K, V> mapping = mapping(table);
        List<V> found = new ArrayList<>();
        with(select(mapping) + " WHERE " + condition, statement -> {
            bind(statement, 1, List.of(values));
            read(mapping, statement, (any, row) -> found.add(row));
        });
        return found;
    }

    /** The number after that of the last row in H2's own order of rows, in which whole pages are read one after the other. */
    long endOfRows(Table<?, ?> table) {
        Long last = jdbc.queryForObject("SELECT MAX(_ROWID_) FROM " + table.name(), Long.class);
        return last == null ? 0 : last + 1;
    }

    /** The rows with these numbers. */
    <K, V> Map<K, V> rowsBetween(Table<K, V> table, long from, long end) {
        RowMapping<K, V> mapping = mapping(table);
        Map<K, V> found = new HashMap<>();
        with(select(mapping) + " WHERE _ROWID_ >= ? AND _ROWID_ < ?", statement -> {
            bind(statement, 1, List.of(from, end));
            read(mapping, statement, found::put);
        });
        return found;
    }

    @Override
    public <K, V> boolean insertIfAbsent(Table<K, V> table, K key, V value) {
        RowMapping<K, V> mapping = mapping(requirePrivate(table));
        return count(insert(mapping) + " ON CONFLICT DO NOTHING", statement -> bind(statement,
                bind(statement, 1, mapping.keyValues().apply(key)), mapping.rowValues().apply(value))) == 1;
    }

    @Override
    public <K, V> boolean replace(Table<K, V> table, K key, V value) {
        RowMapping<K, V> mapping = mapping(requirePrivate(table));
        return count(update(mapping), statement -> bind(statement,
                bind(statement, 1, mapping.rowValues().apply(value)), mapping.keyValues().apply(key))) == 1;
    }

    private static <K, V> Table<K, V> requirePrivate(Table<K, V> table) {
        if (table.visibility() != Table.Visibility.PRIVATE) {
            throw new IllegalStateException("only a projection writes the public table " + table.name());
        }
        return table;
    }

    private int count(String sql, Work binder) {
        int[] count = new int[1];
        with(sql, statement -> {
            binder.run(statement);
            count[0] = statement.executeUpdate();
        });
        return count[0];
    }

    @Override
    public <K, V> int bytes(Table<K, V> table, K key, Optional<V> row) {
        RowMapping<K, V> mapping = mapping(table);
        return ROW_BYTES + bytes(mapping.keyValues().apply(key))
                + row.map(mapping.rowValues()).map(JdbcTables::bytes).orElse(0);
    }

    private static int bytes(List<? extends @Nullable Object> values) {
        int bytes = 0;
        for (Object value : values) {
            bytes += VALUE_BYTES + switch (value) {
                case String text -> text.length();
                case Bytes held -> held.size();
                case null, default -> 0;
            };
        }
        return bytes;
    }

    /** Gives every row of the table in the order of its key. */
    public <K, V> void forEach(Table<K, V> table, BiConsumer<K, V> taker) {
        RowMapping<K, V> mapping = mapping(table);
        with(select(mapping) + " ORDER BY " + String.join(", ", mapping.keyColumns()), statement -> {
            statement.setFetchSize(1_000);
            read(mapping, statement, taker);
        });
    }

    /** Removes every row. */
    public void clear(Table<?, ?> table) {
        jdbc.update("DELETE FROM " + mapping(table).table().name());
    }

    private <K, V> void write(String sql, Map<K, V> rows, Binder<K, V> binder) {
        with(sql, statement -> {
            for (Map.Entry<K, V> row : rows.entrySet()) {
                binder.bind(statement, row.getKey(), row.getValue());
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                if (count == 0) {
                    throw new OptimisticLockingFailureException("a row was removed by another writer: " + sql);
                }
            }
        });
    }

    private static <K, V> void read(RowMapping<K, V> mapping, PreparedStatement statement, BiConsumer<K, V> taker)
            throws SQLException {
        try (ResultSet answer = statement.executeQuery()) {
            Row row = new Row(answer);
            while (answer.next()) {
                taker.accept(mapping.readKey().apply(row), mapping.readRow().apply(row));
            }
        }
    }

    private void with(String sql, Work work) {
        jdbc.execute(sql, (PreparedStatementCallback<Boolean>) statement -> {
            work.run(statement);
            return true;
        });
    }

    private static int chunk(int wanted) {
        for (int length : LENGTHS) {
            if (wanted <= length) {
                return length;
            }
        }
        return LENGTHS[LENGTHS.length - 1];
    }

    private static String select(RowMapping<?, ?> mapping) {
        return "SELECT " + columns(mapping) + " FROM " + mapping.table().name();
    }

    private static String inKeys(RowMapping<?, ?> mapping, int length) {
        int width = mapping.keyColumns().size();
        String one = width == 1 ? "?" : "(" + String.join(", ", Collections.nCopies(width, "?")) + ")";
        return "(" + String.join(", ", mapping.keyColumns()) + ") IN ("
                + String.join(", ", Collections.nCopies(length, one)) + ")";
    }

    private static String insert(RowMapping<?, ?> mapping) {
        int width = mapping.keyColumns().size() + mapping.valueColumns().size();
        return "INSERT INTO " + mapping.table().name() + " (" + columns(mapping) + ") VALUES ("
                + String.join(", ", Collections.nCopies(width, "?")) + ")";
    }

    private static String update(RowMapping<?, ?> mapping) {
        return "UPDATE " + mapping.table().name() + " SET "
                + mapping.valueColumns().stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
                + " WHERE "
                + mapping.keyColumns().stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
    }

    private static String columns(RowMapping<?, ?> mapping) {
        return IntStream.range(0, mapping.keyColumns().size() + mapping.valueColumns().size())
                .mapToObj(i -> i < mapping.keyColumns().size()
                        ? mapping.keyColumns().get(i)
                        : mapping.valueColumns().get(i - mapping.keyColumns().size()))
                .collect(Collectors.joining(", "));
    }

    private static int bind(PreparedStatement statement, int first, List<? extends @Nullable Object> values)
            throws SQLException {
        int column = first;
        for (Object value : values) {
            bind(statement, column++, value);
        }
        return column;
    }

    private static void bind(PreparedStatement statement, int column, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(column, null);
            case String text -> statement.setString(column, text);
            case Long number -> statement.setLong(column, number);
            case Integer number -> statement.setLong(column, number);
            case Boolean flag -> statement.setBoolean(column, flag);
            case Bytes bytes -> statement.setBytes(column, bytes.toArray());
            case byte[] bytes -> statement.setBytes(column, bytes);
            case Instant time -> statement.setLong(column, time.toEpochMilli());
            default -> throw new IllegalArgumentException("a column cannot hold a " + value.getClass().getName());
        }
    }

    private interface Work {
        void run(PreparedStatement statement) throws SQLException;
    }

    private interface Binder<K, V> {
        void bind(PreparedStatement statement, K key, V value) throws SQLException;
    }
}
