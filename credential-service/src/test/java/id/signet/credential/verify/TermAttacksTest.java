package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.Problem;
import id.signet.credential.format.RelatedResources;
import id.signet.credential.testing.World;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A signature over JSON text says nothing of what the words mean; these attacks are on the words. */
class TermAttacksTest {

    private static final String REGISTERED = "https://signet.example/schemas/2000000/1/context";

    private int asked;
    private final Contexts contexts = Contexts.bundled().and(url -> {
        asked++;
        return url.equals(REGISTERED)
                ? Optional.of(StrictJson.parseObject(
                        """
                        {"@context":{"@protected":true,
                          "TrainingCertificate":"https://signet.example/terms#TrainingCertificate",
                          "course":"https://signet.example/terms#course"}}
                        """))
                : Optional.empty();
    });
    private final World world = new World(KeyType.ED25519, TermCheck.of(contexts)::check);

    @Test
    void aDocumentWhoseWordsAreAllDefinedVerifies() {
        var report = world.verify(world.signed(certificate(document -> {
        })));

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
    }

    @Test
    void D09_anUndefinedTermIsDataLoss() {
        for (var change : List.<Consumer<ObjectNode>>of(
                document -> document.put("role", "admin"),
                document -> document.withObject("/credentialSubject").put("role", "admin"),
                document -> document.withArray("type").add("Admin"))) {
            var failed = failed(world.verify(world.signed(certificate(change))), CheckName.STRUCTURE);
            assertThat(failed.problem()).isEqualTo(Problem.DATA_LOSS);
            assertThat(failed.code()).isEqualTo("undefined-term");
        }
    }

    @Test
    void D10_aReplacedContextIsNotWhatWasSigned() {
        var credential = world.signed(certificate(document -> {
        }));
        credential.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        assertThat(world.verify(credential).verified()).isFalse();
        var prefixed = world.signed(certificate(document -> {
        }));
        prefixed.putArray("@context").add(REGISTERED).add("https://www.w3.org/ns/credentials/v2");
        assertThat(failed(world.verify(prefixed), CheckName.STRUCTURE).problem())
                .isIn(Problem.PROOF_VERIFICATION, Problem.MALFORMED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"course\":\"https://evil.example/course\"}",
        "{\"@vocab\":\"https://evil.example/\"}",
        "{\"@base\":\"https://evil.example/\"}",
        "{\"credentialSubject\":\"https://evil.example/s\"}"
    })
    void D11_aContextWrittenIntoTheDocumentIsRefused(String inline) {
        var credential = world
                .signed(certificate(document -> document.withArray("@context").add(StrictJson.parse(inline))));

        assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.MALFORMED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"@context\":null,\"x\":1}",
        "{\"@graph\":[{\"course\":\"Crane\"}]}",
        "{\"@included\":[{\"course\":\"Crane\"}]}",
        "{\"@nest\":{\"course\":\"Crane\"}}",
        "{\"@reverse\":{\"course\":{\"id\":\"urn:x\"}}}"
    })
    void D12_keywordsThatHideStatementsAreRefused(String hidden) {
        var credential = world.signed(certificate(document -> document.withObject("/credentialSubject")
                .setAll(StrictJson.parseObject(hidden))));

        assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.MALFORMED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "file:///etc/passwd",
        "jar:file:/app.jar!/x",
        "http://169.254.169.254/latest",
        "https://unknown.example/context"
    })
    void D13_aContextThatIsNotKnownIsNotFetched(String url) {
        var credential = world.signed(certificate(document -> document.withArray("@context").add(url)));

        assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.MALFORMED_VALUE);
        assertThat(world.fetched).isZero();
    }

    @Test
    void D14_aBundledContextIsNeverAskedOfTheRegistry() {
        var poisoned = Contexts.bundled()
                .and(url -> Optional.of(StrictJson.parseObject(
                        "{\"@context\":{\"role\":\"https://evil.example/role\"}}")));
        var other = new World(KeyType.ED25519, TermCheck.of(poisoned)::check);
        var document = other.certificate();
        document.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        document.putArray("type").add("VerifiableCredential");
        document.putObject("credentialSubject").put("role", "admin");

        assertThat(failed(other.verify(other.signed(document)), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.DATA_LOSS);
        assertThat(asked).isZero();
    }

    @Test
    void D24_aResourceThatIsNotTheOneWhoseDigestWasSignedFailsTheCredential() {
        var related = new RelatedResources(contexts::bytes);
        var careful = new World(KeyType.ED25519, related.and(TermCheck.of(contexts)::check)::check);
        var digest = "sha256-" + Base64.getEncoder()
                .encodeToString(Hashes.sha256(contexts.bytes(REGISTERED).orElseThrow().toArray()));
        for (var formats : List.<Function<ObjectNode, JsonNode>>of(careful::signed,
                document -> World.issue(careful.vcJwt, careful.unsecured(document), careful.issuerKey))) {
            var good = careful.verify(formats.apply(certificate(document -> document.putArray("relatedResource")
                    .addObject()
                    .put("id", REGISTERED)
                    .put("digestSRI", digest))));
            assertThat(good.verified()).as("%s", good.checks()).isTrue();

            var failed = failed(careful.verify(formats.apply(certificate(document -> document
                    .putArray("relatedResource")
                    .addObject()
                    .put("id", REGISTERED)
                    .put("digestSRI", digest.replace(digest.substring(7, 17), "AAAAAAAAAA"))))), CheckName.STRUCTURE);
            assertThat(failed.code()).isEqualTo("related-resource-mismatch");
            assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
        assertThat(careful.fetched).isZero();
    }

    private ObjectNode certificate(Consumer<ObjectNode> change) {
        var document = world.certificate();
        document.putArray("@context").add("https://www.w3.org/ns/credentials/v2").add(REGISTERED);
        document.putObject("credentialSubject").put("id", World.HOLDER).put("course", "Forklift");
        change.accept(document);
        return document;
    }
}
