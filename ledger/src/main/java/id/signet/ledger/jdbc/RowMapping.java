package id.signet.ledger.jdbc;

import id.signet.ledger.state.Table;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a {@link Table} lie in the database. From it {@link JdbcTables} selects rows by a set of keys, writes
 * them in batches and lists them in the order of their keys.
 *
 * <p>Values may be {@code String, Long, Integer, Boolean, Bytes, byte[], Instant} (kept as milliseconds) or null.
 *
 * @param keyColumns the primary key
 * @param keyValues the values of the key columns, in their order
 * @param readKey the key of a row
 * @param valueColumns the other columns
 * @param rowValues the values of the other columns, in their order
 * @param readRow a row; it may read key columns too
 */
public record RowMapping<K, V>(Table<K, V> table, List<String> keyColumns, Function<K, List<?>> keyValues,
        Function<Row, K> readKey, List<String> valueColumns, Function<V, List<? extends @Nullable Object>> rowValues,
        Function<Row, V> readRow) {

    public RowMapping {
        keyColumns = List.copyOf(keyColumns);
        valueColumns = List.copyOf(valueColumns);
        if (keyColumns.isEmpty()) {
            throw new IllegalArgumentException("the table " + table.name() + " has no key column");
        }
    }
}
