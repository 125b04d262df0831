package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.util.List;

/**
 * That the tree of one size starts with the whole tree of another (RFC 9162 §2.1.4). Between equal sizes, and from the
 * empty tree, there is nothing to prove and the path is empty.
 */
public record ConsistencyProof(TreeSize from, TreeSize to, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** @throws IllegalArgumentException unless {@code from <= to} */
    public static ConsistencyProof build(TreeSize from, TreeSize to, HashReader reader) {
        ProofPath path = path(from, to);
        return new ConsistencyProof(from, to, path.read(TileNodes.load(path.nodes(), to, reader)));
    }

    /** @throws IllegalArgumentException unless {@code from <= to} */
    public static ConsistencyProof build(TreeSize from, TreeSize to, NodeReader reader) {
        return new ConsistencyProof(from, to, path(from, to).read(reader));
    }

    private static ProofPath path(TreeSize from, TreeSize to) {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    "a tree of " + to.value() + " cannot start with one of " + from.value());
        }
        if (from.equals(TreeSize.ZERO) || from.equals(to)) {
            return new ProofPath(List.of());
        }
        return ProofPath.consistency(from.value(), to.value());
    }
}
