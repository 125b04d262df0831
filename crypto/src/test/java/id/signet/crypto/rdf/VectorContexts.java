package id.signet.crypto.rdf;

import java.util.Optional;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.json.Json;

/**
 * Contexts that give the words of the W3C's vectors their meaning. The originals are not among the vectors, and one is
 * written into its document as a vocabulary, which is refused here; what is signed are the statements, and those are the
 * same.
 */
public final class VectorContexts {

    private static final String CITIZENSHIP = "https://w3id.org/citizenship/v4rc1";
    private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
    private static final String WINDSURF = "https://windsurf.grotto-networking.com/selective/v1";

    private VectorContexts() {}

    public static RdfReader reader() {
        return RdfReader.of(Contexts.bundled().andExamples().and(VectorContexts::find));
    }

    /** The document with a known context in the place of a vocabulary. */
    public static ObjectNode known(ObjectNode document) {
        ObjectNode known = document.deepCopy();
        if (known.get("@context") instanceof ArrayNode contexts && contexts.get(1).has("@vocab")) {
            contexts.set(1, WINDSURF);
        }
        return known;
    }

    private static Optional<ObjectNode> find(String url) {
        return switch (url) {
            case CITIZENSHIP -> Optional.of(citizenship());
            case WINDSURF -> Optional.of(windsurf());
            default -> Optional.empty();
        };
    }

    private static ObjectNode citizenship() {
        ObjectNode terms = Json.object();
        for (String word : new String[]{"PermanentResidentCardCredential", "PermanentResidentCard",
            "PermanentResident", "EmploymentAuthorizationDocumentCredential", "EmploymentAuthorizationDocument",
            "EmployablePerson", "birthCountry", "commuterClassification", "lprCategory", "lprNumber",
            "permanentResidentCard", "employmentAuthorizationDocument"}) {
            terms.put(word, "https://w3id.org/citizenship#" + word);
        }
        for (String word : new String[]{"Person", "givenName", "familyName", "additionalName", "gender",
            "identifier"}) {
            terms.put(word, "https://schema.org/" + word);
        }
        terms.putObject("image").put("@id", "https://schema.org/image").put("@type", "@id");
        terms.putObject("birthDate").put("@id", "https://schema.org/birthDate").put("@type", DATE_TIME);
        terms.putObject("residentSince")
                .put("@id", "https://w3id.org/citizenship#residentSince")
                .put("@type", DATE_TIME);
        return context(terms);
    }

    private static ObjectNode windsurf() {
        ObjectNode terms = Json.object();
        for (String word : new String[]{"sailNumber", "sails", "size", "sailName", "year", "boards", "boardName",
            "brand"}) {
            terms.put(word, "https://windsurf.grotto-networking.com/selective#" + word);
        }
        return context(terms);
    }

    private static ObjectNode context(ObjectNode terms) {
        ObjectNode context = Json.object();
        context.set("@context", terms);
        return context;
    }
}
