package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SchemaReference;
import id.signet.credential.StatusEntry;
import id.signet.credential.Validity;
import id.signet.registry.net.ResourceDigest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential document of VC Data Model 2.0 that keeps the rules of its §4. Whether every term is defined is another
 * question, asked by the term check.
 *
 * @param types in their order, {@code VerifiableCredential} among them
 * @param subjects the {@code id} of every subject that has one
 */
public record VcDocument(
        Optional<String> id,
        List<String> types,
        String issuer,
        Validity validity,
        List<String> subjects,
        List<StatusEntry> status,
        List<SchemaReference> schemas) {

    public static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";
    public static final String TYPE = "VerifiableCredential";

    private static final Set<String> LANGUAGE_MEMBERS = Set.of("@value", "@language", "@direction");

    public VcDocument {
        types = List.copyOf(types);
        subjects = List.copyOf(subjects);
        status = List.copyOf(status);
        schemas = List.copyOf(schemas);
    }

    /**
     * Reads a document by the data model that its first context names: 2.0, or 1.1 as {@link VcDocument11} has it.
     *
     * @throws MalformedCredential when a rule of that model is broken
     */
    public static VcDocument parseAny(ObjectNode document) {
        return VcDocument11.is(document) ? VcDocument11.parse(document) : parse(document);
    }

    /** @throws MalformedCredential when a rule is broken */
    public static VcDocument parse(ObjectNode document) {
        requireContext(document);
        var types = credentialTypes(document);
        var issuer = issuer(document);
        var validity = validity(document, "validFrom", "validUntil");
        typedObjects(document, "evidence");
        typedObjects(document, "termsOfUse");
        typedObjects(document, "refreshService");
        languageText(document, "name");
        languageText(document, "description");
        relatedResources(document);
        return new VcDocument(
                url(document, "id"), types, issuer, validity, subjects(document), status(document), schemas(document));
    }

    /** The first context is that of VC Data Model 2.0; the others are URLs or, for the term check to judge, objects. */
    public static void requireContext(ObjectNode document) {
        requireContext(document, CONTEXT);
    }

    static void requireContext(ObjectNode document, String first) {
        var contexts = items(document, "@context");
        if (!begins(contexts, first)) {
            throw malformed("context-missing", "The first @context is " + first + ".");
        }
        for (var context : contexts) {
            if (!context.isString() && !context.isObject()) {
                throw malformed("context-malformed", "Each @context is a URL or an object.");
            }
        }
    }

    static boolean begins(List<JsonNode> contexts, String first) {
        return !contexts.isEmpty()
                && contexts.getFirst().isString()
                && contexts.getFirst().stringValue().equals(first);
    }

    static List<String> credentialTypes(ObjectNode document) {
        var types = types(document);
        if (!types.contains(TYPE)) {
            throw malformed("type-missing", "The type of a credential contains VerifiableCredential.");
        }
        return types;
    }

    static String issuer(ObjectNode document) {
        return identifierOf(document, "issuer")
                .orElseThrow(() -> malformed("issuer-missing", "A credential names its issuer by a URL."));
    }

    static Validity validity(ObjectNode document, String from, String until) {
        var validity = new Validity(DateTimeStamp.read(document, from), DateTimeStamp.read(document, until));
        if (validity.from().isPresent()
                && validity.until().isPresent()
                && validity.until().get().isBefore(validity.from().get())) {
            throw malformed("validity-reversed", until + " is not before " + from + ".");
        }
        return validity;
    }

    /** The types of an object: one string or an array of strings, none empty. */
    public static List<String> types(ObjectNode object) {
        var types = new ArrayList<String>();
        for (var type : items(object, "type")) {
            if (!type.isString() || type.stringValue().isBlank()) {
                throw malformed("type-malformed", "A type is a string or an array of strings.");
            }
            types.add(type.stringValue());
        }
        if (types.isEmpty()) {
            throw malformed("type-missing", "A type is a string or an array of strings.");
        }
        return types;
    }

    /** The members of a value that may stand alone or in an array. */
    public static List<JsonNode> items(ObjectNode object, String member) {
        var value = object.get(member);
        if (value == null) {
            return List.of();
        }
        if (value instanceof ArrayNode array) {
            var items = new ArrayList<JsonNode>();
            array.forEach(items::add);
            return items;
        }
        return List.of(value);
    }

    /** A URL, or the {@code id} of an object. */
    public static Optional<String> identifierOf(ObjectNode object, String member) {
        if (object.get(member) instanceof ObjectNode named) {
            languageText(named, "name");
            languageText(named, "description");
            return url(named, "id");
        }
        return url(object, member);
    }

    /** @throws MalformedCredential when the member is there and is no absolute URL */
    public static Optional<String> url(ObjectNode object, String member) {
        if (!object.has(member)) {
            return Optional.empty();
        }
        var value = object.get(member);
        if (value.isString() && isUrl(value.stringValue())) {
            return Optional.of(value.stringValue());
        }
        throw malformed("url-malformed", member + " is one absolute URL.");
    }

    static boolean isUrl(String text) {
        if (text.length() > 8192) {
            return false;
        }
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static List<String> subjects(ObjectNode document) {
        var subjects = items(document, "credentialSubject");
        if (subjects.isEmpty()) {
            throw malformed("subject-missing", "A credential has at least one credentialSubject.");
        }
        var ids = new ArrayList<String>();
        for (var subject : subjects) {
            if (!(subject instanceof ObjectNode claims) || claims.isEmpty()) {
                throw malformed("subject-malformed", "A credentialSubject is an object with at least one claim.");
            }
            url(claims, "id").ifPresent(ids::add);
        }
        return ids;
    }

    static List<ObjectNode> typedObjects(ObjectNode document, String member) {
        var objects = new ArrayList<ObjectNode>();
        if (document.has(member) && items(document, member).isEmpty()) {
            throw malformed("member-malformed", member + " is an object or a filled array of objects.");
        }
        for (var item : items(document, member)) {
            if (!(item instanceof ObjectNode object)) {
                throw malformed("member-malformed", member + " is an object or an array of objects.");
            }
            types(object);
            url(object, "id");
            objects.add(object);
        }
        return objects;
    }

    static List<SchemaReference> schemas(ObjectNode document) {
        var schemas = new ArrayList<SchemaReference>();
        for (var schema : typedObjects(document, "credentialSchema")) {
            var id = url(schema, "id")
                    .orElseThrow(() -> malformed("schema-malformed", "A credentialSchema has an id that is a URL."));
            schemas.add(new SchemaReference(id, types(schema).getFirst(), ResourceDigest.of(schema)));
        }
        return schemas;
    }

    static List<StatusEntry> status(ObjectNode document) {
        var entries = new ArrayList<StatusEntry>();
        for (var entry : typedObjects(document, "credentialStatus")) {
            var type = types(entry).getFirst();
            entries.add(type.equals(BitstringEntries.TYPE)
                    ? BitstringEntries.parse(entry)
                    : new StatusEntry.UnknownEntry(type));
        }
        return entries;
    }

    /** A string, a language value object, or an array of them (VC Data Model 2.0 §11.1). */
    private static void languageText(ObjectNode object, String member) {
        for (var item : items(object, member)) {
            var good = item.isString()
                    || (item instanceof ObjectNode value
                            && value.has("@value")
                            && value.properties()
                                    .stream()
                                    .allMatch(part -> LANGUAGE_MEMBERS.contains(part.getKey())
                                            && part.getValue().isString()));
            if (!good) {
                throw malformed("language-malformed", member + " is a text or a language value object.");
            }
        }
    }

    private static void relatedResources(ObjectNode document) {
        var ids = new HashSet<String>();
        for (var item : items(document, "relatedResource")) {
            if (!(item instanceof ObjectNode resource)) {
                throw malformed("related-resource-malformed", "A relatedResource is an object.");
            }
            var id = url(resource, "id")
                    .orElseThrow(() -> malformed("related-resource-malformed", "A relatedResource has an id."));
            if (!ids.add(id) || !(resource.has("digestSRI") || resource.has("digestMultibase"))) {
                throw malformed(
                        "related-resource-malformed", "A relatedResource has an id of its own and a digest.");
            }
        }
    }

    static MalformedCredential malformed(String code, String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, code, message);
    }
}
