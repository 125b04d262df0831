package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code schema.register} says (docs/adr/0010-did-weid.md). */
record SchemaBody(long cptId, long version, String name, ObjectNode jsonSchema, ObjectNode context, String vct) {

    private static final Set<String> MEMBERS = Set.of("cptId", "version", "name", "jsonSchema", "context", "vct");

    static SchemaBody parse(ObjectNode body) {
        if (body.size() != MEMBERS.size() || !MEMBERS.containsAll(body.propertyNames())
                || !(body.get("jsonSchema") instanceof ObjectNode jsonSchema)
                || !(body.get("context") instanceof ObjectNode context)) {
            throw new MalformedInput("a registration says exactly " + MEMBERS);
        }
        return new SchemaBody(number(body.get("cptId")), number(body.get("version")), body.path("name").asString(""),
                jsonSchema, context, body.path("vct").asString(""));
    }

    private static long number(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            throw new MalformedInput("cptId and version are whole numbers from 1");
        }
        return node.longValue();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("cptId", cptId).put("version", version).put("name", name);
        json.set("jsonSchema", jsonSchema);
        json.set("context", context);
        return json.put("vct", vct);
    }
}
