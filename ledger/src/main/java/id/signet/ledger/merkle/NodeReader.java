package id.signet.ledger.merkle;

import id.signet.ledger.Hash;

/** The hashes of complete subtrees. */
@FunctionalInterface
public interface NodeReader {

    /**
     * MTH of the leaves {@code [index * 2^height, (index + 1) * 2^height)}, all of which exist.
     *
     * @throws IllegalArgumentException when the reader does not hold that node
     */
    Hash node(int height, long index);
}
