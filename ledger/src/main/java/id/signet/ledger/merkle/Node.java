package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a complete subtree: the leaves {@code [index * 2^height, (index + 1) * 2^height)}.
 */
record Node(int height, long index) {

    /**
     * The complete subtrees, largest and leftmost first, that make up the leaves {@code [from, to)}. {@code from} is a
     * multiple of the first one's width, as it is wherever RFC 9162 §2.1 splits a tree.
     */
    static List<Node> covering(long from, long to) {
        List<Node> nodes = new ArrayList<>();
        for (long at = from; at < to;) {
            int height = 63 - Long.numberOfLeadingZeros(to - at);
            nodes.add(new Node(height, at >>> height));
            at += 1L << height;
        }
        return nodes;
    }

    /** MTH over the leaves that the nodes of {@link #covering} make up. */
    static Hash join(List<Node> nodes, NodeReader reader) {
        Node last = nodes.getLast();
        Hash hash = reader.node(last.height, last.index);
        for (Node node : nodes.subList(0, nodes.size() - 1).reversed()) {
            hash = MerkleTree.nodeHash(reader.node(node.height, node.index), hash);
        }
        return hash;
    }
}
