package id.signet.ledger.anchor.evm;

import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.Attestations;
import id.signet.ledger.anchor.ChainAttestation;
import java.util.Optional;

/**
 * What is on its way to the chain, at most one checkpoint, and what it attested. Shared by all nodes of a log: one begins, any
 * goes on.
 */
public interface AnchorStore extends Attestations {

    Optional<PendingAnchor> pending();

    /** @return false if another node has begun already */
    boolean begin(PendingAnchor pending);

    /** @return false if another node has changed it already */
    boolean replace(PendingAnchor before, PendingAnchor after);

    void drop(PendingAnchor pending);

    /** Keeps the attestation, and forgets whatever was on its way with no more entries. */
    void settle(ChainAttestation attestation);

    /** Forgets attestations of more entries than these: the chain forgot them. */
    void withdraw(TreeSize above);

    Optional<ChainAttestation> newest();
}
