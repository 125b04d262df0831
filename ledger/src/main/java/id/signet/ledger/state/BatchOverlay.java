package id.signet.ledger.state;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of one batch: loaded together, changed in memory command by command, written together. What a command put is
 * seen by the commands after it once {@link #keep} is called, and by nobody after {@link #discard}. One thread.
 */
public final class BatchOverlay implements Changes, Prefetch {

    private final Rows rows;
    private final Map<Table<?, ?>, Sheet<?, ?>> sheets = new LinkedHashMap<>();

    public BatchOverlay(Rows rows) {
        this.rows = rows;
    }

    @Override
    public <K, V> void row(Table<K, V> table, K key) {
        sheet(table).ask(key);
    }

    /** Loads the rows asked for so far, each table at once. A row that was not asked for is loaded when it is read. */
    public void load() {
        sheets.values().forEach(sheet -> sheet.load(rows));
    }

    @Override
    public <K, V> Optional<V> get(Table<K, V> table, K key) {
        return sheet(table).get(rows, key);
    }

    @Override
    public <K, V> void put(Table<K, V> table, K key, V value) {
        sheet(table).current.put(key, value);
    }

    public <K, V> void put(Write<K, V> write) {
        put(write.table(), write.key(), write.value());
    }

    /** What the command put is there for the commands after it. */
    public void keep() {
        sheets.values().forEach(Sheet::keep);
    }

    /** Forgets what was put since the last {@link #keep}. */
    public void discard() {
        sheets.values().forEach(sheet -> sheet.current.clear());
    }

    /** Writes every row that was kept. */
    public void store() {
        sheets.values().forEach(sheet -> sheet.store(rows));
    }

    /**
     * This overlay as a projection may use it: it sees and writes public tables alone, because a replay has no others.
     */
    public Changes publicTables() {
        return new Changes() {
            @Override
            public <K, V> Optional<V> get(Table<K, V> table, K key) {
                return BatchOverlay.this.get(requirePublic(table), key);
            }

            @Override
            public <K, V> void put(Table<K, V> table, K key, V value) {
                BatchOverlay.this.put(requirePublic(table), key, value);
            }
        };
    }

    private static <K, V> Table<K, V> requirePublic(Table<K, V> table) {
        if (table.visibility() != Table.Visibility.PUBLIC) {
            throw new IllegalStateException("a projection touches the private table " + table.name());
        }
        return table;
    }

    @SuppressWarnings("unchecked") // a sheet is only ever made for its own table
    private <K, V> Sheet<K, V> sheet(Table<K, V> table) {
        return (Sheet<K, V>) sheets.computeIfAbsent(table, Sheet::new);
    }

    private static final class Sheet<K, V> {

        private final Table<K, V> table;
        private final Set<K> asked = new LinkedHashSet<>();
        private final Map<K, Optional<V>> loaded = new HashMap<>();
        private final Map<K, V> kept = new LinkedHashMap<>();
        private final Map<K, V> current = new LinkedHashMap<>();

        Sheet(Table<K, V> table) {
            this.table = table;
        }

        void ask(K key) {
            if (!loaded.containsKey(key)) {
                asked.add(key);
            }
        }

        void load(Rows rows) {
            if (!asked.isEmpty()) {
                Map<K, V> found = rows.load(table, Set.copyOf(asked));
                asked.forEach(key -> loaded.put(key, Optional.ofNullable(found.get(key))));
                asked.clear();
            }
        }

        Optional<V> get(Rows rows, K key) {
            V changed = current.get(key);
            if (changed == null) {
                changed = kept.get(key);
            }
            if (changed != null) {
                return Optional.of(changed);
            }
            Optional<V> row = loaded.get(key);
            if (row == null) {
                ask(key);
                load(rows);
                row = loaded.getOrDefault(key, Optional.empty());
            }
            return row;
        }

        void keep() {
            kept.putAll(current);
            current.clear();
        }

        void store(Rows rows) {
            if (kept.isEmpty()) {
                return;
            }
            kept.keySet().forEach(this::ask);
            load(rows);
            Map<K, V> inserted = new LinkedHashMap<>();
            Map<K, V> replaced = new LinkedHashMap<>();
            kept.forEach((key, value) -> {
                Optional<V> before = loaded.getOrDefault(key, Optional.empty());
                if (before.isEmpty()) {
                    inserted.put(key, value);
                } else if (!before.get().equals(value)) {
                    replaced.put(key, value);
                }
            });
            rows.store(table, inserted, replaced);
        }
    }
}
