package id.signet.crypto.rdf;

import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;

/**
 * The statements of a JSON-LD document, all of them: whatever the standard would drop or merge without a word is refused,
 * because a signature over the statements would not cover it. Refused are terms without a meaning, IRIs that need a
 * base, members that are null or an empty array, values that stand twice in one array, two objects of one id, numbers
 * of more than 16 significant digits, and language tags that are none. Safe for many threads.
 */
public final class RdfReader {

    /** Objects, arrays and values of a document; each can cost the expansion some microseconds. */
    private static final int MAX_NODES = 20_000;

    private final Contexts contexts;
    private final boolean inlineContexts;

    private RdfReader(Contexts contexts, boolean inlineContexts) {
        this.contexts = contexts;
        this.inlineContexts = inlineContexts;
    }

    /** Takes contexts by their URL only. */
    public static RdfReader of(Contexts contexts) {
        return new RdfReader(contexts, false);
    }

    /** Also takes contexts written into the document, if they define terms and nothing else. */
    public static RdfReader allowingInlineContexts(Contexts contexts) {
        return new RdfReader(contexts, true);
    }

    /**
     * @throws UndefinedTerm if the statements would say less than the document
     * @throws ContextRefused if a context is unknown or against the rules, or a keyword hides statements
     * @throws MalformedInput if the document is no good JSON-LD, or takes longer than a second
     */
    public Dataset read(ObjectNode document) {
        Shape.Words words = Shape.examine(document, contexts, inlineContexts);
        new Values(words).examine(document);
        var expanded = Expansion.of(document, contexts);
        Expansion.requireDefined(expanded);
        return ToRdf.convert(expanded, what -> {
            throw new UndefinedTerm(what);
        });
    }

    /**
     * The statements of a document of which parts are to be shown.
     *
     * @throws NotSelectable if it has lists, named blank nodes or other statements that no member makes alone
     * @throws MalformedInput as {@link #read} does
     */
    public SelectableDocument selectable(ObjectNode document) {
        return SelectableDocument.of(document, Shape.examine(document, contexts, inlineContexts), this);
    }

    /** What expansion leaves no trace of. */
    private static final class Values {

        private final Shape.Words words;
        private int nodes;

        Values(Shape.Words words) {
            this.words = words;
        }

        void examine(JsonNode node) {
            count();
            if (node.isNull()) {
                throw new UndefinedTerm("a value is null, which states nothing");
            }
            if (node instanceof ObjectNode object) {
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    String name = member.getKey();
                    if (words.json().contains(name)) {
                        member.getValue().forEach(this::countAll);
                    } else if (!name.equals("@context")) {
                        if (member.getValue().isArray() && member.getValue().isEmpty()
                                && !words.lists().contains(name)) {
                            throw new UndefinedTerm("a member is an empty array, which states nothing");
                        }
                        examine(member.getValue());
                    }
                }
            } else if (node instanceof ArrayNode array) {
                array.forEach(this::examine);
            }
        }

        private void countAll(JsonNode node) {
            count();
            node.forEach(this::countAll);
        }

        private void count() {
            if (++nodes > MAX_NODES) {
                throw new MalformedInput.TooLarge("The document has more than " + MAX_NODES + " values.");
            }
        }
    }
}
