package id.signet.client.weidentity;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a verifier asks a presentation to answer.
 *
 * @param weId who shall present; empty: anybody
 * @param nonce good for one presentation
 */
public record Challenge(String weId, String nonce) {

    ObjectNode toJson() {
        return WeIdentity.arguments().put("version", 1).put("weId", weId).put("nonce", nonce);
    }
}
