package id.signet.crypto.rdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;

/**
 * All that decides whether a document's words are defined, and nothing else, as one hash:
 *
 * <ul>
 * <li>the contexts with the hashes of their content, and contexts written into the document, in full;
 * <li>every member name, the order and kind of all values;
 * <li>in full, the values of types and of all members that some context in use makes an alias of a keyword or lets name
 * terms, with all below them, and strings that look like a keyword;
 * <li>of any other string only whether it is an absolute IRI, a blank node or neither: where an IRI is wanted, one that
 * is neither is refused whatever it says.
 * </ul>
 *
 * <p>The encoding is injective: names and texts carry their lengths. On the way it refuses what no accepted document
 * has.
 */
final class Shape {

    /** Different contexts of one document, places that name them, and items of one array of types: each costs work. */
    private static final int MAX_CONTEXTS = 32;
    private static final int MAX_CONTEXT_MEMBERS = 1_000;
    private static final int MAX_TYPES = 64;

    private static final Set<String> VALUE_KEYWORDS = Set.of("@value", "@type", "@language", "@direction");

    private final Contexts contexts;
    private final boolean inlineContexts;
    private final Map<String, Bytes> known = new LinkedHashMap<>();
    private final Set<String> tellingNames = new HashSet<>(Set.of("type", "@type"));
    private final Set<String> jsonNames = new HashSet<>();
    private final Set<String> listNames = new HashSet<>();
    private final Set<String> mapNames = new HashSet<>();
    private int contextMembers;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);

    private Shape(Contexts contexts, boolean inlineContexts) {
        this.contexts = contexts;
        this.inlineContexts = inlineContexts;
    }

    /** @throws ContextRefused if a context or a keyword of the document is not accepted */
    static Bytes of(ObjectNode document, Contexts contexts, boolean inlineContexts) {
        Shape shape = new Shape(contexts, inlineContexts);
        shape.examine(document);
        shape.known.forEach((url, sha256) -> {
            shape.text(url);
            shape.out.writeBytes(sha256.toArray());
        });
        shape.write(document, false);
        return Bytes.of(Hashes.sha256(shape.out.toByteArray()));
    }

    /**
     * Names to which some context in use gives a value of another kind.
     *
     * @param json the value is a JSON literal, kept as it is
     * @param lists the value is a list, which may be empty
     * @param maps the value is a map from languages to texts
     */
    record Words(Set<String> json, Set<String> lists, Set<String> maps) {

        Words {
            json = Set.copyOf(json);
            lists = Set.copyOf(lists);
            maps = Set.copyOf(maps);
        }
    }

    /** The refusals alone. */
    static Words examine(ObjectNode document, Contexts contexts, boolean inlineContexts) {
        Shape shape = new Shape(contexts, inlineContexts);
        shape.examine(document);
        return new Words(shape.jsonNames, shape.listNames, shape.mapNames);
    }

    // --- first pass: contexts and keywords ---------------------------------------------------------------------

    private void examine(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean isValue = object.has("@value");
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = member.getKey();
                if (name.equals("@context")) {
                    examineContext(member.getValue());
                } else if (name.startsWith("@") && !(isValue && VALUE_KEYWORDS.contains(name))) {
                    throw new ContextRefused("the document has a member that is a JSON-LD keyword where a plain name"
                            + " is expected");
                } else {
                    examine(member.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::examine);
        }
    }

    private void examineContext(JsonNode context) {
        if (++contextMembers > MAX_CONTEXT_MEMBERS) {
            throw new ContextRefused("the document names contexts in too many places");
        }
        if (context instanceof ArrayNode array) {
            if (array.size() > MAX_CONTEXTS) {
                throw new ContextRefused("the document names too many contexts");
            }
            array.forEach(this::examineContextItem);
        } else {
            examineContextItem(context);
        }
    }

    private void examineContextItem(JsonNode item) {
        if (item.isString()) {
            String url = item.stringValue();
            if (known.containsKey(url)) {
                return;
            }
            Contexts.Loaded loaded = contexts.load(url);
            if (loaded == null) {
                throw new ContextRefused("the document names a context that is not known here");
            }
            if (known.size() == MAX_CONTEXTS) {
                throw new ContextRefused("the document names too many contexts");
            }
            known.put(url, loaded.sha256());
            tellingNames.addAll(loaded.tellingNames());
            jsonNames.addAll(loaded.words().json());
            listNames.addAll(loaded.words().lists());
            mapNames.addAll(loaded.words().maps());
        } else if (inlineContexts && item.isObject()) {
            ContextRules.requireTermsOnly(item);
            ContextRules.collectTelling(item, tellingNames);
            ContextRules.collectKinds(item, jsonNames, listNames, mapNames);
        } else {
            throw new ContextRefused("the document brings its own context; only known URLs are accepted");
        }
    }

    // --- second pass: the encoding -----------------------------------------------------------------------------

    private void write(JsonNode node, boolean inFull) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.write('{');
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    String name = member.getKey();
                    text(name);
                    write(member.getValue(), inFull || name.startsWith("@") || tellingNames.contains(name));
                }
                out.write('}');
            }
            case ARRAY -> {
                if (inFull && node.size() > MAX_TYPES) {
                    throw new MalformedInput("an object of the document has more than " + MAX_TYPES + " types");
                }
                out.write('[');
                node.forEach(item -> write(item, inFull));
                out.write(']');
            }
            case STRING -> {
                String string = node.stringValue();
                if (inFull || string.startsWith("@")) {
                    out.write('s');
                    text(string);
                } else {
                    out.write(Iris.isAbsolute(string) ? 'i' : Iris.isBlankNode(string) ? 'b' : 'x');
                }
            }
            case NUMBER -> {
                out.write('n');
                if (inFull) {
                    bytes(Jcs.canonicalize(node));
                }
            }
            case BOOLEAN -> out.write(node.booleanValue() ? 't' : 'f');
            case NULL -> out.write('0');
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not a node of JSON");
        }
    }

    private void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        int length = bytes.length;
        out.write(length >>> 24);
        out.write(length >>> 16);
        out.write(length >>> 8);
        out.write(length);
        out.writeBytes(bytes);
    }
}
