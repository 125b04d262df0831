package id.signet.credential.weidentity;

import id.signet.crypto.MalformedInput;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verifier asks a holder to answer, once.
 *
 * @param holder the DID that is to answer; absent: anybody
 * @param nonce 1 to 256 characters, never given out before
 */
public record Challenge(Optional<String> holder, String nonce) {

    /** @throws MalformedInput if it is none */
    public Challenge {
        if (nonce.isBlank() || nonce.length() > 256) {
            throw new MalformedInput("The nonce of a challenge is a text of 1 to 256 characters.");
        }
    }

    /** Reads {@code {"version", "weId", "nonce"}}. */
    public static Challenge parse(ObjectNode json) {
        return new Challenge(Optional.of(json.path("weId").asString("")).filter(did -> !did.isBlank()),
                json.path("nonce").asString(""));
    }
}
