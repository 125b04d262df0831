package id.signet.ledger.jdbc;

import id.signet.crypto.Bytes;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.embedded.Projections;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.state.Rows;
import id.signet.ledger.state.Table;
import id.signet.ledger.state.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Makes the public tables once more from nothing but the log, to show that the log alone is their source or to write them
 * anew. What is replayed is proven on the way: the entries must add up to the root of the head.
 */
public final class Replay {

    /** How many differences are named before the rest is only counted. */
    private static final int NAMED = 20;

    private static final int CHUNK = 1_000;

    private final LedgerStore store;
    private final JdbcTables tables;
    private final Projections projections;

    /** @param tables all tables, on the database of the store */
    public Replay(LedgerStore store, JdbcTables tables, Collection<? extends Projection> projections) {
        this.store = store;
        this.tables = tables;
        this.projections = new Projections(projections);
    }

    /** A row that is not as the log makes it. */
    public sealed interface Difference {

        /** The log makes this row, and it is not there. */
        record Missing(String table, Object key, Object replayed) implements Difference {}

        /** The row is there, and the log makes none. */
        record Unexpected(String table, Object key, Object live) implements Difference {}

        record Changed(String table, Object key, Object live, Object replayed) implements Difference {}
    }

    /**
     * @param size the number of entries replayed
     * @param rows the number of rows they make
     * @param differences all of them
     * @param first the first ones, table by table in the order of names and keys
     */
    public record Report(TreeSize size, long rows, long differences, List<Difference> first) {

        public Report {
            first = List.copyOf(first);
        }

        public boolean identical() {
            return differences == 0;
        }
    }

    /** Replays into memory and compares with the live tables, row by row, while the head is held. */
    public Report compare() {
        return compare((before, entry) -> {
        });
    }

    /** @param each told of each entry before it is applied, with the public rows as the entries before it make them */
    public Report compare(BiConsumer<View, LedgerEntry> each) {
        Replayed replayed = new Replayed();
        Progress before = advance(new Progress(RightEdge.EMPTY), store.head(), replayed, each);
        return store.batch(locked -> {
            Progress all = advance(before, locked.head(), replayed, each);
            Comparison comparison = new Comparison();
            for (RowMapping<?, ?> mapping : tables.mappings(Table.Visibility.PUBLIC)) {
                comparison.table(mapping.table(), replayed);
            }
            return new Report(all.edge.size(), comparison.rows, comparison.differences, comparison.first);
        });
    }

    /** Empties the public tables and writes them anew in one transaction; private tables stay. Answers what was replayed. */
    public TreeSize rebuild() {
        return store.batch(locked -> {
            for (RowMapping<?, ?> mapping : tables.mappings(Table.Visibility.PUBLIC)) {
                tables.clear(mapping.table());
            }
            return advance(new Progress(RightEdge.EMPTY), locked.head(), locked.rows(), (before, entry) -> {
            }).edge.size();
        });
    }

    /** How far a replay has come. */
    private record Progress(RightEdge edge) {}

    private Progress advance(Progress from, Head to, Rows rows, BiConsumer<View, LedgerEntry> each) {
        RightEdge edge = from.edge;
        while (edge.size().compareTo(to.size()) < 0) {
            long first = edge.size().value();
            int count = (int) Math.min(CHUNK, to.size().value() - first);
            List<Bytes> entries = store.entries(first, count);
            if (entries.size() != count) {
                throw new LogDamaged("entries are missing between " + first + " and " + (first + count));
            }
            apply(first, entries, rows, each);
            edge = edge.append(entries.stream().map(entry -> MerkleTree.leafHash(entry.toArray())).toList()).edge();
        }
        Hash root = edge.root();
        if (!root.equals(to.root())) {
            throw new LogDamaged("the entries add up to root " + root + ", the head has " + to.root());
        }
        return new Progress(edge);
    }

    private void apply(long first, List<Bytes> entries, Rows rows, BiConsumer<View, LedgerEntry> each) {
        BatchOverlay overlay = new BatchOverlay(rows);
        for (int i = 0; i < entries.size(); i++) {
            LedgerEntry entry = EntryCodec.decode(new LeafIndex(first + i), entries.get(i));
            each.accept(overlay.publicTables(), entry);
            projections.apply(entry, overlay.publicTables());
            overlay.keep();
        }
        overlay.store();
    }

    /** Rows made by a replay that writes nothing. */
    private static final class Replayed implements Rows {

        private final Map<Table<?, ?>, Map<Object, Object>> tables = new HashMap<>();

        @Override
        public <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
            Map<Object, Object> rows = tables.getOrDefault(table, Map.of());
            Map<K, V> found = new HashMap<>();
            for (K key : keys) {
                Object row = rows.get(key);
                if (row != null) {
                    found.put(key, table.row().cast(row));
                }
            }
            return found;
        }

        @Override
        public <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
            Map<Object, Object> rows = tables.computeIfAbsent(table, any -> new HashMap<>());
            rows.putAll(inserted);
            rows.putAll(replaced);
        }

        Map<Object, Object> rows(Table<?, ?> table) {
            return tables.computeIfAbsent(table, any -> new HashMap<>());
        }
    }

    private final class Comparison {

        private final List<Difference> first = new ArrayList<>();
        private long differences;
        private long rows;

        <K, V> void table(Table<K, V> table, Replayed replayed) {
            Map<Object, Object> left = replayed.rows(table);
            rows += left.size();
            tables.forEach(table, (key, live) -> {
                Object made = left.remove(key);
                if (made == null) {
                    found(new Difference.Unexpected(table.name(), key, live));
                } else if (!made.equals(live)) {
                    found(new Difference.Changed(table.name(), key, live, made));
                }
            });
            left.forEach((key, made) -> found(new Difference.Missing(table.name(), key, made)));
        }

        private void found(Difference difference) {
            differences++;
            if (first.size() < NAMED) {
                first.add(difference);
            }
        }
    }
}
