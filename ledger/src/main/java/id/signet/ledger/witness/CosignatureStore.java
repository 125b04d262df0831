package id.signet.ledger.witness;

import id.signet.ledger.TreeSize;
import id.signet.ledger.note.SignedCheckpoint.WitnessLine;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where a log keeps what its witnesses signed. */
public interface CosignatureStore {

    /** Keeps a checked cosignature; of one witness and size the first one stays. */
    void add(TreeSize size, WitnessLine line);

    /** The signature lines of these witnesses under the checkpoint of that size, in no particular order. */
    List<String> lines(TreeSize size);

    /**
     * The largest size that at least so many of these witnesses cosigned.
     *
     * @param above only sizes beyond this one
     * @param witnesses verifier keys as texts
     */
    Optional<TreeSize> newest(TreeSize above, Collection<String> witnesses, int quorum);

    /** Keeps what a witness said against a checkpoint. */
    void alarm(TreeSize size, String witness, Instant at, String sentence, String checkpoint);
}
