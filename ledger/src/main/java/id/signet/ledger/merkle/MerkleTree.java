package id.signet.ledger.merkle;

import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Hash;
import java.util.List;

/** The hashes of RFC 9162 §2.1.1, with SHA-256 for ever. */
public final class MerkleTree {

    private static final byte[] LEAF_PREFIX = {0x00};
    private static final byte NODE_PREFIX = 0x01;

    /** MTH({}) = HASH(). */
    public static final Hash EMPTY_ROOT = Hash.of(Hashes.sha256());

    private MerkleTree() {}

    /** MTH({d(0)}) = HASH(0x00 || d(0)). */
    public static Hash leafHash(byte[] entry) {
        return Hash.of(Hashes.sha256(LEAF_PREFIX, entry));
    }

    /** HASH(0x01 || left || right). */
    public static Hash nodeHash(Hash left, Hash right) {
        byte[] node = new byte[1 + 2 * Hash.LENGTH];
        node[0] = NODE_PREFIX;
        left.copyTo(node, 1);
        right.copyTo(node, 1 + Hash.LENGTH);
        return Hash.of(Hashes.sha256(node));
    }

    /** MTH(D[n]) of the entries whose leaf hashes are given. */
    public static Hash root(List<Hash> leafHashes) {
        return RightEdge.EMPTY.append(leafHashes).root();
    }
}
