package id.signet.credential.verify;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * @param presentation an object, or a token as a JSON string
 * @param nonce the challenge this verifier gave out
 * @param answeredOnce whether a second answer to the nonce is a replay; not where its giver keeps count himself
 * @param audience the name under which this verifier is addressed, in full
 * @param receipts texts of C2SP tlog-proofs; each is tried for each credential
 */
public record PresentationRequest(
        JsonNode presentation,
        Optional<String> nonce,
        Optional<String> audience,
        List<String> receipts,
        VerificationPolicy policy,
        boolean answeredOnce) {

    public PresentationRequest {
        receipts = List.copyOf(receipts);
    }

    /** With a nonce that is answered once. */
    public PresentationRequest(JsonNode presentation, Optional<String> nonce, Optional<String> audience,
            List<String> receipts, VerificationPolicy policy) {
        this(presentation, nonce, audience, receipts, policy, true);
    }
}
