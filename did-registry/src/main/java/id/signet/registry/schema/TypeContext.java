package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON-LD context of a type, made from its JSON Schema: the type's name and each claim of the subject become terms
 * under the type's own address. It goes beside {@code https://www.w3.org/ns/credentials/v2} and is protected; only claims
 * named like a term that the W3C defines inside credentials or proofs step back there, because JSON-LD 1.1 allows that for
 * unprotected terms alone. Lists keep their order, and objects whose members the schema does not name are kept as JSON.
 */
final class TypeContext {

    static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

    private static final Pattern CLAIM = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]{0,63}");

    private final JsonNode schema;
    private final String vct;

    private TypeContext(JsonNode schema, String vct) {
        this.schema = schema;
        this.vct = vct;
    }

    /**
     * @param name of the type
     * @param vct the address of this version of the type
     * @param schema of the credential document, checked by {@link SchemaRules}
     * @throws MalformedInput if a name cannot be a term, or the schema says nothing about the subject
     */
    static ObjectNode generate(String name, String vct, ObjectNode schema) {
        requireTypeName(name);
        TypeContext context = new TypeContext(schema, vct);
        ObjectNode terms = Json.object().put("@version", 1.1).put("@protected", true);
        terms.put(name, vct + "#" + name);
        Map<String, List<JsonNode>> claims = context.claims();
        if (claims.containsKey(name)) {
            throw new MalformedInput("the claim " + name + " is named like the type");
        }
        context.define(claims, "", terms);
        ObjectNode document = Json.object();
        document.set("@context", terms);
        return document;
    }

    static void requireTypeName(String name) {
        if (!TYPE_NAME.matcher(name).matches()) {
            throw new MalformedInput("a type's name has 1 to 64 ASCII letters and digits and begins with a letter");
        }
        if (W3cTerms.EVERYWHERE.contains(name) || W3cTerms.ELSEWHERE.contains(name)) {
            throw new MalformedInput("the name " + name + " is a term of the W3C credentials context");
        }
    }

    private Map<String, List<JsonNode>> claims() {
        List<JsonNode> subjects = new ArrayList<>();
        for (JsonNode part : SchemaRules.reachable(schema, schema)) {
            if (part.path("properties").has("credentialSubject")) {
                subjects.add(part.get("properties").get("credentialSubject"));
            }
        }
        if (subjects.isEmpty()) {
            throw new MalformedInput("the JSON Schema describes the credential: its properties name credentialSubject");
        }
        List<JsonNode> elements = elements(subjects);
        return properties(elements.isEmpty() ? subjects : concat(subjects, elements));
    }

    private void define(Map<String, List<JsonNode>> claims, String path, ObjectNode terms) {
        claims.forEach((claim, schemas) -> {
            if (W3cTerms.EVERYWHERE.contains(claim)) {
                return;
            }
            if (!CLAIM.matcher(claim).matches()) {
                throw new MalformedInput(
                        "a claim's name has 1 to 64 letters, digits, '_' or '-' and begins with a letter: "
                                + shown(claim) + " does not");
            }
            ObjectNode term = term(schemas, path + claim);
            if (W3cTerms.ELSEWHERE.contains(claim)) {
                term.put("@protected", false);
            }
            if (term.size() == 1) {
                terms.put(claim, term.get("@id").stringValue());
            } else {
                terms.set(claim, term);
            }
        });
    }

    private static String shown(String claim) {
        String plain = claim.replaceAll("[^\\x20-\\x7e]", "?");
        return "'" + (plain.length() <= 64 ? plain : plain.substring(0, 64) + "...") + "'";
    }

    private ObjectNode term(List<JsonNode> schemas, String path) {
        ObjectNode term = Json.object()
                .put("@id",
                        vct + "#" + URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20"));
        List<JsonNode> parts = parts(schemas);
        List<JsonNode> elements = elements(schemas);
        List<JsonNode> deep = concat(parts, parts(elements));
        Map<String, List<JsonNode>> members = properties(deep);
        if (deep.stream().anyMatch(part -> isFree(part, members.isEmpty()))) {
            return term.put("@type", "@json");
        }
        if (parts.stream().anyMatch(TypeContext::isArray)) {
            term.put("@container", "@list");
        }
        if (!members.isEmpty()) {
            ObjectNode nested = Json.object().put("@protected", true);
            define(members, path + ".", nested);
            if (nested.size() > 1) {
                term.set("@context", nested);
            }
        }
        return term;
    }

    /** An object whose members no schema names: they cannot be terms. */
    private static boolean isFree(JsonNode part, boolean noMembers) {
        boolean open = part.path("additionalProperties").isObject() || part.has("patternProperties")
                || part.path("unevaluatedProperties").isObject();
        return open || (noMembers && hasType(part, "object"));
    }

    private static boolean isArray(JsonNode part) {
        return hasType(part, "array") || part.has("items") || part.has("prefixItems");
    }

    private static boolean hasType(JsonNode part, String type) {
        JsonNode types = part.path("type");
        return types.isArray()
                ? types.valueStream().anyMatch(one -> one.asString("").equals(type))
                : types.asString("").equals(type);
    }

    private List<JsonNode> parts(Collection<JsonNode> schemas) {
        List<JsonNode> parts = new ArrayList<>();
        schemas.forEach(one -> parts.addAll(SchemaRules.reachable(schema, one)));
        return parts;
    }

    /** The schemas of what stands in lists, however deep lists stand in lists. */
    private List<JsonNode> elements(Collection<JsonNode> schemas) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode part : parts(schemas)) {
            if (part.has("items")) {
                elements.add(part.get("items"));
            }
            if (part.has("contains")) {
                elements.add(part.get("contains"));
            }
            part.path("prefixItems").forEach(elements::add);
        }
        return elements.isEmpty() ? elements : concat(elements, elements(elements));
    }

    private Map<String, List<JsonNode>> properties(Collection<JsonNode> schemas) {
        Map<String, List<JsonNode>> properties = new TreeMap<>();
        for (JsonNode part : parts(schemas)) {
            part.path("properties")
                    .propertyStream()
                    .forEach(
                            entry -> properties.computeIfAbsent(entry.getKey(), any -> new ArrayList<>())
                                    .add(entry.getValue()));
        }
        return properties;
    }

    private static List<JsonNode> concat(List<JsonNode> first, List<JsonNode> second) {
        List<JsonNode> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
