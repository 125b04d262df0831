package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import java.util.ArrayList;
import java.util.List;

/** Stored hash rows in memory, with the promise of a real store: a row is written once, in order, without gaps. */
final class InMemoryHashes implements HashReader {

    private final List<List<Hash>> levels = new ArrayList<>();

    void write(List<HashRow> rows) {
        for (HashRow row : rows) {
            while (levels.size() <= row.level()) {
                levels.add(new ArrayList<>());
            }
            List<Hash> level = levels.get(row.level());
            if (row.index() != level.size()) {
                throw new IllegalStateException("level " + row.level() + " has " + level.size() + " rows, not "
                        + row.index());
            }
            level.add(row.hash());
        }
    }

    long count(int level) {
        return level < levels.size() ? levels.get(level).size() : 0;
    }

    @Override
    public List<List<Hash>> read(List<Tile> tiles) {
        return tiles.stream().map(this::read).toList();
    }

    private List<Hash> read(Tile tile) {
        int first = Math.toIntExact(tile.firstHash());
        return List.copyOf(levels.get(tile.level()).subList(first, first + tile.width()));
    }
}
