package id.signet.client.weidentity;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who issues by whose leave (the SDK's {@code AuthorityIssuerService}). */
public final class AuthorityIssuerService {

    private final WeIdentity door;

    AuthorityIssuerService(WeIdentity door) {
        this.door = door;
    }

    /** Names an organisation; it has no power until it is recognized. */
    public ResponseData<Boolean> registerAuthorityIssuer(String weId, String name, WeIdAuthentication signer) {
        return door.call("registerAuthorityIssuer", about(weId).put("name", name), signer).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> recognizeAuthorityIssuer(String weId, WeIdAuthentication authority) {
        return door.call("recognizeAuthorityIssuer", about(weId), authority).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> deRecognizeAuthorityIssuer(String weId, WeIdAuthentication authority) {
        return door.call("deRecognizeAuthorityIssuer", about(weId), authority).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> removeAuthorityIssuer(String weId, WeIdAuthentication signer) {
        return door.call("removeAuthorityIssuer", about(weId), signer).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> isAuthorityIssuer(String weId) {
        return door.call("isAuthorityIssuer", about(weId)).map(JsonNode::asBoolean);
    }

    /** Members {@code weId, name, created, recognized} and others. */
    public ResponseData<ObjectNode> queryAuthorityIssuerInfo(String weId) {
        return door.call("queryAuthorityIssuer", about(weId)).map(WeIdService::object);
    }

    public ResponseData<String> getWeIdByOrgId(String name) {
        return door.call("getWeIdByOrgId", WeIdentity.arguments().put("orgId", name)).map(did -> did.asString(""));
    }

    public ResponseData<Boolean> registerIssuerType(String issuerType, WeIdAuthentication authority) {
        return door.call("registerIssuerType", type(issuerType), authority).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> addIssuerIntoIssuerType(String issuerType, String weId, WeIdAuthentication authority) {
        return door.call("addIssuerIntoIssuerType", type(issuerType).put("weId", weId), authority)
                .map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> removeIssuerFromIssuerType(String issuerType, String weId,
            WeIdAuthentication authority) {
        return door.call("removeIssuerFromIssuerType", type(issuerType).put("weId", weId), authority)
                .map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> isSpecificTypeIssuer(String issuerType, String weId) {
        return door.call("isSpecificTypeIssuer", type(issuerType).put("weId", weId)).map(JsonNode::asBoolean);
    }

    public ResponseData<List<String>> getAllSpecificTypeIssuerList(String issuerType, int index, int num) {
        return door.call("getAllSpecificTypeIssuerList", type(issuerType).put("index", index).put("num", num))
                .map(WeIdService::texts);
    }

    public ResponseData<Integer> getIssuerCount() {
        return door.call("getIssuerCount", WeIdentity.arguments()).map(JsonNode::asInt);
    }

    private static ObjectNode about(String weId) {
        return WeIdentity.arguments().put("weId", weId);
    }

    private static ObjectNode type(String issuerType) {
        return WeIdentity.arguments().put("issuerType", issuerType);
    }
}
