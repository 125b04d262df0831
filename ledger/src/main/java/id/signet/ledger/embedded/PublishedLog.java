package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.Tile;
import java.util.Optional;

/** A log that the world reads: its checkpoints, and what they cover as C2SP tlog-tiles cuts it. */
public interface PublishedLog extends Ledger {

    /** The checkpoint that was published at exactly that size, as it was published. */
    Optional<String> checkpoint(TreeSize size);

    /** A receipt under the checkpoint that was published at exactly that size, with the cosignatures it has. */
    Optional<Receipt> receipt(LeafIndex index, TreeSize size);

    /** The bytes of a tile; empty unless a published checkpoint covers it whole. */
    Optional<Bytes> tile(Tile tile);

    /** The bytes of an entry bundle; empty unless a published checkpoint covers it whole. */
    Optional<Bytes> entries(EntryBundle bundle);
}
