package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code {respBody, loopback, errorCode, errorMessage}}, the members of objects in {@code respBody} by their names. */
final class Replies {

    private Replies() {}

    static ObjectNode success(JsonNode respBody, JsonNode loopback) {
        return reply(sorted(respBody), loopback, WeidCode.SUCCESS.code(), WeidCode.SUCCESS.message());
    }

    static ObjectNode refused(WeidRefused refused, JsonNode loopback) {
        JsonNode body = refused.respBody().map(Replies::sorted).orElseGet(JsonNodeFactory.instance::nullNode);
        return reply(body, loopback, refused.code().code(), refused.detail());
    }

    private static ObjectNode reply(JsonNode respBody, JsonNode loopback, int code, String message) {
        ObjectNode reply = Json.object();
        reply.set("respBody", respBody);
        reply.set("loopback", loopback);
        reply.put("errorCode", code);
        reply.put("errorMessage", message);
        return reply;
    }

    static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode sorted = Json.object();
                new TreeSet<>(object.propertyNames()).forEach(name -> sorted.set(name, sorted(object.get(name))));
                yield sorted;
            }
            case ArrayNode array -> {
                ArrayNode sorted = Json.array();
                array.forEach(item -> sorted.add(sorted(item)));
                yield sorted;
            }
            default -> node;
        };
    }
}
