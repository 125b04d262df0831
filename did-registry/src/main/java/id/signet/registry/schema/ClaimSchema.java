package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a claim, as WeIdentity's CPTs have it, and the schema of the credential document that is registered for
 * it: the claim is its {@code credentialSubject} (docs/adr/0043-authority-issuers.md).
 */
final class ClaimSchema {

    static final String DRAFT_04 = "http://json-schema.org/draft-04/schema#";

    private static final String SUBJECT = "credentialSubject";
    private static final String INSIDE = "#/properties/" + SUBJECT;
    private static final Set<String> DIALECTS = Set.of("http://json-schema.org/schema",
            "http://json-schema.org/draft-04/schema", "http://json-schema.org/draft-06/schema",
            "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft/2019-09/schema",
            "https://json-schema.org/draft/2020-12/schema");

    private ClaimSchema() {}

    /**
     * Reads a schema of draft-04 or newer and writes it in 2020-12.
     *
     * @throws MalformedInput if it cannot be written so, or describes no object
     */
    static ObjectNode parse(ObjectNode given) {
        ObjectNode schema = given.deepCopy();
        JsonNode dialect = schema.remove("$schema");
        if (dialect != null && !DIALECTS.contains(dialect.asString("").replaceFirst("#$", ""))) {
            throw new MalformedInput("the claim schema's $schema names no version of JSON Schema from draft-04 on");
        }
        for (String name : List.of("id", "$id")) {
            if (schema.path(name).isString()) {
                schema.remove(name);
            }
        }
        if (!schema.has("type")) {
            schema.put("type", "object");
        }
        if (!schema.get("type").asString("").equals("object")) {
            throw new MalformedInput("a claim schema describes an object: its type is object");
        }
        outerFirst(schema, ClaimSchema::translate);
        return schema;
    }

    /** What draft-04 wrote otherwise. */
    private static void translate(ObjectNode schema) {
        exclusive(schema, "minimum", "exclusiveMinimum");
        exclusive(schema, "maximum", "exclusiveMaximum");
        if (schema.path("required").isBoolean()) {
            throw new MalformedInput("required is a list of names, beside properties: it is no boolean since draft-04");
        }
        if (schema.path("items") instanceof ArrayNode each) {
            schema.set("prefixItems", each);
            schema.remove("items");
            JsonNode further = schema.remove("additionalItems");
            if (further != null) {
                schema.set("items", further);
            }
        } else {
            schema.remove("additionalItems");
        }
        if (schema.remove("dependencies") instanceof ObjectNode dependencies) {
            dependencies.properties()
                    .forEach(entry -> schema
                            .withObjectProperty(entry.getValue().isArray() ? "dependentRequired" : "dependentSchemas")
                            .set(entry.getKey(), entry.getValue()));
        }
    }

    private static void exclusive(ObjectNode schema, String bound, String exclusive) {
        if (!schema.path(exclusive).isBoolean()) {
            return;
        }
        boolean excluded = schema.remove(exclusive).booleanValue();
        if (!schema.has(bound)) {
            throw new MalformedInput(exclusive + " as true or false, as in draft-04, goes with " + bound);
        }
        if (excluded) {
            schema.set(exclusive, schema.remove(bound));
        }
    }

    /** The schema of the credential document. A closed claim still lets a W3C credential name its subject. */
    static ObjectNode document(ObjectNode claimSchema) {
        ObjectNode subject = claimSchema.deepCopy();
        outerFirst(subject, schema -> ref(schema, ref -> ref.startsWith("#") ? INSIDE + ref.substring(1) : ref));
        if (isClosed(subject) && !subject.path("properties").has("id")) {
            subject.withObjectProperty("properties").put("id", true);
        }
        ObjectNode document = Json.object().put("type", "object");
        document.putObject("properties").set(SUBJECT, subject);
        document.putArray("required").add(SUBJECT);
        return document;
    }

    /** The claim schema in the schema of a credential document; empty if it does not stand there by itself. */
    static Optional<ObjectNode> of(ObjectNode document) {
        if (!(document.path("properties").path(SUBJECT) instanceof ObjectNode subject)) {
            return Optional.empty();
        }
        ObjectNode claim = subject.deepCopy();
        List<String> outside = new ArrayList<>();
        outerFirst(claim, schema -> ref(schema, ref -> {
            if (!ref.equals(INSIDE) && !ref.startsWith(INSIDE + "/")) {
                outside.add(ref);
                return ref;
            }
            return "#" + ref.substring(INSIDE.length());
        }));
        if (isClosed(claim) && claim.path("properties").path("id").isBoolean()) {
            claim.withObjectProperty("properties").remove("id");
        }
        return outside.isEmpty() ? Optional.of(claim) : Optional.empty();
    }

    private static boolean isClosed(ObjectNode schema) {
        JsonNode further = schema.path("additionalProperties");
        return further.isBoolean() && !further.booleanValue();
    }

    /** As readers of draft-04 want it; keywords that it did not have stay, and mean nothing to them. */
    static ObjectNode asDraft04(ObjectNode claimSchema) {
        ObjectNode schema = claimSchema.deepCopy();
        innerFirst(schema, ClaimSchema::translateBack);
        ObjectNode whole = Json.object().put("$schema", DRAFT_04);
        whole.setAll(schema);
        return whole;
    }

    private static void translateBack(ObjectNode schema) {
        inclusive(schema, "minimum", "exclusiveMinimum");
        inclusive(schema, "maximum", "exclusiveMaximum");
        if (schema.path("prefixItems").isArray()) {
            JsonNode further = schema.remove("items");
            schema.set("items", schema.remove("prefixItems"));
            if (further != null) {
                schema.set("additionalItems", further);
            }
        }
        for (String keyword : List.of("dependentRequired", "dependentSchemas")) {
            if (schema.remove(keyword) instanceof ObjectNode dependent) {
                schema.withObjectProperty("dependencies").setAll(dependent);
            }
        }
        if (schema.has("const") && !schema.has("enum")) {
            schema.putArray("enum").add(schema.remove("const"));
        }
    }

    /** Of two bounds that 2020-12 lets stand side by side, draft-04 says the stricter one. */
    private static void inclusive(ObjectNode schema, String bound, String exclusive) {
        if (!schema.path(exclusive).isNumber()) {
            return;
        }
        JsonNode excluded = schema.remove(exclusive);
        int order = schema.path(bound).isNumber()
                ? excluded.decimalValue().compareTo(schema.get(bound).decimalValue())
                : 0;
        if (bound.equals("minimum") ? order >= 0 : order <= 0) {
            schema.set(bound, excluded);
            schema.put(exclusive, true);
        }
    }

    private static void ref(ObjectNode schema, UnaryOperator<String> change) {
        if (schema.path("$ref").isString()) {
            schema.put("$ref", change.apply(schema.get("$ref").stringValue()));
        }
    }

    private static void outerFirst(JsonNode schema, Consumer<ObjectNode> change) {
        if (schema instanceof ObjectNode object) {
            change.accept(object);
            SchemaRules.children(object).forEach(child -> outerFirst(child, change));
        }
    }

    private static void innerFirst(JsonNode schema, Consumer<ObjectNode> change) {
        if (schema instanceof ObjectNode object) {
            SchemaRules.children(object).forEach(child -> innerFirst(child, change));
            change.accept(object);
        }
    }
}
