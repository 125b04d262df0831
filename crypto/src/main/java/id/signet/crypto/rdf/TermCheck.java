package id.signet.crypto.rdf;

import id.signet.crypto.RecentlyUsed;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/**
 * Whether every word of a JSON-LD document has a meaning: its contexts are known, each member and type is defined by
 * them, no IRI needs a base, and nothing in it says to a JSON-LD reader what the JSON does not show. Asked at issue and
 * at verification, for signatures over the JSON text too: a signed word that nobody defined is a word that readers
 * understand differently.
 *
 * <p>The question is answered by expanding the document (JSON-LD 1.1 API, section 5.1), which costs a tenth of a
 * millisecond or more; documents of one type have one shape, so the shapes that passed are remembered
 * ({@link Shape}), by which a repeated one costs microseconds. Safe for many threads.
 */
public final class TermCheck {

    private static final int SHAPES_KEPT = 10_000;

    private final Contexts contexts;
    private final boolean inlineContexts;
    private final RecentlyUsed<Bytes, Boolean> passed = new RecentlyUsed<>(SHAPES_KEPT);

    private TermCheck(Contexts contexts, boolean inlineContexts) {
        this.contexts = contexts;
        this.inlineContexts = inlineContexts;
    }

    /** A check that takes contexts by their URL only. */
    public static TermCheck of(Contexts contexts) {
        return new TermCheck(contexts, false);
    }

    /**
     * A check that also takes contexts written into the document, as the W3C's test suites do, if they define terms and
     * nothing else.
     */
    public static TermCheck allowingInlineContexts(Contexts contexts) {
        return new TermCheck(contexts, true);
    }

    /**
     * @throws UndefinedTerm if a member, a type or an IRI has no meaning by the document's contexts
     * @throws ContextRefused if a context is unknown, written into the document or against the rules, or the document
     *     uses a JSON-LD keyword that hides statements
     * @throws MalformedInput if the document is no good JSON-LD, or takes longer than a second
     */
    public void check(ObjectNode document) {
        Bytes shape = Shape.of(document, contexts, inlineContexts);
        if (passed.get(shape) == null) {
            Expansion.requireDefined(Expansion.of(document, contexts));
            passed.put(shape, true);
        }
    }

    /** How many shapes are remembered at this time. */
    int remembered() {
        return passed.size();
    }
}
