package id.signet.app.config;

import id.signet.app.api.vcapi.Submissions;
import id.signet.credential.format.DocumentTerms;
import id.signet.credential.format.RelatedResources;
import id.signet.crypto.json.Json;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import id.signet.registry.schema.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile in which the W3C's suites call a sandbox. It changes what an issuer instance may be asked to sign and
 * how two forms of context are read, and nothing else; without the sandbox's profile the service does not start with it.
 */
@Configuration(proxyBeanMethods = false)
@Profile(SuitesConfiguration.PRESENT)
public class SuitesConfiguration {

    static final String PRESENT = "w3c-suites";
    static final String ABSENT = "!" + PRESENT;

    /**
     * The suite for VC Data Model 2.0 has digests of the base context as it stood in July 2024, the second without the header
     * of a multihash.
     */
    private static final Map<String, Set<String>> CANDIDATE_RECOMMENDATION = Map.of(
            "https://www.w3.org/ns/credentials/v2",
            Set.of("sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg",
                    "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"));

    private static final String SAILING = "https://windsurf.grotto-networking.com/selective#";
    private static final List<String> SAILING_WORDS = List.of("boardName", "boards", "brand", "sailName", "sailNumber",
            "sails", "size", "year");

    /** The suites' documents bring contexts of their own, and those of the W3C's examples. */
    @Bean
    DocumentTerms submittedTerms(SchemaRegistry schemas) {
        Contexts contexts = Contexts.bundled().andExamples().and(schemas::context);
        return new RelatedResources(contexts::bytes, CANDIDATE_RECOMMENDATION)
                .and(TermCheck.allowingInlineContexts(contexts)::check);
    }

    /** Two forms of context in the suites' vectors that are read here as what they say. */
    @Bean
    Submissions vectors() {
        return submitted -> {
            if (!(submitted instanceof ObjectNode document)
                    || !(document.get("@context") instanceof ArrayNode contexts)) {
                return submitted;
            }
            ArrayNode read = Json.array();
            contexts.forEach(item -> read.add(asWritten(item)));
            ObjectNode copy = document.deepCopy();
            copy.set("@context", read);
            return copy;
        };
    }

    private static JsonNode asWritten(JsonNode context) {
        if (context.size() != 1) {
            return context;
        }
        // The suite for EdDSA: an object around a context, which is no context by JSON-LD 1.1.
        if (context.path("@context").isObject()) {
            return context.get("@context");
        }
        // The suite for ECDSA, as its specification: a vocabulary, refused here. What is signed are the statements, and
        // they are the same where the words of the race are defined one by one.
        if (context.path("@vocab").asString("").equals(SAILING)) {
            ObjectNode words = Json.object();
            SAILING_WORDS.forEach(word -> words.put(word, SAILING + word));
            return words;
        }
        return context;
    }
}
