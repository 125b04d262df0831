package id.signet.credential.verify;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * @param presentation an object, or a token as a JSON string
 * @param nonce the challenge this verifier gave out; answered once
 * @param audience the name under which this verifier is addressed, in full
 * @param receipts texts of C2SP tlog-proofs; each is tried for each credential
 */
public record PresentationRequest(
        JsonNode presentation,
        Optional<String> nonce,
        Optional<String> audience,
        List<String> receipts,
        VerificationPolicy policy) {

    public PresentationRequest {
        receipts = List.copyOf(receipts);
    }
}
