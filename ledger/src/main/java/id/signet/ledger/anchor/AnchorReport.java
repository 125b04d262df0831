package id.signet.ledger.anchor;

import id.signet.ledger.TreeSize;
import java.util.Optional;

/**
 * How it stands with the chain.
 *
 * @param newest the newest checkpoint that the chain keeps for good
 * @param pending the size of the checkpoint that is on its way
 * @param problem why it does not go on; nothing but anchoring waits for that
 * @param alarm whether the chain keeps another history of this log: somebody signs with its key, or an old copy runs
 */
public record AnchorReport(Optional<ChainAttestation> newest, Optional<TreeSize> pending, Optional<String> problem,
        boolean alarm) {

    /** Before the first look. */
    public static final AnchorReport NONE = new AnchorReport(Optional.empty(), Optional.empty(), Optional.empty(),
            false);
}
