package id.signet.app.config;

import id.signet.app.api.vcapi.Submissions;
import id.signet.credential.format.DocumentTerms;
import id.signet.credential.format.RelatedResources;
import id.signet.crypto.json.Json;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import id.signet.registry.schema.SchemaRegistry;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile in which the W3C's suites call a sandbox. It changes what an issuer instance may be asked to sign and
 * how one form of context is read, and nothing else; without the sandbox's profile the service does not start with it.
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

    /** The suites' documents bring contexts of their own, and those of the W3C's examples. */
    @Bean
    DocumentTerms submittedTerms(SchemaRegistry schemas) {
        Contexts contexts = Contexts.bundled().andExamples().and(schemas::context);
        return new RelatedResources(contexts::bytes, CANDIDATE_RECOMMENDATION)
                .and(TermCheck.allowingInlineContexts(contexts)::check);
    }

    /**
     * The suite for EdDSA has documents with {@code {"@context": {...}}} as an item of their {@code @context}, which is no
     * context by JSON-LD 1.1; what was signed is what its inner part says.
     */
    @Bean
    Submissions unwrappedContexts() {
        return submitted -> {
            if (!(submitted instanceof ObjectNode document)
                    || !(document.get("@context") instanceof ArrayNode contexts)) {
                return submitted;
            }
            ArrayNode unwrapped = Json.array();
            contexts.forEach(item -> unwrapped.add(item.size() == 1 && item.path("@context").isObject()
                    ? item.get("@context")
                    : item));
            ObjectNode copy = document.deepCopy();
            copy.set("@context", unwrapped);
            return copy;
        };
    }
}
