package id.signet.registry.did.method;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.net.Fetched;
import id.signet.registry.testing.Registries;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignDidWebTest {

    private static final String KEY = "z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, String> published = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final DidWeb web = new DidWeb(new PublicUrl("https://signet.example"), NOTHING_LOGGED.logged,
            new LoggedWebvh(NOTHING_LOGGED.rows, new PublicUrl("https://signet.example")), (address, mediaTypes) -> {
                asked.add(address.toString());
                String body = published.get(address.toString());
                return body == null
                        ? new Fetched.Absent()
                        : new Fetched.Found(Bytes.of(body.getBytes(UTF_8)), "application/did", NOW, -1);
            });

    private static final Registries NOTHING_LOGGED = Registries.inMemory();

    private ResolutionResult resolve(String did) {
        return web.resolve(Did.parse(did), ResolutionOptions.LATEST);
    }

    private static ResolutionError refusal(ResolutionResult result) {
        return ((ResolutionResult.Refused) result).error();
    }

    @ParameterizedTest
    @CsvSource({
        "did:web:issuer.example, https://issuer.example/.well-known/did.json",
        "did:web:Issuer.example:a:b, https://issuer.example/a/b/did.json",
        "did:web:issuer.example%3A8443:a, https://issuer.example:8443/a/did.json",
        "did:web:issuer.example%3a8443, https://issuer.example:8443/.well-known/did.json",
        "did:web:issuer.example:%E7%94%A8, https://issuer.example/%E7%94%A8/did.json"})
    void theDidSaysWhereItsDocumentIs(String did, String address) {
        published.put(address, "{\"id\":\"" + did + "\"}");
        assertThat(resolve(did)).isInstanceOfSatisfying(ResolutionResult.Resolved.class, resolved -> {
            assertThat(resolved.document().id()).hasToString(did);
            assertThat(resolved.metadata().retrieved()).contains(NOW);
        });
        assertThat(asked).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:web:localhost", "did:web:127.0.0.1", "did:web:%3A%3A1", "did:web:0.0.0.0",
        "did:web:2130706433", "did:web:0177.0.0.1", "did:web:0x7f000001", "did:web:%6cocalhost",
        "did:web:127%2E0%2E0%2E1", "did:web:169.254.169.254", "did:web:a%2Flocalhost", "did:web:a.example%3A0",
        "did:web:a.example%3A99999", "did:web:a%40b.example", "did:web:a.example%3A443%3A443",
        "did:web:a.example:%2e%2e:b", "did:web:a.example:..:b", "did:web:a.example:b%2Fc", "did:web:a.example:%20b",
        "did:web:a.example:%00", "did:web:a.example:%5C", "did:web:a.example:%FF", "did:web:a.example::b"})
    void N09_N14_aDidThatNamesNoHostOnTheWebIsNoDidAndNobodyIsAsked(String did) {
        assertThat(refusal(resolve(did))).isEqualTo(ResolutionError.INVALID_DID);
        assertThat(asked).isEmpty();
    }

    @Test
    void N01_aDocumentOfAnotherDidIsRefused() {
        published.put("https://issuer.example/.well-known/did.json", "{\"id\":\"did:web:other.example\"}");
        assertThat(refusal(resolve("did:web:issuer.example"))).isEqualTo(ResolutionError.INVALID_DID_DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"id\":1}",
        "{\"id\":\"did:web:issuer.example\",\"id\":\"did:web:issuer.example\"}"})
    void whatIsNoDocumentIsRefused(String body) {
        published.put("https://issuer.example/.well-known/did.json", body);
        assertThat(refusal(resolve("did:web:issuer.example"))).isEqualTo(ResolutionError.INVALID_DID_DOCUMENT);
    }

    @Test
    void ourOwnAreReadFromTheLogAndNeverAskedFor() {
        assertThat(resolve("did:web:signet.example:dids:" + "0".repeat(32)))
                .isInstanceOf(ResolutionResult.NotFound.class);
        assertThat(asked).isEmpty();
        assertThat(web.reachesOut(Did.parse("did:web:signet.example:dids:" + "0".repeat(32)))).isFalse();
        assertThat(web.reachesOut(Did.parse("did:web:issuer.example"))).isTrue();
    }

    @Test
    void theHistoryOfAForeignDidWebIsNotKnown() {
        assertThat(refusal(web.resolve(Did.parse("did:web:issuer.example"), ResolutionOptions.atVersion("1"))))
                .isEqualTo(ResolutionError.FEATURE_NOT_SUPPORTED);
    }

    @Test
    void relativeIdsBelongToTheDocumentAndWhatBreaksARuleCountsForNothing() {
        DidDocument document = document(
                """
                {"id":"did:web:issuer.example","verificationMethod":[
                  {"id":"#good","type":"Multikey","controller":"did:web:issuer.example","publicKeyMultibase":"KEY"},
                  {"id":"#nobodys","type":"Multikey","publicKeyMultibase":"KEY"},
                  {"id":"did:web:other.example#theirs","type":"Multikey","controller":"did:web:issuer.example",
                   "publicKeyMultibase":"KEY"}],
                 "assertionMethod":["#good","#missing","did:web:other.example#theirs",7]}""");
        assertThat(document.verificationMethods()).singleElement()
                .satisfies(method -> assertThat(method.id()).hasToString("did:web:issuer.example#good"));
        assertThat(document.methods(Relationship.ASSERTION_METHOD)).hasSize(1);
        assertThat(document.json().path("verificationMethod")).hasSize(3);
    }

    @Test
    void N06_anIdThatIsGivenTwiceSpoilsTheDocument() {
        published.put("https://issuer.example/.well-known/did.json",
                """
                {"id":"did:web:issuer.example","verificationMethod":[
                  {"id":"#a","type":"Multikey","controller":"did:web:issuer.example","publicKeyMultibase":"KEY"},
                  {"id":"did:web:issuer.example#a","type":"Multikey","controller":"did:web:issuer.example",
                   "publicKeyMultibase":"KEY"}]}""".replace("KEY", KEY));
        assertThat(refusal(resolve("did:web:issuer.example"))).isEqualTo(ResolutionError.INVALID_DID_DOCUMENT);
    }

    private DidDocument document(String json) {
        published.put("https://issuer.example/.well-known/did.json", json.replace("KEY", KEY));
        return ((ResolutionResult.Resolved) resolve("did:web:issuer.example")).document();
    }
}
