package id.signet.ledger.merkle;

import id.signet.ledger.Hash;
import java.util.List;

/** Where stored hashes are read back, a whole tile at a time. */
@FunctionalInterface
public interface HashReader {

    /**
     * For each tile its hashes in order, as many as the tile is wide. Everything a proof needs is asked in one call.
     */
    List<List<Hash>> read(List<Tile> tiles);
}
