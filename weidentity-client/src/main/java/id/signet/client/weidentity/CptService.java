package id.signet.client.weidentity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Claim types (the SDK's {@code CptService}). */
public final class CptService {

    private final WeIdentity door;

    CptService(WeIdentity door) {
        this.door = door;
    }

    /** @param cptJsonSchema of the claim */
    public ResponseData<CptBaseInfo> registerCpt(Map<String, ?> cptJsonSchema, WeIdAuthentication publisher) {
        return register(cptJsonSchema, null, publisher);
    }

    /** @param cptId a free number of a range that the publisher may use */
    public ResponseData<CptBaseInfo> registerCpt(Map<String, ?> cptJsonSchema, long cptId,
            WeIdAuthentication publisher) {
        return register(cptJsonSchema, cptId, publisher);
    }

    private ResponseData<CptBaseInfo> register(Map<String, ?> schema, @Nullable Long cptId,
            WeIdAuthentication publisher) {
        ObjectNode arguments = WeIdentity.arguments().put("weId", publisher.weId());
        arguments.set("cptJsonSchema", WeIdentity.JSON.valueToTree(schema));
        if (cptId != null) {
            arguments.put("cptId", cptId);
        }
        return door.call("registerCpt", arguments, publisher).map(CptService::info);
    }

    /** The next version; only its publisher makes it. */
    public ResponseData<CptBaseInfo> updateCpt(Map<String, ?> cptJsonSchema, long cptId,
            WeIdAuthentication publisher) {
        ObjectNode arguments = WeIdentity.arguments().put("weId", publisher.weId()).put("cptId", cptId);
        arguments.set("cptJsonSchema", WeIdentity.JSON.valueToTree(cptJsonSchema));
        return door.call("updateCpt", arguments, publisher).map(CptService::info);
    }

    /** Members {@code cptJsonSchema, cptPublisher, created} and others. */
    public ResponseData<ObjectNode> queryCpt(long cptId) {
        return door.call("queryCpt", WeIdentity.arguments().put("cptId", cptId)).map(WeIdService::object);
    }

    public ResponseData<List<Long>> getCptIdList(int startPos, int num) {
        return door.call("getCptIdList", WeIdentity.arguments().put("startPos", startPos).put("num", num))
                .map(list -> list.valueStream().map(id -> id.asLong(0)).toList());
    }

    public ResponseData<Integer> getCptCount() {
        return door.call("getCptCount", WeIdentity.arguments()).map(JsonNode::asInt);
    }

    private static CptBaseInfo info(JsonNode json) {
        return new CptBaseInfo(json.path("cptId").asLong(0), json.path("cptVersion").asInt(0));
    }
}
