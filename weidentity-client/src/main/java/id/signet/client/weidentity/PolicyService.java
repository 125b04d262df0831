package id.signet.client.weidentity;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a verifier asks for (the SDK's {@code PolicyService}). */
public final class PolicyService {

    private final WeIdentity door;

    PolicyService(WeIdentity door) {
        this.door = door;
    }

    /** @param fieldsToBeDisclosed 1 for each leaf that is asked for, 0 for each that is not */
    public ResponseData<Long> registerClaimPolicy(long cptId, Map<String, ?> fieldsToBeDisclosed,
            WeIdAuthentication author) {
        ObjectNode arguments = WeIdentity.arguments().put("cptId", cptId);
        ObjectNode policy = WeIdentity.arguments();
        policy.set("fieldsToBeDisclosed", WeIdentity.JSON.valueToTree(fieldsToBeDisclosed));
        arguments.set("policy", policy);
        return door.call("registerClaimPolicy", arguments, author).map(id -> id.asLong(0));
    }

    public ResponseData<ObjectNode> getClaimPolicy(long policyId) {
        return door.call("getClaimPolicy", WeIdentity.arguments().put("policyId", policyId)).map(WeIdService::object);
    }

    public ResponseData<Long> registerPresentationPolicy(List<Long> claimPolicyIds, WeIdAuthentication author) {
        ObjectNode arguments = WeIdentity.arguments();
        ArrayNode ids = arguments.putArray("claimPolicyIdList");
        claimPolicyIds.forEach(ids::add);
        return door.call("registerPresentationPolicy", arguments, author).map(id -> id.asLong(0));
    }

    public ResponseData<ObjectNode> getPresentationPolicy(long policyId) {
        return door.call("getPresentationPolicy", WeIdentity.arguments().put("policyId", policyId))
                .map(WeIdService::object);
    }
}
