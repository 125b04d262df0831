package id.signet.ledger.embedded;

import id.signet.ledger.Hash;
import id.signet.ledger.merkle.HashReader;
import id.signet.ledger.merkle.Tile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tiles in memory, the least recently used forgotten first. Hashes are never changed once they are on disk, so a tile that
 * was read wider answers for each narrower one. Ask for durable sizes only.
 */
final class TileCache implements HashReader {

    /** About 20 MB. */
    private static final int CAPACITY = 1_024;

    private record Place(int level, long index) {
        Place(Tile tile) {
            this(tile.level(), tile.index());
        }
    }

    private final HashReader store;
    private final Map<Place, List<Hash>> tiles = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, List<Hash>> eldest) {
            return size() > CAPACITY;
        }
    };

    TileCache(HashReader store) {
        this.store = store;
    }

    @Override
    public List<List<Hash>> read(List<Tile> wanted) {
        List<List<Hash>> answers = new ArrayList<>(wanted.size());
        List<Tile> missing = new ArrayList<>();
        synchronized (tiles) {
            for (Tile tile : wanted) {
                List<Hash> known = tiles.getOrDefault(new Place(tile), List.of());
                if (known.size() >= tile.width()) {
                    answers.add(known.subList(0, tile.width()));
                } else {
                    answers.add(List.of());
                    missing.add(tile);
                }
            }
        }
        if (missing.isEmpty()) {
            return answers;
        }
        List<List<Hash>> read = store.read(missing);
        synchronized (tiles) {
            for (int i = 0; i < missing.size(); i++) {
                List<Hash> hashes = read.get(i);
                tiles.merge(new Place(missing.get(i)), hashes, (a, b) -> a.size() >= b.size() ? a : b);
                answers.set(wanted.indexOf(missing.get(i)), hashes);
            }
        }
        return answers;
    }
}
