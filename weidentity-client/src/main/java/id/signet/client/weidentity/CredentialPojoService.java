package id.signet.client.weidentity;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Credentials (the SDK's {@code CredentialPojoService}). */
public final class CredentialPojoService {

    private final WeIdentity door;

    CredentialPojoService(WeIdentity door) {
        this.door = door;
    }

    /** @param expirationDate in seconds since 1970 */
    public ResponseData<CredentialPojo> createCredential(long cptId, String issuer, long expirationDate,
            Map<String, ?> claim, WeIdAuthentication signer) {
        ObjectNode arguments = WeIdentity.arguments()
                .put("cptId", cptId)
                .put("issuer", issuer)
                .put("expirationDate", expirationDate);
        arguments.set("claim", WeIdentity.JSON.valueToTree(claim));
        return door.call("createCredentialPojo", arguments, signer).map(CredentialPojoService::credential);
    }

    /** @param fieldsToBeDisclosed 1 for each leaf that is shown, 0 for each that is hidden */
    public ResponseData<CredentialPojo> createSelectiveCredential(CredentialPojo credential,
            Map<String, ?> fieldsToBeDisclosed) {
        ObjectNode arguments = WeIdentity.arguments();
        arguments.set("credential", credential.json());
        ObjectNode policy = WeIdentity.arguments();
        policy.set("fieldsToBeDisclosed", WeIdentity.JSON.valueToTree(fieldsToBeDisclosed));
        arguments.set("claimPolicy", policy);
        return door.call("createSelectiveCredential", arguments).map(CredentialPojoService::credential);
    }

    public ResponseData<CredentialPojo> addSignature(List<CredentialPojo> credentials, WeIdAuthentication signer) {
        return door.call("addSignature", list(credentials), signer).map(CredentialPojoService::credential);
    }

    public ResponseData<CredentialPojo> createTrustedTimestamp(List<CredentialPojo> credentials,
            WeIdAuthentication signer) {
        return door.call("createTrustedTimestamp", list(credentials), signer).map(CredentialPojoService::credential);
    }

    /** Whether the service finds it good: also whether it is revoked, and its issuer known and not deactivated. */
    public ResponseData<Boolean> verify(CredentialPojo credential) {
        return door.call("verifyCredentialPojo", credential.json()).map(JsonNode::asBoolean);
    }

    public ResponseData<String> getCredentialPojoHash(CredentialPojo credential) {
        ObjectNode arguments = WeIdentity.arguments();
        arguments.set("credential", credential.json());
        return door.call("getCredentialPojoHash", arguments).map(hash -> hash.asString(""));
    }

    /** @param policyId of a presentation policy */
    public ResponseData<ObjectNode> createPresentation(List<CredentialPojo> credentials, long policyId,
            Challenge challenge, WeIdAuthentication holder) {
        ObjectNode arguments = list(credentials).put("policyId", policyId);
        arguments.set("challenge", challenge.toJson());
        return door.call("createPresentation", arguments, holder).map(WeIdService::object);
    }

    /** A nonce is good once. */
    public ResponseData<Boolean> verify(String presenterWeId, long policyId, Challenge challenge,
            ObjectNode presentation) {
        ObjectNode arguments = WeIdentity.arguments().put("presenterWeId", presenterWeId).put("policyId", policyId);
        arguments.set("challenge", challenge.toJson());
        arguments.set("presentation", presentation);
        return door.call("verifyPresentation", arguments).map(JsonNode::asBoolean);
    }

    private static ObjectNode list(List<CredentialPojo> credentials) {
        ObjectNode arguments = WeIdentity.arguments();
        ArrayNode all = arguments.putArray("credentialList");
        credentials.forEach(one -> all.add(one.json()));
        return arguments;
    }

    private static CredentialPojo credential(JsonNode json) {
        return new CredentialPojo(WeIdService.object(json));
    }
}
