package id.signet.ledger.testing;

import id.signet.ledger.state.Rows;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tables without a database. */
public final class InMemoryRows implements Rows, StoredRows {

    private final Map<Table<?, ?>, Map<Object, Object>> tables = new HashMap<>();

    @Override
    public synchronized <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
        Map<K, V> found = new HashMap<>();
        for (K key : keys) {
            get(table, key).ifPresent(row -> found.put(key, row));
        }
        return found;
    }

    @Override
    public synchronized <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
        Map<Object, Object> rows = tables.computeIfAbsent(table, any -> new HashMap<>());
        rows.putAll(inserted);
        rows.putAll(replaced);
    }

    @Override
    public synchronized <K, V> Optional<V> get(Table<K, V> table, K key) {
        return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(key)).map(table.row()::cast);
    }

    @Override
    public <K, V> Optional<V> lock(Table<K, V> table, K key) {
        return get(table, key);
    }

    @Override
    public synchronized <K, V> boolean insertIfAbsent(Table<K, V> table, K key, V value) {
        return tables.computeIfAbsent(table, any -> new HashMap<>()).putIfAbsent(key, value) == null;
    }

    @Override
    public synchronized <K, V> boolean replace(Table<K, V> table, K key, V value) {
        return tables.computeIfAbsent(table, any -> new HashMap<>()).replace(key, value) != null;
    }

    /** Every row of a table, in no order. */
    public synchronized <K, V> Map<K, V> all(Table<K, V> table) {
        Map<K, V> all = new HashMap<>();
        tables.getOrDefault(table, Map.of())
                .forEach((key, row) -> all.put(table.key().cast(key), table.row().cast(row)));
        return all;
    }
}
