package id.signet.crypto.rdf;

import java.util.Map;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns our trees into those of the JSON-LD library. */
final class JakartaJson {

    /** Found once: the look-up by services is slow. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private JakartaJson() {}

    static JsonObject of(ObjectNode object) {
        JsonObjectBuilder builder = PROVIDER.createObjectBuilder();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            builder.add(member.getKey(), of(member.getValue()));
        }
        return builder.build();
    }

    private static JsonValue of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> of((ObjectNode) node);
            case ARRAY -> {
                JsonArrayBuilder builder = PROVIDER.createArrayBuilder();
                node.forEach(item -> builder.add(of(item)));
                yield builder.build();
            }
            case STRING -> PROVIDER.createValue(node.stringValue());
            case NUMBER -> node.isIntegralNumber()
                    ? PROVIDER.createValue(node.bigIntegerValue())
                    : PROVIDER.createValue(node.doubleValue());
            case BOOLEAN -> node.booleanValue() ? JsonValue.TRUE : JsonValue.FALSE;
            case NULL -> JsonValue.NULL;
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not a node of JSON");
        };
    }
}
