package id.signet.ledger.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Committed public rows kept in memory, the ones asked for last. Right only where every entry of the log is written by
 * this process, which tells the changes; private rows are never kept.
 */
public final class CachedRows implements StoredRows, RowsChanged {

    private final StoredRows rows;
    private final int capacity;
    private final Map<Table<?, ?>, Sheet<?, ?>> sheets = new ConcurrentHashMap<>();

    /** @param capacity how many rows of one table are kept */
    public CachedRows(StoredRows rows, int capacity) {
        this.rows = rows;
        this.capacity = capacity;
    }

    @Override
    public <K, V> Optional<V> get(Table<K, V> table, K key) {
        return table.visibility() == Table.Visibility.PUBLIC ? sheet(table).get(rows, key) : rows.get(table, key);
    }

    @Override
    public <K, V> void changed(Table<K, V> table, Set<K> keys) {
        if (table.visibility() == Table.Visibility.PUBLIC) {
            sheet(table).forget(keys);
        }
    }

    @Override
    public <K, V> Optional<V> lock(Table<K, V> table, K key) {
        return rows.lock(table, key);
    }

    @Override
    public <K, V> boolean insertIfAbsent(Table<K, V> table, K key, V value) {
        return rows.insertIfAbsent(table, key, value);
    }

    @Override
    public <K, V> boolean replace(Table<K, V> table, K key, V value) {
        return rows.replace(table, key, value);
    }

    @SuppressWarnings("unchecked") // a sheet is only ever made for its own table
    private <K, V> Sheet<K, V> sheet(Table<K, V> table) {
        return (Sheet<K, V>) sheets.computeIfAbsent(table, any -> new Sheet<>(table, capacity));
    }

    private static final class Sheet<K, V> {

        private final Table<K, V> table;
        private final Map<K, Optional<V>> kept;
        private long changes;

        Sheet(Table<K, V> table, int capacity) {
            this.table = table;
            this.kept = new LinkedHashMap<>(16, 0.75f, true) {

                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Optional<V>> eldest) {
                    return size() > capacity;
                }
            };
        }

        Optional<V> get(StoredRows rows, K key) {
            long seen;
            synchronized (this) {
                Optional<V> known = kept.get(key);
                if (known != null) {
                    return known;
                }
                seen = changes;
            }
            Optional<V> row = rows.get(table, key);
            synchronized (this) {
                // A row read before a commit and kept after it would be wrong for good.
                if (seen == changes) {
                    kept.put(key, row);
                }
            }
            return row;
        }

        synchronized void forget(Set<K> keys) {
            changes++;
            keys.forEach(kept::remove);
        }
    }
}
