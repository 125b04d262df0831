package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a JSON Schema (2020-12) from outside must keep so that validating with it reads nothing from elsewhere and ends
 * soon: it is one self-contained text of bounded size, references stay inside it and never come back to themselves, and
 * patterns are linear.
 */
public final class SchemaRules {

    static final int MAX_BYTES = 32 * 1024;
    /** Subschemas after references are written out. */
    static final int MAX_EXPANDED = 2_000;

    private static final int MAX_ENUM = 1_000;
    private static final Set<String> REFUSED = Set.of("$id", "id", "$anchor", "$dynamicAnchor", "$dynamicRef",
            "$recursiveAnchor", "$recursiveRef", "$vocabulary");
    private static final List<String> MAPS = List.of("properties", "patternProperties", "$defs", "definitions",
            "dependentSchemas");
    private static final List<String> ONES = List.of("items", "additionalProperties", "contains", "not", "if", "then",
            "else", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema");
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf", "prefixItems");
    /** Names of properties beside schemas. */
    private static final String DEPENDENCIES = "dependencies";

    private final JsonNode root;
    private final SchemaDialect dialect;
    private final Set<JsonNode> schemas = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<JsonNode, Long> expanded = new IdentityHashMap<>();
    private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private SchemaRules(JsonNode root, SchemaDialect dialect) {
        this.root = root;
        this.dialect = dialect;
    }

    /** @throws MalformedInput if the schema breaks a rule; nothing was read from anywhere */
    static void check(ObjectNode schema) {
        check(schema, SchemaDialect.DRAFT_2020_12);
    }

    /** @throws MalformedInput if the schema breaks a rule; nothing was read from anywhere */
    static void check(ObjectNode schema, SchemaDialect dialect) {
        if (Jcs.canonicalize(schema).length > MAX_BYTES) {
            throw new MalformedInput.TooLarge("a JSON Schema has at most " + MAX_BYTES + " bytes");
        }
        if (schema.has("$schema")
                && !schema.path("$schema").asString("").replaceFirst("#$", "").equals(dialect.uri())) {
            throw new MalformedInput("the JSON Schema's dialect is " + dialect.uri());
        }
        SchemaRules rules = new SchemaRules(schema, dialect);
        rules.collect(schema, true);
        if (rules.expand(schema) > MAX_EXPANDED) {
            throw tooMany();
        }
    }

    private static MalformedInput tooMany() {
        return new MalformedInput(
                "the JSON Schema has more than " + MAX_EXPANDED + " parts when its references are followed");
    }

    /** Finds every subschema, and refuses what could lead out of the text or into endless work. */
    private void collect(JsonNode schema, boolean top) {
        if (schema.isBoolean()) {
            schemas.add(schema);
            return;
        }
        if (!schema.isObject()) {
            throw new MalformedInput("a JSON Schema is an object, true or false");
        }
        schemas.add(schema);
        for (String keyword : REFUSED) {
            if (schema.has(keyword)) {
                throw new MalformedInput("the keyword " + keyword
                        + " is not taken: a registered version gets an address of its own and refers to nothing else");
            }
        }
        if (!top && schema.has("$schema")) {
            throw new MalformedInput("$schema stands at the top only");
        }
        if (schema.has("pattern")) {
            LinearPattern.compile(schema.get("pattern").asString(""));
        }
        schema.path("patternProperties").propertyNames().forEach(LinearPattern::compile);
        if (schema.path("enum").size() > MAX_ENUM) {
            throw new MalformedInput("an enum has at most " + MAX_ENUM + " values");
        }
        inside(schema).forEach(child -> collect(child, false));
    }

    private List<JsonNode> inside(JsonNode schema) {
        if (!dialect.isOld()) {
            return children(schema);
        }
        List<JsonNode> children = new ArrayList<>(children(schema));
        if (schema.path("items").isArray()) {
            children.remove(schema.get("items"));
            children.addAll(schema.get("items").valueStream().toList());
        }
        if (schema.has("additionalItems")) {
            children.add(schema.get("additionalItems"));
        }
        schema.path(DEPENDENCIES).valueStream().filter(part -> !part.isArray()).forEach(children::add);
        return children;
    }

    /** The schemas inside a schema, one level down. */
    static List<JsonNode> children(JsonNode schema) {
        List<JsonNode> children = new ArrayList<>();
        for (String keyword : MAPS) {
            if (schema.path(keyword).isObject()) {
                children.addAll(schema.get(keyword).valueStream().toList());
            }
        }
        for (String keyword : ONES) {
            if (schema.has(keyword)) {
                children.add(schema.get(keyword));
            }
        }
        for (String keyword : LISTS) {
            if (schema.path(keyword).isArray()) {
                children.addAll(schema.get(keyword).valueStream().toList());
            }
        }
        return children;
    }

    private long expand(JsonNode schema) {
        Long known = expanded.get(schema);
        if (known != null) {
            return known;
        }
        if (!open.add(schema)) {
            throw new MalformedInput("a $ref leads back to itself: recursive schemas are not taken");
        }
        long sum = 1;
        for (JsonNode child : inside(schema)) {
            sum += expand(child);
        }
        if (schema.has("$ref")) {
            JsonNode target = target(root, schema.get("$ref"));
            if (!schemas.contains(target)) {
                throw new MalformedInput("a $ref names no schema inside this text");
            }
            sum += expand(target);
        }
        if (sum > MAX_EXPANDED) {
            throw tooMany();
        }
        open.remove(schema);
        expanded.put(schema, sum);
        return sum;
    }

    /** The part of the text that a {@code $ref} names; missing if none. */
    static JsonNode target(JsonNode root, JsonNode ref) {
        String text = ref.asString("");
        if (!text.startsWith("#")) {
            throw new MalformedInput("a $ref stays inside the schema: it begins with #");
        }
        try {
            String pointer = URLDecoder.decode(text.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            return root.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("a $ref is a JSON Pointer after #", e);
        }
    }

    /** The names that a document's part may have by this schema, through references and combinations. */
    static Set<JsonNode> reachable(JsonNode root, JsonNode schema) {
        Set<JsonNode> found = Collections.newSetFromMap(new IdentityHashMap<>());
        reach(root, schema, found);
        return found;
    }

    private static void reach(JsonNode root, JsonNode schema, Set<JsonNode> found) {
        if (!schema.isObject() || !found.add(schema)) {
            return;
        }
        if (schema.has("$ref")) {
            reach(root, target(root, schema.get("$ref")), found);
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(keyword).forEach(part -> reach(root, part, found));
        }
        for (String keyword : List.of("if", "then", "else")) {
            reach(root, schema.path(keyword), found);
        }
        schema.path("dependentSchemas").forEach(part -> reach(root, part, found));
    }
}
