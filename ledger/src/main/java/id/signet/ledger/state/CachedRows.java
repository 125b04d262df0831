package id.signet.ledger.state;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Committed public rows kept in memory, the ones asked for last. Right only where every entry of the log is written by
 * this process, which tells the changes; private rows are never kept.
 */
public final class CachedRows implements StoredRows, RowsChanged {

    private final StoredRows rows;
    private final RowSizes sizes;
    private final long capacity;
    /** First the row that was asked for longest ago. */
    private final Map<Place<?, ?>, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long changes;
    /** What was changed while a part of a table was read ahead. */
    private @Nullable Set<Place<?, ?>> overtaken;

    /** @param capacity how many bytes of rows are kept */
    public CachedRows(StoredRows rows, RowSizes sizes, long capacity) {
        this.rows = rows;
        this.sizes = sizes;
        this.capacity = capacity;
    }

    private record Place<K, V>(Table<K, V> table, K key) {}

    private record Kept(Optional<?> row, int bytes) {}

    @Override
    public <K, V> Optional<V> get(Table<K, V> table, K key) {
        if (table.visibility() != Table.Visibility.PUBLIC) {
            return rows.get(table, key);
        }
        Place<K, V> place = new Place<>(table, key);
        long seen;
        synchronized (this) {
            Kept known = kept.get(place);
            if (known != null) {
                return row(known);
            }
            seen = changes;
        }
        Optional<V> row = rows.get(table, key);
        keep(place, new Kept(row, sizes.bytes(table, key, row)), seen);
        return row;
    }

    @SuppressWarnings("unchecked") // what is kept at a place was read there
    private static <V> Optional<V> row(Kept kept) {
        return (Optional<V>) kept.row();
    }

    private synchronized void keep(Place<?, ?> place, Kept fresh, long seen) {
        // A row read before a commit and kept after it would be wrong for good.
        if (seen != changes || fresh.bytes() > capacity) {
            return;
        }
        drop(kept.put(place, fresh));
        bytes += fresh.bytes();
        for (Iterator<Kept> eldest = kept.values().iterator(); bytes > capacity;) {
            drop(eldest.next());
            eldest.remove();
        }
    }

    /**
     * Keeps rows that nobody asked for yet, as long as there is room. One part is read at a time.
     *
     * @param part reads committed rows
     * @return whether all of them are kept now, or were changed meanwhile
     */
    public <K, V> boolean readAhead(Table<K, V> table, Supplier<Map<K, V>> part) {
        synchronized (this) {
            overtaken = new HashSet<>();
        }
        try {
            return keep(table, part.get());
        } finally {
            synchronized (this) {
                overtaken = null;
            }
        }
    }

    private synchronized <K, V> boolean keep(Table<K, V> table, Map<K, V> part) {
        for (Map.Entry<K, V> row : part.entrySet()) {
            Place<K, V> place = new Place<>(table, row.getKey());
            if (kept.containsKey(place) || (overtaken != null && overtaken.contains(place))) {
                continue;
            }
            Optional<V> value = Optional.of(row.getValue());
            Kept fresh = new Kept(value, sizes.bytes(table, row.getKey(), value));
            if (bytes + fresh.bytes() > capacity) {
                return false;
            }
            kept.put(place, fresh);
            bytes += fresh.bytes();
        }
        return true;
    }

    private void drop(@Nullable Kept gone) {
        if (gone != null) {
            bytes -= gone.bytes();
        }
    }

    @Override
    public synchronized <K, V> void changed(Table<K, V> table, Set<K> keys) {
        if (table.visibility() == Table.Visibility.PUBLIC) {
            changes++;
            for (K key : keys) {
                Place<K, V> place = new Place<>(table, key);
                drop(kept.remove(place));
                if (overtaken != null) {
                    overtaken.add(place);
                }
            }
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
}
