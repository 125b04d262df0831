package id.signet.credential.verify;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a check read before it judged: which DID version, which list, which index, which time. */
public final class Evidence {

    public static final Evidence NONE = new Evidence(Map.of());

    private final Map<String, JsonNode> facts;

    private Evidence(Map<String, JsonNode> facts) {
        this.facts = facts;
    }

    public Evidence with(String name, String value) {
        return with(name, JsonNodeFactory.instance.stringNode(value));
    }

    public Evidence with(String name, long value) {
        return with(name, JsonNodeFactory.instance.numberNode(value));
    }

    public Evidence with(String name, boolean value) {
        return with(name, JsonNodeFactory.instance.booleanNode(value));
    }

    public Evidence with(String name, Instant value) {
        return with(name, value.toString());
    }

    public Evidence with(String name, Optional<?> value) {
        if (value.isEmpty()) {
            return this;
        }
        return value.get() instanceof Long number ? with(name, number.longValue()) : with(name, value.get().toString());
    }

    public Evidence with(String name, JsonNode value) {
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Evidence(more);
    }

    public Optional<JsonNode> get(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    public Map<String, JsonNode> facts() {
        return Collections.unmodifiableMap(facts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence evidence && facts.equals(evidence.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
