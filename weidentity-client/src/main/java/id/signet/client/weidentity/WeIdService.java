package id.signet.client.weidentity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DIDs (the SDK's {@code WeIdService}). */
public final class WeIdService {

    private final WeIdentity door;

    WeIdService(WeIdentity door) {
        this.door = door;
    }

    /** Makes a DID whose key the service keeps. */
    public ResponseData<CreateWeIdDataResult> createWeId() {
        return door.call("createWeId", WeIdentity.arguments())
                .map(did -> new CreateWeIdDataResult(did.asString("")));
    }

    /**
     * Registers the DID of somebody else's key, by the word of the operator.
     *
     * @param publicKey the 64 bytes x‖y of a secp256k1 point, in base64
     */
    public ResponseData<String> createWeIdByPublicKey(String publicKey, WeIdAuthentication operator) {
        return door.call("createWeIdWithPubKey", WeIdentity.arguments().put("publicKeyECDSA", publicKey), operator)
                .map(did -> did.asString(""));
    }

    /** The document, as it is shown by the shape that the service is set to. */
    public ResponseData<ObjectNode> getWeIdDocument(String weId) {
        return door.call("getWeIdDocument", about(weId)).map(WeIdService::object);
    }

    public ResponseData<String> getWeIdDocumentJson(String weId) {
        return door.call("getWeIdDocumentJson", about(weId)).map(JsonNode::toString);
    }

    public ResponseData<ObjectNode> getWeIdDocumentMetadata(String weId) {
        return door.call("getWeIdDocumentMetadata", about(weId)).map(WeIdService::object);
    }

    public ResponseData<Boolean> isWeIdExist(String weId) {
        return door.call("isWeIdExist", about(weId)).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> isDeactivated(String weId) {
        return door.call("isDeactivated", about(weId)).map(JsonNode::asBoolean);
    }

    /** @param id absolute or a fragment; null: one is made from the address */
    public ResponseData<Boolean> setService(String weId, @Nullable String id, String type, String serviceEndpoint) {
        ObjectNode arguments = about(weId).put("type", type).put("serviceEndpoint", serviceEndpoint);
        if (id != null) {
            arguments.put("id", id);
        }
        return door.call("setService", arguments, new WeIdAuthentication(weId)).map(JsonNode::asBoolean);
    }

    /** @param publicKey decimal or base64, as the SDK has it */
    public ResponseData<Boolean> setAuthentication(String weId, String publicKey) {
        return door.call("setAuthentication", about(weId).put("publicKey", publicKey), new WeIdAuthentication(weId))
                .map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> revokeAuthentication(String weId, String publicKey) {
        return door.call("revokeAuthentication", about(weId).put("publicKey", publicKey), new WeIdAuthentication(weId))
                .map(JsonNode::asBoolean);
    }

    /** Ends the DID, for ever. */
    public ResponseData<Boolean> deactivate(String weId) {
        return door.call("deactivate", about(weId), new WeIdAuthentication(weId)).map(JsonNode::asBoolean);
    }

    public ResponseData<List<String>> getWeIdList(int first, int last) {
        return door.call("getWeIdList", WeIdentity.arguments().put("first", first).put("last", last))
                .map(WeIdService::texts);
    }

    public ResponseData<Integer> getWeIdCount() {
        return door.call("getWeIdCount", WeIdentity.arguments()).map(JsonNode::asInt);
    }

    private static ObjectNode about(String weId) {
        return WeIdentity.arguments().put("weId", weId);
    }

    static ObjectNode object(JsonNode json) {
        return json instanceof ObjectNode object ? object : (ObjectNode) WeIdentity.JSON.readTree(json.asString("{}"));
    }

    static List<String> texts(JsonNode json) {
        return json.valueStream().map(text -> text.asString("")).toList();
    }
}
