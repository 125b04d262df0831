package id.signet.app.description;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this sandbox answered where the description shows what another did. An example that uses such a value (a DID, a
 * credential) is sent with the value of this sandbox.
 */
final class Samples {

    /** Shorter texts (a version, a word) are what they say. */
    private static final int SHORTEST = 8;
    /** Such a text is also found inside another: a DID in a DID URL. */
    private static final int SHORTEST_INSIDE = 20;

    private final Map<JsonNode, Set<JsonNode>> answered = new LinkedHashMap<>();

    /** Remembers every text and object of a written answer together with the real one at its place. */
    void remember(JsonNode written, JsonNode real) {
        if (written.isString() && real.isString()) {
            put(written, real);
            lastPart(written, real);
        } else if (written.isObject() && real.isObject()) {
            put(written, real);
            written.properties().forEach(member -> {
                if (real.has(member.getKey())) {
                    remember(member.getValue(), real.get(member.getKey()));
                }
            });
        } else if (written.isArray() && real.isArray()) {
            for (int i = 0; i < Math.min(written.size(), real.size()); i++) {
                remember(written.get(i), real.get(i));
            }
        }
    }

    /** The last part of an address or a DID is used by itself in paths. */
    private void lastPart(JsonNode written, JsonNode real) {
        String sample = written.stringValue().replaceFirst(".*[/:]", "");
        String ours = real.stringValue().replaceFirst(".*[/:]", "");
        if (sample.length() >= SHORTEST_INSIDE && sample.length() < written.stringValue().length()) {
            put(text(sample), text(ours));
        }
    }

    private void put(JsonNode written, JsonNode real) {
        if (!written.isString() || written.stringValue().length() >= SHORTEST) {
            answered.computeIfAbsent(written, key -> new LinkedHashSet<>()).add(real);
        }
    }

    /** The value with everything in it that stands for something of this sandbox replaced. */
    JsonNode ours(JsonNode value) {
        Set<JsonNode> real = answered.get(value);
        if (real != null) {
            if (real.size() > 1) {
                throw new AssertionError("the sample stands for several things: " + value);
            }
            return real.iterator().next();
        }
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> copy.set(member.getKey(), ours(member.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(ours(item)));
                yield copy;
            }
            default -> value.isString() ? text(inside(value.stringValue())) : value;
        };
    }

    private String inside(String text) {
        return answered.keySet()
                .stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(sample -> sample.length() >= SHORTEST_INSIDE && text.contains(sample))
                .max(Comparator.comparingInt(String::length))
                .map(sample -> text.replace(sample, ours(text(sample)).stringValue()))
                .orElse(text);
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }
}
