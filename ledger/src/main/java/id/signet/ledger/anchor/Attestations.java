package id.signet.ledger.anchor;

import id.signet.ledger.LeafIndex;
import java.util.Optional;

/** What chains attested, for receipts. */
public interface Attestations {

    Attestations NONE = index -> Optional.empty();

    /** The first attested checkpoint that covers the leaf. */
    Optional<ChainAttestation> covering(LeafIndex index);
}
