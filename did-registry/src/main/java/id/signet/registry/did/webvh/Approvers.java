package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Whose approval a line needs.
 *
 * @param threshold how many of them; 0: nobody's
 * @param witnesses the Multikeys of their did:key
 */
public record Approvers(int threshold, List<String> witnesses) {

    public Approvers {
        witnesses = List.copyOf(witnesses);
    }

    public boolean areNeeded() {
        return threshold > 0;
    }

    /**
     * The witness that made this proof over the version.
     *
     * @throws MalformedInput if none of them did
     */
    public String approving(String versionId, JsonNode proof) {
        String witness = WebvhRules.approver(versionId, proof);
        BadLog.unless(witnesses.contains(witness), "a proof is of nobody whose approval is asked for");
        return witness;
    }
}
