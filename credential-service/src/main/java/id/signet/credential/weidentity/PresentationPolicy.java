package id.signet.credential.weidentity;

import id.signet.credential.format.weidentity.ClaimPolicy;
import id.signet.crypto.MalformedInput;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verifier wants to see: one claim policy for each CPT.
 *
 * @param policies by CPT
 */
public record PresentationPolicy(Map<Long, ClaimPolicy> policies) {

    private static final Pattern CPT = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int MOST = 32;

    /** @throws MalformedInput if it asks for nothing, or for too much */
    public PresentationPolicy {
        policies = Map.copyOf(policies);
        if (policies.isEmpty() || policies.size() > MOST) {
            throw new MalformedInput("A presentation policy has claim policies for 1 to " + MOST + " CPTs.");
        }
    }

    /**
     * Reads {@code {"policy": {"<cptId>": claim policy}}}; what else stands in it says who wrote it, and decides nothing.
     *
     * @throws MalformedInput if it is none, or one of predicates
     */
    public static PresentationPolicy parse(ObjectNode json) {
        if (json.path("policyType").asString("original").equals("zkp")) {
            throw new MalformedInput("Policies of the type zkp are not answered here.");
        }
        if (!(json.get("policy") instanceof ObjectNode policies)) {
            throw new MalformedInput("A presentation policy has a member policy with a claim policy for each CPT.");
        }
        var parsed = new TreeMap<Long, ClaimPolicy>();
        for (Map.Entry<String, JsonNode> one : policies.properties()) {
            if (!CPT.matcher(one.getKey()).matches()) {
                throw new MalformedInput("The claim policies of a presentation policy are named by CPT numbers.");
            }
            parsed.put(Long.parseLong(one.getKey()), ClaimPolicy.parse(one.getValue()));
        }
        return new PresentationPolicy(parsed);
    }
}
