package id.signet.crypto.rdf;

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
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;

/** The expanded form of a document (JSON-LD 1.1 API, section 5.1), from known contexts, without a base. */
final class Expansion {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(1);

    /** The library writes parts of documents into the log as they are; what it has to say it also answers. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("com.apicatalog");

    static {
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    private Expansion() {}

    /**
     * @throws UndefinedTerm if a member has no meaning
     * @throws MalformedInput if it is no good JSON-LD, or takes longer than a second
     */
    static JsonArray of(ObjectNode document, Contexts contexts) {
        JsonLdOptions options = new JsonLdOptions((url, _) -> load(contexts, url));
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

    private static Document load(Contexts contexts, URI url) throws JsonLdError {
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

    /** Every member, type and IRI is absolute, and nothing hides statements. */
    static void requireDefined(JsonValue value) {
        if (value instanceof JsonArray array) {
            array.forEach(Expansion::requireDefined);
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
            array.forEach(Expansion::requireIris);
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
