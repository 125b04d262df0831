package id.signet.ledger;

import java.util.List;
import java.util.Optional;

/** The log. Nothing it answers goes beyond what is on disk. */
public interface Ledger {

    /** The name of the log: the first line of its checkpoints. */
    String origin();

    /** The log's public key as a C2SP verifier key, {@code name+hash+base64}. */
    String verifierKey();

    /**
     * Waits until the command is refused, or its entry is on disk under a signed head.
     *
     * @throws LedgerUnavailable when nothing was written and trying again later may work
     */
    Outcome submit(LedgerCommand command);

    Optional<LedgerEntry> entry(LeafIndex index);

    /** The newest published checkpoint, verbatim. */
    String checkpoint();

    /** A receipt under the published checkpoint once that covers the leaf, before that under a durable head. */
    Optional<Receipt> receipt(LeafIndex index);

    /** @throws IllegalArgumentException unless {@code 0 <= from <= to <=} the durable size */
    List<Hash> proveConsistency(TreeSize from, TreeSize to);

    /** The number of entries on disk. */
    TreeSize size();
}
