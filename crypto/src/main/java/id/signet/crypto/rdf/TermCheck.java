package id.signet.crypto.rdf;

import id.signet.crypto.RecentlyUsed;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.JsonLdOptions.ProcessingPolicy;
import com.apicatalog.jsonld.JsonLdVersion;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
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

    private static final Duration TIME_LIMIT = Duration.ofSeconds(1);
    private static final int SHAPES_KEPT = 10_000;

    /** The library writes parts of documents into the log as they are; what it has to say it also answers. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("com.apicatalog");

    static {
        LIBRARY_LOG.setLevel(Level.OFF);
    }

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
            requireDefined(expand(document));
            passed.put(shape, true);
        }
    }

    /** How many shapes are remembered at this time. */
    int remembered() {
        return passed.size();
    }

    private JsonArray expand(ObjectNode document) {
        JsonLdOptions options = new JsonLdOptions(this::load);
        options.setProcessingMode(JsonLdVersion.V1_1);
        options.setUndefinedTermsPolicy(ProcessingPolicy.Fail);
        options.setTimeout(TIME_LIMIT);
        try {
            return JsonLd.expand(JsonDocument.of(JakartaJson.of(document))).options(options).get();
        } catch (JsonLdError e) {
            throw refusal(e);
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // The library's own faults on hostile documents are the document's fault.
            throw new MalformedInput("the document cannot be read as JSON-LD", e);
        }
    }

    private Document load(URI url, DocumentLoaderOptions options) throws JsonLdError {
        Contexts.Loaded loaded = contexts.load(url.toString());
        if (loaded == null) {
            throw new JsonLdError(JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED, "the context is not known");
        }
        return loaded.document();
    }

    private static MalformedInput refusal(JsonLdError error) {
        JsonLdErrorCode code = error.getCode();
        if (code == JsonLdErrorCode.UNDEFINED_TERM) {
            return new UndefinedTerm("a member is not defined by the contexts of the document");
        }
        if (code == JsonLdErrorCode.PROCESSING_TIMEOUT_EXCEEDED) {
            return new MalformedInput("reading the document as JSON-LD takes too long", error);
        }
        String name = String.valueOf(code);
        if (name.contains("CONTEXT") || name.contains("PROTECTED") || name.contains("TERM_DEFINITION")
                || name.contains("KEYWORD") || name.contains("IRI_MAPPING") || name.contains("LOADING")) {
            return new ContextRefused("the contexts of the document contradict each other or the rules of JSON-LD",
                    error);
        }
        return new MalformedInput("the document is no good JSON-LD", error);
    }

    // --- the expanded document ---------------------------------------------------------------------------------

    private static void requireDefined(JsonValue value) {
        if (value instanceof JsonArray array) {
            array.forEach(TermCheck::requireDefined);
        } else if (value instanceof JsonObject object) {
            if (object.containsKey("@value")) {
                requireDatatype(object.get("@type"));
                return;
            }
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                switch (member.getKey()) {
                    case "@id", "@type" -> requireIris(member.getValue());
                    case "@reverse", "@included" ->
                        throw new ContextRefused("the document uses " + member.getKey() + ", which hides statements");
                    default -> {
                        if (!member.getKey().startsWith("@") && !Iris.isAbsolute(member.getKey())) {
                            throw new UndefinedTerm("a member is not defined by the contexts of the document");
                        }
                        requireDefined(member.getValue());
                    }
                }
            }
        }
    }

    private static void requireIris(JsonValue value) {
        if (value instanceof JsonArray array) {
            array.forEach(TermCheck::requireIris);
        } else if (!(value instanceof JsonString text)
                || !(Iris.isAbsolute(text.getString()) || Iris.isBlankNode(text.getString()))) {
            throw new UndefinedTerm("a type or an IRI is not absolute by the contexts of the document");
        }
    }

    private static void requireDatatype(@Nullable JsonValue type) {
        if (type != null && !(type instanceof JsonString text
                && (text.getString().equals("@json") || Iris.isAbsolute(text.getString())))) {
            throw new UndefinedTerm("the type of a value is not defined by the contexts of the document");
        }
    }
}
