package id.signet.crypto.rdf;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Base64Url;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.rdf.Term.BlankNode;
import id.signet.crypto.rdf.Term.Iri;

/**
 * The statements of a document, with the means to tell which of them come from which members: W3C Data Integrity ECDSA
 * Cryptosuites 1.0, "skolemizeCompactJsonLd" and "selectCanonicalNQuads".
 *
 * <p>Each object without an id gets one for the while ("skolemization"), so that the statements of a part can be found
 * again among those of the whole. The standard does this on the expanded document and compacts it again; here the ids are
 * set in the document itself, whose arrays and order so stay what the pointers speak about. That both state the same is
 * not assumed: the statements of the two are compared.
 */
public final class SelectableDocument {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final RdfReader reader;
    private final ObjectNode document;
    private final ObjectNode named;
    private final String prefix;
    private final CanonicalDataset canonical;
    private final Set<Quad> statements;

    /** Some members of the document, and the statements they make. */
    public record Part(ObjectNode document, Dataset statements) {}

    private SelectableDocument(RdfReader reader, ObjectNode document, String prefix, ObjectNode named) {
        this.reader = reader;
        this.document = document;
        this.prefix = prefix;
        this.named = named;
        Dataset dataset = unnamed(reader.read(named));
        this.canonical = Rdfc10.canonicalize(dataset, Hashes::sha256);
        this.statements = new HashSet<>(dataset.quads());
    }

    /** As {@link RdfReader#selectable} says. */
    static SelectableDocument of(ObjectNode document, Shape.Words words, RdfReader reader) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String prefix = "urn:signet:" + Base64Url.encode(random) + ":";
        List<String> lines = Rdfc10.canonicalize(reader.read(document), Hashes::sha256).lines();
        SelectableDocument selectable = new SelectableDocument(reader, document, prefix,
                new Naming(words, prefix).named(document));
        if (!selectable.canonical.lines().equals(lines)) {
            throw new NotSelectable("the document states something that is not said by one member alone");
        }
        return selectable;
    }

    /** All statements, with SHA-256 in the canonicalization. */
    public CanonicalDataset canonical() {
        return canonical;
    }

    /**
     * The members that the pointers name, and the statements that they make, blank nodes under the labels of
     * {@link #canonical}.
     *
     * @throws PointerRefused if a pointer names nothing, or less than a statement: a part of a JSON literal, for example
     */
    public Part part(Collection<JsonPointer> pointers) {
        ObjectNode selected = Selection.of(document, pointers);
        if (pointers.isEmpty()) {
            return new Part(selected, new Dataset(List.of()));
        }
        Dataset made = unnamed(reader.read(Selection.of(named, pointers)));
        if (!statements.containsAll(made.quads())) {
            throw new PointerRefused("a pointer names less than a whole statement of the document");
        }
        return new Part(selected, made);
    }

    /** Gives the nodes that were named for the while their anonymity back. */
    private Dataset unnamed(Dataset dataset) {
        return dataset.replacing(term -> switch (term) {
            case Iri(var value) when value.startsWith(prefix) -> new BlankNode("b" + value.substring(prefix.length()));
            case BlankNode _ -> throw new NotSelectable("of a document with lists or with blank nodes that have a name,"
                    + " no parts can be shown by themselves");
            default -> term;
        });
    }

    /** Gives every object that is a node and has no id one of its own. */
    private static final class Naming {

        private final Shape.Words words;
        private final String prefix;
        private int count;

        Naming(Shape.Words words, String prefix) {
            this.words = words;
            this.prefix = prefix;
        }

        ObjectNode named(ObjectNode object) {
            ObjectNode named = object.has("id") ? Json.object() : Json.object().put("id", prefix + count++);
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = member.getKey();
                boolean opaque = name.equals("@context") || words.json().contains(name) || words.maps().contains(name);
                named.set(name, opaque ? member.getValue().deepCopy() : named(member.getValue()));
            }
            return named;
        }

        private JsonNode named(JsonNode value) {
            return switch (value) {
                case ObjectNode object when !object.has("@value") -> named(object);
                case ArrayNode array -> {
                    ArrayNode items = Json.array();
                    array.forEach(item -> items.add(named(item)));
                    yield items;
                }
                default -> value.deepCopy();
            };
        }
    }
}
