package id.signet.credential.verify;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * @param credential an object, or a token as a JSON string
 * @param receipts texts of C2SP tlog-proofs that came with the credential; each is tried
 */
public record VerificationRequest(JsonNode credential, List<String> receipts, VerificationPolicy policy) {

    public VerificationRequest {
        receipts = List.copyOf(receipts);
    }
}
