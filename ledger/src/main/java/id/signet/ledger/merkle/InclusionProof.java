package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import java.util.List;

/**
 * That a leaf stands at its index in the tree of a size (RFC 9162 §2.1.3).
 *
 * @param path the leaf's sibling first
 */
public record InclusionProof(LeafIndex index, TreeSize size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** @throws IllegalArgumentException unless {@code 0 <= index < size} */
    public static InclusionProof build(LeafIndex index, TreeSize size, HashReader reader) {
        ProofPath path = path(index, size);
        return new InclusionProof(index, size, path.read(TileNodes.load(path.nodes(), size, reader)));
    }

    /** @throws IllegalArgumentException unless {@code 0 <= index < size} */
    public static InclusionProof build(LeafIndex index, TreeSize size, NodeReader reader) {
        return new InclusionProof(index, size, path(index, size).read(reader));
    }

    private static ProofPath path(LeafIndex index, TreeSize size) {
        if (!size.covers(index)) {
            throw new IllegalArgumentException("a tree of " + size.value() + " has no leaf " + index.value());
        }
        return ProofPath.inclusion(index.value(), size.value());
    }
}
