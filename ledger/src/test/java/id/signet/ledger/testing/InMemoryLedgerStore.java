package id.signet.ledger.testing;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.merkle.HashRow;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.state.Rows;
import id.signet.ledger.state.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A log without a database; a batch whose work throws leaves nothing behind. */
public final class InMemoryLedgerStore implements LedgerStore {

    private record Place(int level, long index) {}

    private final InMemoryRows rows;
    private final List<Bytes> entries = new ArrayList<>();
    private final Map<Place, List<Hash>> tiles = new HashMap<>();
    private final TreeMap<TreeSize, String> checkpoints = new TreeMap<>();
    private Head head = new Head(TreeSize.ZERO, MerkleTree.EMPTY_ROOT, Instant.EPOCH);

    public InMemoryLedgerStore(InMemoryRows rows) {
        this.rows = rows;
    }

    @Override
    public synchronized Head head() {
        return head;
    }

    @Override
    public synchronized <T> T batch(Function<Batch, T> work) {
        Staged staged = new Staged(head);
        T result = work.apply(staged);
        staged.writes.forEach(Runnable::run);
        return result;
    }

    @Override
    public synchronized List<Bytes> entries(long from, int count) {
        int first = (int) Math.min(from, entries.size());
        return List.copyOf(entries.subList(first, Math.min(entries.size(), first + count)));
    }

    @Override
    public synchronized List<List<Hash>> read(List<Tile> wanted) {
        return wanted.stream().map(tile -> {
            List<Hash> hashes = tiles.getOrDefault(new Place(tile.level(), tile.index()), List.of());
            if (hashes.size() < tile.width()) {
                throw new LogDamaged("the hashes of tile " + tile.path() + " have gaps");
            }
            return List.copyOf(hashes.subList(0, tile.width()));
        }).toList();
    }

    @Override
    public synchronized Optional<String> newestCheckpoint() {
        return Optional.ofNullable(checkpoints.lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public synchronized Optional<String> checkpoint(TreeSize size) {
        return Optional.ofNullable(checkpoints.get(size));
    }

    @Override
    public synchronized List<TreeSize> publishedSizes() {
        return List.copyOf(checkpoints.keySet());
    }

    @Override
    public synchronized void publish(TreeSize size, String checkpoint) {
        checkpoints.putIfAbsent(size, checkpoint);
    }

    private final class Staged implements Batch {

        private final Head locked;
        private final List<Runnable> writes = new ArrayList<>();

        Staged(Head locked) {
            this.locked = locked;
        }

        @Override
        public Head head() {
            return locked;
        }

        @Override
        public Rows rows() {
            return new Rows() {
                @Override
                public <K, V> Map<K, V> load(Table<K, V> table, Collection<K> keys) {
                    return rows.load(table, keys);
                }

                @Override
                public <K, V> void store(Table<K, V> table, Map<K, V> inserted, Map<K, V> replaced) {
                    writes.add(() -> rows.store(table, inserted, replaced));
                }
            };
        }

        @Override
        public void append(Head next, List<LedgerEntry> more, List<HashRow> hashes) {
            writes.add(() -> {
                more.forEach(entry -> entries.add(entry.bytes()));
                hashes.forEach(row -> tiles
                        .computeIfAbsent(new Place(row.level(), row.index() / Tile.FULL), any -> new ArrayList<>())
                        .add(row.hash()));
                head = next;
            });
        }
    }
}
