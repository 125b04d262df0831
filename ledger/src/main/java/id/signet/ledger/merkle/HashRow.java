package id.signet.ledger.merkle;

import id.signet.ledger.Hash;

/**
 * One stored hash: MTH of the leaves {@code [index * 256^level, (index + 1) * 256^level)}. Once written it never changes.
 *
 * @param level the tile level, see {@link Tile}
 * @param index the number of the hash at its level
 */
public record HashRow(int level, long index, Hash hash) {}
