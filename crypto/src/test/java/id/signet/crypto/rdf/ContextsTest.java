package id.signet.crypto.rdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import id.signet.crypto.OfficialVectors;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;

class ContextsTest {

    private static final String OURS = "https://signet.example/schemas/1000/1/context";

    @ParameterizedTest
    @CsvSource({"https://www.w3.org/2018/credentials/v1,vc-data-model/credentials/v1",
        "https://www.w3.org/ns/credentials/v2,vc-data-model/credentials/v2",
        "https://www.w3.org/2018/credentials/examples/v1,vc-data-model/credentials/examples/v1",
        "https://www.w3.org/ns/credentials/examples/v2,vc-data-model/credentials/examples/v2",
        "https://www.w3.org/ns/credentials/undefined-terms/v2,vc-data-model/credentials/undefined-terms/v2",
        "https://w3id.org/security/data-integrity/v1,vc-data-integrity/data-integrity/v1",
        "https://w3id.org/security/data-integrity/v2,vc-data-integrity/data-integrity/v2",
        "https://w3id.org/security/multikey/v1,vc-data-integrity/multikey/v1",
        "https://w3id.org/security/jwk/v1,vc-data-integrity/jwk/v1", "https://www.w3.org/ns/cid/v1,cid/v1.jsonld",
        "https://www.w3.org/ns/did/v1,did/v1", "https://www.w3.org/ns/did/v1.1,did/v1.1rc1"})
    void aBundledContextIsTheOneItsEditorsPublish(String url, String file) {
        byte[] published = OfficialVectors.bytes("contexts/" + file);

        assertThat(Jcs.canonicalize(Contexts.bundled().andExamples().find(url).orElseThrow()))
                .isEqualTo(Jcs.canonicalize(StrictJson.parse(published)));
    }

    /** Data Integrity 1.0 and VC Data Model 2.0 print the hashes of theirs; the others are those of the published files. */
    @ParameterizedTest
    @CsvSource({
        "https://w3id.org/security/data-integrity/v2,67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        "https://w3id.org/security/multikey/v1,ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        "https://w3id.org/security/jwk/v1,0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece",
        "https://www.w3.org/ns/cid/v1,ea216ecc1cb02cd39b693dba2250141e270ba0bf95890be107dd9a9e8e43de85",
        "https://www.w3.org/2018/credentials/v1,ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
        "https://www.w3.org/ns/credentials/v2,59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        "https://www.w3.org/ns/did/v1,4f3eae5568c9c5f036a082088f9e192019ee06faa78973c87ff91d5421b88dad"})
    void theHashesAreThoseByWhichTheContextsAreKnown(String url, String sha256) {
        assertThat(Bundle.SPECIFICATIONS.get(url)).extracting(Bundle.Pin::sha256).isEqualTo(sha256);
    }

    @Test
    void everyPinnedFileIsThereWithItsHash() {
        Contexts contexts = Contexts.bundled().andExamples();
        List<String> urls = new ArrayList<>(Bundle.SPECIFICATIONS.keySet());
        urls.addAll(Bundle.EXAMPLES.keySet());

        assertThat(urls).hasSize(16).allSatisfy(url -> assertThat(contexts.find(url)).isPresent());
    }

    @Test
    void theExamplesAreNotKnownUnlessAskedFor() {
        assertThat(Contexts.bundled().find("https://www.w3.org/ns/credentials/examples/v2")).isEmpty();
    }

    @Test
    void D14_theRegistryIsNeverAskedForABundledUrl() {
        List<String> asked = new ArrayList<>();
        Contexts contexts = Contexts.bundled().and(url -> {
            asked.add(url);
            return Optional.of(StrictJson.parseObject("{\"@context\":{\"issuer\":\"https://evil.example/issuer\"}}"));
        });

        for (String url : Bundle.SPECIFICATIONS.keySet()) {
            assertThat(contexts.find(url)).isEqualTo(Contexts.bundled().find(url));
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aRegisteredContextIsFoundAndChangesOfTheCopyDoNotReachIt() {
        Contexts contexts = Contexts.bundled()
                .and(url -> Optional.of(StrictJson.parseObject("{\"@context\":{\"a\":\"https://a.example/#a\"}}")));
        contexts.find(OURS).orElseThrow().removeAll();

        assertThat(contexts.find(OURS)).contains(
                StrictJson.parseObject("{\"@context\":{\"a\":\"https://a.example/#a\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"@vocab\":\"https://a.example/#\"}", "{\"@base\":\"https://a.example/\"}",
        "{\"@language\":\"en\"}",
        "{\"@import\":\"https://www.w3.org/ns/credentials/v2\"}", "{\"@propagate\":false}", "{\"@version\":1.0}",
        "{\"@protected\":\"yes\"}", "{\"a\":null}", "{\"a\":1}", "{\"a\":[]}", "{\"a\":\"@graph\"}", "{\"a\":\"@id\"}",
        "{\"type\":\"@id\"}", "{\"a\":\"@value\"}", "{\"a\":\"b\"}", "{\"a\":\"https ://x\"}", "{\"a\":{\"@id\":null}}",
        "{\"a\":{\"@id\":\"@nest\"}}", "{\"a\":{\"@reverse\":\"https://a.example/#a\"}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@nest\":\"b\"}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@context\":null}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@context\":\"https://evil.example/\"}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@context\":{\"@vocab\":\"https://a.example/#\"}}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@container\":\"@graph\"}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@container\":[\"@index\"]}}",
        "{\"a\":{\"@id\":\"https://a.example/#a\",\"@type\":\"word\"}}", "null", "[]", "\"https://a.example/\"",
        "[{\"a\":\"https://a.example/#a\"}]", "{\"\":\"https://a.example/#a\"}"})
    void D11_D12_aRegisteredContextThatDoesMoreThanToDefineTermsIsRefused(String context) {
        Contexts contexts = Contexts.bundled()
                .and(url -> Optional.of(StrictJson.parseObject("{\"@context\":" + context + "}")));

        assertThatThrownBy(() -> contexts.find(OURS)).isInstanceOf(ContextRefused.class);
    }

    @Test
    void aRegisteredContextWithOtherMembersIsRefused() {
        Contexts contexts = Contexts.bundled().and(url -> Optional.of(Json.object().put("a", 1)));
        assertThatThrownBy(() -> contexts.find(OURS)).isInstanceOf(ContextRefused.class);
    }
}
