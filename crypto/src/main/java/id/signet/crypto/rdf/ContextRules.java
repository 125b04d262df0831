package id.signet.crypto.rdf;

import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a context that is not one of the bundled ones may do: define terms as IRIs, with types and nested contexts of the
 * same kind. It may not change the default vocabulary or the base, fetch or nullify another context, or give a plain
 * name to a JSON-LD keyword ({@code id} and {@code type} apart), since then the JSON that people and programs read is
 * not what is stated.
 */
final class ContextRules {

    private static final Set<String> TERM_MEMBERS = Set.of("@id", "@type", "@container", "@context", "@protected",
            "@language", "@direction", "@prefix");
    private static final Set<String> CONTAINERS = Set.of("@set", "@list", "@language");
    private static final Set<String> COERCIONS = Set.of("@id", "@vocab", "@json", "@none");
    private static final Map<String, String> ALIASES = Map.of("id", "@id", "type", "@type");

    private ContextRules() {}

    /** @throws ContextRefused if the context does more than to define terms */
    static void requireTermsOnly(JsonNode context) {
        if (!(context instanceof ObjectNode definitions)) {
            throw new ContextRefused("a context is not one object of term definitions");
        }
        for (Map.Entry<String, JsonNode> entry : definitions.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (name.equals("@protected")) {
                requireBoolean(value);
            } else if (name.equals("@version")) {
                if (!value.isNumber() || value.doubleValue() != 1.1) {
                    throw new ContextRefused("a context is of another version than 1.1");
                }
            } else if (name.startsWith("@") || name.isEmpty()) {
                throw new ContextRefused("a context uses " + keyword(name) + ", which only bundled contexts may");
            } else {
                requireTerm(name, value);
            }
        }
    }

    private static void requireTerm(String name, JsonNode definition) {
        if (definition.isString()) {
            requireIri(name, definition);
            return;
        }
        if (!(definition instanceof ObjectNode object)) {
            throw new ContextRefused("a context defines a term as neither an IRI nor an object");
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (!TERM_MEMBERS.contains(member.getKey())) {
                throw new ContextRefused("a term is defined with " + keyword(member.getKey())
                        + ", which only bundled contexts may");
            }
            switch (member.getKey()) {
                case "@id" -> requireIri(name, value);
                case "@type" -> {
                    if (!value.isString()
                            || !(COERCIONS.contains(value.stringValue()) || isIriLike(value.stringValue()))) {
                        throw new ContextRefused("a term has a type that is no IRI");
                    }
                }
                case "@container" -> requireContainer(value);
                case "@context" -> requireTermsOnly(value);
                case "@protected", "@prefix" -> requireBoolean(value);
                default -> {
                    if (!value.isString() && !value.isNull()) {
                        throw new ContextRefused("a term has a language or direction that is no string");
                    }
                }
            }
        }
    }

    private static void requireIri(String name, JsonNode value) {
        if (value.isString()) {
            String text = value.stringValue();
            if (text.startsWith("@") ? text.equals(ALIASES.get(name)) : isIriLike(text)) {
                return;
            }
        }
        throw new ContextRefused("a context defines a term as something that is no IRI");
    }

    /** Absolute or compact: both have a colon, and after expansion only absolute ones are let through. */
    private static boolean isIriLike(String text) {
        return Iris.isAbsolute(text);
    }

    private static void requireContainer(JsonNode value) {
        if (value instanceof ArrayNode array) {
            array.forEach(ContextRules::requireContainer);
        } else if (!value.isString() || !CONTAINERS.contains(value.stringValue())) {
            throw new ContextRefused("a term is a container of a kind that only bundled contexts may use");
        }
    }

    private static void requireBoolean(JsonNode value) {
        if (!value.isBoolean()) {
            throw new ContextRefused("a flag of a context is not true or false");
        }
    }

    private static String keyword(String name) {
        return name.length() <= 20 && name.chars().allMatch(c -> c == '@' || (c >= 'a' && c <= 'z'))
                ? name
                : "a name that looks like a keyword";
    }

    /**
     * Adds the names of members whose values take part in the meaning of a document beyond being text or an IRI: types
     * and other keywords under a plain name, and terms whose values are themselves terms ({@code "@type": "@vocab"}).
     */
    static void collectTelling(JsonNode context, Set<String> names) {
        if (context instanceof ArrayNode array) {
            array.forEach(item -> collectTelling(item, names));
        } else if (context instanceof ObjectNode definitions) {
            for (Map.Entry<String, JsonNode> entry : definitions.properties()) {
                JsonNode definition = entry.getValue();
                JsonNode id = definition.isObject() ? definition.path("@id") : definition;
                boolean alias = id.isString() && id.stringValue().startsWith("@") && !id.stringValue().equals("@id");
                if (alias || (definition.path("@type").isString()
                        && definition.path("@type").stringValue().equals("@vocab"))) {
                    names.add(entry.getKey());
                }
                if (definition.isObject()) {
                    collectTelling(definition.path("@context"), names);
                }
            }
        }
    }

    /** Adds the names of members whose values are JSON literals, lists, and maps from languages to texts. */
    static void collectKinds(JsonNode context, Set<String> json, Set<String> lists, Set<String> maps) {
        if (context instanceof ArrayNode array) {
            array.forEach(item -> collectKinds(item, json, lists, maps));
        } else if (context instanceof ObjectNode definitions) {
            for (Map.Entry<String, JsonNode> entry : definitions.properties()) {
                JsonNode definition = entry.getValue();
                if (definition.path("@type").asString("").equals("@json")) {
                    json.add(entry.getKey());
                }
                if (definition.path("@container").toString().contains("\"@list\"")) {
                    lists.add(entry.getKey());
                }
                if (definition.path("@container").toString().contains("\"@language\"")) {
                    maps.add(entry.getKey());
                }
                collectKinds(definition.path("@context"), json, lists, maps);
            }
        }
    }
}
