package id.signet.ledger.bench;

import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.HashReader;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.merkle.Tile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tree of any size whose leaves are all alike. Every complete subtree of a height has the same hash, so that its tiles
 * need no room, and its proofs are as long and as true as those of any other tree.
 */
final class UniformTree implements HashReader {

    private final List<Hash> tileLevels;
    private final TreeSize size;

    UniformTree(byte[] leaf, long size) {
        List<Hash> levels = new ArrayList<>();
        Hash hash = MerkleTree.leafHash(leaf);
        for (int height = 0; height < Long.SIZE; height++) {
            if (height % Tile.HEIGHT == 0) {
                levels.add(hash);
            }
            hash = MerkleTree.nodeHash(hash, hash);
        }
        this.tileLevels = levels;
        this.size = new TreeSize(size);
    }

    TreeSize size() {
        return size;
    }

    RightEdge edge() {
        return RightEdge.load(size, this);
    }

    @Override
    public List<List<Hash>> read(List<Tile> tiles) {
        return tiles.stream().map(tile -> Collections.nCopies(tile.width(), tileLevels.get(tile.level()))).toList();
    }
}
