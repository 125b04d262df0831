package id.signet.client.weidentity;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Evidence (the SDK's {@code EvidenceService}): each word is signed by the DID that says it, and by nobody for another. */
public final class EvidenceService {

    private final WeIdentity door;

    EvidenceService(WeIdentity door) {
        this.door = door;
    }

    /**
     * @param hash {@code 0x} and 64 hex digits
     * @param log a first note; null: none
     * @param customKey the tenant's own name for it, for ever; null: none
     */
    public ResponseData<Boolean> createEvidenceWithLogAndCustomKey(String hash, @Nullable String log,
            @Nullable String customKey, WeIdAuthentication signer) {
        ObjectNode arguments = about(hash);
        if (log != null) {
            arguments.put("log", log);
        }
        if (customKey != null) {
            arguments.put("customKey", customKey);
        }
        return door.call("createEvidenceWithLogAndCustomKey", arguments, signer).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> addLogByHash(String hash, String log, WeIdAuthentication signer) {
        return door.call("addLogByHash", about(hash).put("log", log), signer).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> addSignatureAndLogByHash(String hash, String log, WeIdAuthentication signer) {
        return door.call("addSignatureAndLogByHash", about(hash).put("log", log), signer).map(JsonNode::asBoolean);
    }

    /** Members {@code credentialHash} and {@code signInfo}. */
    public ResponseData<ObjectNode> getEvidence(String hash) {
        return door.call("getEvidence", WeIdentity.arguments().put("hashValue", hash)).map(WeIdService::object);
    }

    public ResponseData<ObjectNode> getEvidenceByCustomKey(String customKey) {
        return door.call("getEvidenceByCustomKey", WeIdentity.arguments().put("customKey", customKey))
                .map(WeIdService::object);
    }

    /** The signer takes back his own word. */
    public ResponseData<Boolean> revoke(String hash, WeIdAuthentication signer) {
        return door.call("revoke", about(hash), signer).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> unRevoke(String hash, WeIdAuthentication signer) {
        return door.call("unRevoke", about(hash), signer).map(JsonNode::asBoolean);
    }

    public ResponseData<Boolean> isRevoked(String hash, String weId) {
        return door.call("isRevoked", about(hash).put("weId", weId)).map(JsonNode::asBoolean);
    }

    private static ObjectNode about(String hash) {
        return WeIdentity.arguments().put("hash", hash);
    }
}
