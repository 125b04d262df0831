package id.signet.credential.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.MalformedCredential;
import id.signet.crypto.json.Json;
import id.signet.crypto.rdf.Contexts;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Digests of the base context, whose bytes are those whose hash the Recommendation prints (VC Data Model 2.0 §B.1). */
class RelatedResourcesTest {

    private static final String BASE = "https://www.w3.org/ns/credentials/v2";
    private static final String CANDIDATE = "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg";

    private final RelatedResources resources = new RelatedResources(Contexts.bundled()::bytes);

    @ParameterizedTest
    @CsvSource({"digestSRI, sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=",
        "digestMultibase, uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA"})
    void D24_theDigestOfTheKnownBytesIsTaken(String member, String digest) {
        assertThatCode(() -> resources.check(document(BASE, member, digest))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"digestSRI, sha256-XZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=", "digestSRI, " + CANDIDATE,
        "digestSRI, md5-1B2M2Y8AsgTpgAmY7PhCfg==", "digestSRI, ''",
        "digestMultibase, uEiBalVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA",
        "digestMultibase, uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k", "digestMultibase, notMultibase"})
    void D24_anotherDigestIsRefused(String member, String digest) {
        assertThatThrownBy(() -> resources.check(document(BASE, member, digest)))
                .isInstanceOfSatisfying(MalformedCredential.class,
                        refused -> assertThat(refused.code()).isEqualTo("related-resource-mismatch"));
    }

    @Test
    void D24_aResourceThatIsNotKnownHereIsNotFetchedAndNotJudged() {
        assertThatCode(() -> resources.check(document("https://example.org/photo.png", "digestSRI", CANDIDATE)))
                .doesNotThrowAnyException();
    }

    @Test
    void aDigestOfOtherBytesIsTakenWhereItIsNamed() {
        var lenient = new RelatedResources(Contexts.bundled()::bytes, Map.of(BASE, Set.of(CANDIDATE)));

        assertThatCode(() -> lenient.check(document(BASE, "digestSRI", CANDIDATE))).doesNotThrowAnyException();
    }

    private static ObjectNode document(String id, String member, String digest) {
        ObjectNode document = Json.object();
        document.putArray("relatedResource").addObject().put("id", id).put(member, digest);
        return document;
    }
}
