package id.signet.credential.format.weidentity;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** How WeIdentity's Java prints what it signs and hashes. */
final class PojoText {

    private PojoText() {}

    /** JSON without white space, the members of every object by their names (UTF-16 code units). */
    static Bytes compact(ObjectNode object) {
        return Bytes.utf8(sorted(object).toString());
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode sorted = Json.object();
                new TreeSet<>(object.propertyNames()).forEach(name -> sorted.set(name, sorted(object.get(name))));
                yield sorted;
            }
            case ArrayNode list -> {
                ArrayNode sorted = Json.array();
                list.forEach(item -> sorted.add(sorted(item)));
                yield sorted;
            }
            default -> node;
        };
    }

    /**
     * {@code String.valueOf} of the value as its JSON library read it. The number 18 and the text "18" have one text: what a
     * leaf's hash says of a value's type is nothing, and the schema decides (docs/adr/0040-weidentity-papers.md).
     */
    static String valueOf(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> object.properties()
                    .stream()
                    .map(member -> member.getKey() + "=" + valueOf(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case ArrayNode list -> list.valueStream().map(PojoText::valueOf).toList().toString();
            case NullNode _ -> "null";
            default -> value.isNumber() && !value.isIntegralNumber()
                    ? Double.toString(value.doubleValue())
                    : value.asString();
        };
    }
}
