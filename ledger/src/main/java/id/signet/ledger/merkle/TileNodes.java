package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** The nodes of a tree, computed from its tiles: what a tile does not store is hashed from what it stores. */
final class TileNodes implements NodeReader {

    private final TreeSize size;
    private final Map<Tile, List<Hash>> tiles;

    private TileNodes(TreeSize size, Map<Tile, List<Hash>> tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    /** Reads, in one call, all tiles of a tree of that size that the nodes need. */
    static TileNodes load(List<Node> nodes, TreeSize size, HashReader reader) {
        SequencedSet<Tile> needed = new LinkedHashSet<>();
        for (Node node : nodes) {
            needed.add(tileOf(node.height(), node.index(), size));
        }
        List<Tile> wanted = List.copyOf(needed);
        List<List<Hash>> read = wanted.isEmpty() ? List.of() : reader.read(wanted);
        Map<Tile, List<Hash>> tiles = LinkedHashMap.newLinkedHashMap(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            Tile tile = wanted.get(i);
            List<Hash> hashes = read.get(i);
            if (hashes.size() != tile.width()) {
                throw new IllegalStateException("tile " + tile.path() + " has " + hashes.size() + " hashes");
            }
            tiles.put(tile, hashes);
        }
        return new TileNodes(size, tiles);
    }

    private static Tile tileOf(int height, long index, TreeSize size) {
        int level = height / Tile.HEIGHT;
        return Tile.within(size, level, firstHash(height, index) / Tile.FULL);
    }

    private static long firstHash(int height, long index) {
        return index << (height % Tile.HEIGHT);
    }

    @Override
    public Hash node(int height, long index) {
        List<Hash> hashes = tiles.get(tileOf(height, index, size));
        if (hashes == null) {
            throw new IllegalArgumentException("the tile of node " + height + "/" + index + " was not loaded");
        }
        int first = (int) (firstHash(height, index) % Tile.FULL);
        return join(hashes.subList(first, first + (1 << (height % Tile.HEIGHT))));
    }

    private static Hash join(List<Hash> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int half = hashes.size() / 2;
        return MerkleTree.nodeHash(join(hashes.subList(0, half)), join(hashes.subList(half, hashes.size())));
    }
}
