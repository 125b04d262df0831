package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that is needed to make a tree longer: its size and the complete nodes inside its rightmost tiles. Immutable, so
 * that a batch that is rolled back leaves nothing behind. Holds at most 511 hashes a tile level.
 */
public final class RightEdge implements NodeReader {

    private static final int HEIGHTS = 63;

    /** The tree without leaves. */
    public static final RightEdge EMPTY = new RightEdge(0, new long[HEIGHTS], new Hash[HEIGHTS][0]);

    private final long size;
    /** At each height the number of the first node held. */
    private final long[] first;
    /** At each height the nodes held: from {@link #first} to the last complete one. */
    private final Hash[][] nodes;

    private RightEdge(long size, long[] first, Hash[][] nodes) {
        this.size = size;
        this.first = first;
        this.nodes = nodes;
    }

    /** Reads the partial tiles of a tree of that size back from where the {@link HashRow}s were written. */
    public static RightEdge load(TreeSize size, HashReader reader) {
        List<Tile> tiles = Tile.partialTiles(size);
        List<List<Hash>> read = tiles.isEmpty() ? List.of() : reader.read(tiles);
        long[] first = firstAfterTrim(size.value());
        Hash[][] nodes = new Hash[HEIGHTS][0];
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            List<Hash> hashes = read.get(i);
            if (hashes.size() != tile.width()) {
                throw new IllegalStateException("tile " + tile.path() + " has " + hashes.size() + " hashes");
            }
            int height = tile.level() * Tile.HEIGHT;
            nodes[height] = hashes.toArray(Hash[]::new);
            for (int above = height + 1; above < Math.min(height + Tile.HEIGHT, HEIGHTS); above++) {
                nodes[above] = new Hash[nodes[above - 1].length / 2];
                pairUp(nodes[above - 1], nodes[above], 0, 0);
            }
        }
        return new RightEdge(size.value(), first, nodes);
    }

    public TreeSize size() {
        return new TreeSize(size);
    }

    /** MTH(D[size]). */
    public Hash root() {
        return size == 0 ? MerkleTree.EMPTY_ROOT : Node.join(Node.covering(0, size), this);
    }

    /** The tree with these leaves behind the ones it has; this edge stays as it is. */
    public Growth append(List<Hash> leafHashes) {
        long grown = Math.addExact(size, leafHashes.size());
        Hash[][] longer = nodes.clone();
        longer[0] = Arrays.copyOf(nodes[0], Math.addExact(nodes[0].length, leafHashes.size()));
        for (int i = 0; i < leafHashes.size(); i++) {
            longer[0][nodes[0].length + i] = leafHashes.get(i);
        }
        for (int height = 1; height < HEIGHTS; height++) {
            int added = (int) ((grown >>> height) - (size >>> height));
            if (added == 0) {
                break;
            }
            longer[height] = Arrays.copyOf(nodes[height], nodes[height].length + added);
            // The children's window starts at a tile boundary too, but one tile may hold them and another their parents.
            int skipped = (int) ((first[height] << 1) - first[height - 1]);
            pairUp(longer[height - 1], longer[height], nodes[height].length, skipped);
        }
        return new Growth(this, new RightEdge(grown, first, longer));
    }

    /** Fills the parents from a position on; the child before the first parent's children are {@code skipped}. */
    private static void pairUp(Hash[] children, Hash[] parents, int from, int skipped) {
        for (int i = from; i < parents.length; i++) {
            parents[i] = MerkleTree.nodeHash(children[skipped + 2 * i], children[skipped + 2 * i + 1]);
        }
    }

    @Override
    public Hash node(int height, long index) {
        long at = index - first[height];
        if (at < 0 || at >= nodes[height].length) {
            throw new IllegalArgumentException("node " + height + "/" + index + " is not at the right edge");
        }
        return nodes[height][(int) at];
    }

    /** The same tree without the nodes that lie in full tiles. */
    private RightEdge trimmed() {
        long[] start = firstAfterTrim(size);
        Hash[][] kept = new Hash[HEIGHTS][];
        for (int height = 0; height < HEIGHTS; height++) {
            int dropped = (int) (start[height] - first[height]);
            kept[height] = dropped == 0
                    ? nodes[height]
                    : Arrays.copyOfRange(nodes[height], dropped, nodes[height].length);
        }
        return new RightEdge(size, start, kept);
    }

    private static long[] firstAfterTrim(long size) {
        long[] first = new long[HEIGHTS];
        for (int height = 0; height < HEIGHTS; height++) {
            int tileTop = (height / Tile.HEIGHT + 1) * Tile.HEIGHT;
            first[height] = tileTop >= Long.SIZE ? 0 : size >>> tileTop << (tileTop - height);
        }
        return first;
    }

    /** A tree before and after leaves were added: what to write, what to sign, and proofs for the new leaves. */
    public static final class Growth {

        private final RightEdge before;
        private final RightEdge after;

        private Growth(RightEdge before, RightEdge after) {
            this.before = before;
            this.after = after;
        }

        public TreeSize size() {
            return after.size();
        }

        /** The root of the longer tree. */
        public Hash root() {
            return after.root();
        }

        /** The hashes to be stored for the new leaves, level by level: each leaf hash and the root of each filled tile. */
        public List<HashRow> rows() {
            List<HashRow> rows = new ArrayList<>();
            for (int level = 0; level < Tile.LEVELS; level++) {
                int height = level * Tile.HEIGHT;
                for (long index = before.size >>> height; index < after.size >>> height; index++) {
                    rows.add(new HashRow(level, index, after.node(height, index)));
                }
            }
            return rows;
        }

        /** Without reading anything: that one of the new leaves stands in the longer tree. */
        public InclusionProof inclusionProof(LeafIndex index) {
            if (index.value() < before.size) {
                throw new IllegalArgumentException("leaf " + index.value() + " is not one of the new ones");
            }
            return InclusionProof.build(index, after.size(), (NodeReader) after);
        }

        /** Where the next leaves are added. */
        public RightEdge edge() {
            return after.trimmed();
        }
    }
}
