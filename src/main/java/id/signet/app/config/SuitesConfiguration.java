package id.signet.app.config;

import id.signet.credential.format.DocumentTerms;
import id.signet.credential.format.RelatedResources;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import id.signet.registry.schema.SchemaRegistry;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The profile in which the W3C's suites call a sandbox. It changes what an issuer instance may be asked to sign, and
 * nothing else; without the sandbox's profile the service does not start with it.
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
}
