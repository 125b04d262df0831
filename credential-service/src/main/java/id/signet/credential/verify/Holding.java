package id.signet.credential.verify;

import id.signet.credential.presentation.HolderProof;
import java.util.List;
import java.util.Optional;

/**
 * How a credential was shown, and what the verifier expected.
 *
 * @param holder whom the presentation names as its holder
 * @param proofs the holder's proofs; empty when the presentation proves nothing of its holder
 * @param nonce the challenge this verifier gave out
 * @param audience the name under which this verifier is addressed
 * @param answeredOnce whether a second answer to the nonce is a replay
 */
public record Holding(
        Optional<String> holder, List<HolderProof> proofs, Optional<String> nonce, Optional<String> audience,
        boolean answeredOnce) {

    public Holding {
        proofs = List.copyOf(proofs);
    }
}
