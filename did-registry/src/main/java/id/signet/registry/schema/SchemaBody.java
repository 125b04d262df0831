package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code schema.register} says (docs/adr/0010-did-weid.md).
 *
 * @param typeMetadata as it is served under the {@code vct} (docs/adr/0034-types.md); absent where the type has a name and no more
 */
record SchemaBody(long cptId, long version, String name, ObjectNode jsonSchema, ObjectNode context, String vct,
        Optional<ObjectNode> typeMetadata) {

    private static final Set<String> MEMBERS = Set.of("cptId", "version", "name", "jsonSchema", "context", "vct");

    private static final String TYPE_METADATA = "typeMetadata";

    static SchemaBody parse(ObjectNode body) {
        boolean described = body.get(TYPE_METADATA) instanceof ObjectNode;
        if (body.size() != MEMBERS.size() + (described ? 1 : 0)
                || !body.propertyNames()
                        .stream()
                        .allMatch(name -> MEMBERS.contains(name) || (described && name.equals(TYPE_METADATA)))
                || !(body.get("jsonSchema") instanceof ObjectNode jsonSchema)
                || !(body.get("context") instanceof ObjectNode context)) {
            throw new MalformedInput("a registration says exactly " + MEMBERS + ", and may say " + TYPE_METADATA);
        }
        return new SchemaBody(number(body.get("cptId")), number(body.get("version")), body.path("name").asString(""),
                jsonSchema, context, body.path("vct").asString(""),
                body.get(TYPE_METADATA) instanceof ObjectNode metadata ? Optional.of(metadata) : Optional.empty());
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
        json.put("vct", vct);
        typeMetadata.ifPresent(metadata -> json.set(TYPE_METADATA, metadata));
        return json;
    }
}
