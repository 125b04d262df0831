package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.ledger.note.TlogProofCodec;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** W3C DID Resolution 1.0 over HTTP: versions, fragments, services, and what the answers carry. */
class ResolutionDoorTest {

    private static final String ENVELOPE = "Accept: application/did-url-dereferencing";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String did;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.post(200, "dids/" + did + "/services", """
                                                      {"services":[{"id":"#files","type":"FileShare",
                                                        "serviceEndpoint":"https://agency.example/files/"},
                                                       {"id":"#site","type":"LinkedDomains",
                                                        "serviceEndpoint":["https://agency.example/"]}]}""");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static Answer ask(String url, String query, String... headers) throws IOException {
        String path = URLEncoder.encode(url, StandardCharsets.UTF_8);
        return signet.http().send("GET /1.0/identifiers/" + path + query, headers);
    }

    private static void assertError(Answer answer, int status, String type) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        JsonNode metadata = answer.json().path("dereferencingMetadata");
        JsonNode error = metadata.isMissingNode() ? answer.json().path("didResolutionMetadata") : metadata;
        assertThat(error.at("/error/type").stringValue()).isEqualTo(type);
    }

    // ---- documents ----

    @Test
    void anAnswerCarriesTheReceiptOfItsVersionIfItIsAskedFor() throws IOException {
        JsonNode metadata = ask(did, "?versionId=1&receipt=true").json().get("didDocumentMetadata");
        assertThat(TlogProofCodec.decode(metadata.get("receipt").stringValue()).index().value()).isPositive();
        assertThat(metadata.get("versionId").stringValue()).isEqualTo("1");
        assertThat(ask(did, "").json().get("didDocumentMetadata").has("receipt")).isFalse();
    }

    @Test
    void anAnswerThatIsKnownIsNotSentAgain() throws IOException {
        Answer first = ask(did, "?versionId=2");
        assertThat(first.header("ETag")).isNotEmpty();
        Answer again = ask(did, "?versionId=2", "If-None-Match: " + first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(ask(did, "?versionId=1", "If-None-Match: " + first.header("ETag")).status()).isEqualTo(200);
    }

    @Test
    void anOptionThatNobodyKnowsIsNotSupported() throws IOException {
        assertError(ask(did, "?hl=abc"), 501, "https://www.w3.org/ns/did#FEATURE_NOT_SUPPORTED");
        assertThat(ask(did, "?expandRelativeUrls=true").status()).isEqualTo(200);
        assertError(ask(did, "?receipt=perhaps"), 400, "https://www.w3.org/ns/did#INVALID_OPTIONS");
    }

    // ---- representations ----

    @ParameterizedTest
    @ValueSource(strings = {"application/did", "application/did+json", "application/did+ld+json"})
    void aDocumentComesUnderTheMediaTypeThatWasAskedFor(String type) throws IOException {
        Answer answer = ask(did, "", "Accept: " + type);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.json()).isEqualTo(ask(did, "").json().get("didDocument"));
        assertThat(ask(did + "#key-1", "", "Accept: " + type).header("Content-Type")).isEqualTo("application/json");

        Answer missing = ask("did:weid:sandbox:0x" + "0".repeat(40), "", "Accept: " + type);
        assertThat(missing.header("Content-Type")).isEqualTo("application/did-resolution");
        assertError(missing, 404, "https://www.w3.org/ns/did#NOT_FOUND");
    }

    @Test
    void anOlderClientReadsOfADeactivatedDidADocumentThatHoldsItsIdAlone() throws IOException {
        String ended = signet.createDid("weid", "Ed25519").get("did").stringValue();
        assertThat(signet.delete("dids/" + ended).status()).isEqualTo(200);
        Answer answer = ask(ended, "", "Accept: application/ld+json;profile=\"https://w3id.org/did-resolution\"");
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.json().get("didDocument").propertyNames()).containsExactly("@context", "id");
        assertThat(answer.json().at("/didDocument/id").stringValue()).isEqualTo(ended);
        assertThat(answer.json().at("/didDocumentMetadata/deactivated").booleanValue()).isTrue();
    }

    // ---- fragments ----

    @Test
    void aFragmentLeadsToAVerificationMethod() throws IOException {
        JsonNode envelope = ask(did + "#key-1", "", ENVELOPE).json();
        assertThat(envelope.at("/content/id").stringValue()).isEqualTo(did + "#key-1");
        assertThat(envelope.at("/contentStream/type").stringValue()).isEqualTo("Multikey");
        assertThat(envelope.at("/dereferencingMetadata/contentType").stringValue()).isEqualTo("application/did");

        Answer alone = ask(did + "#key-1", "");
        assertThat(alone.header("Content-Type")).startsWith("application/json");
        assertThat(alone.json()).isEqualTo(envelope.get("content"));
    }

    @Test
    void aFragmentLeadsToAService() throws IOException {
        assertThat(ask(did + "#site", "", ENVELOPE).json().at("/content/type").stringValue())
                .isEqualTo("LinkedDomains");
    }

    @Test
    void aFragmentThatNothingHasIsNotFound() throws IOException {
        assertError(ask(did + "#nobody", "", ENVELOPE), 404, "https://www.w3.org/ns/did#NOT_FOUND");
    }

    @Test
    void aMethodIsFoundForItsRelationshipsAlone() throws IOException {
        assertThat(ask(did + "#key-1", "?verificationRelationship=assertionMethod", ENVELOPE).status()).isEqualTo(200);
        assertError(ask(did + "#update-1", "?verificationRelationship=assertionMethod", ENVELOPE), 400,
                "https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD");
        assertError(ask(did + "#key-1", "?verificationRelationship=ownership", ENVELOPE), 400,
                "https://www.w3.org/ns/did#INVALID_OPTIONS");
    }

    @Test
    void aFragmentOfAnOlderVersionIsReadThere() throws IOException {
        assertError(ask(did + "#files", "?versionId=1", ENVELOPE), 404, "https://www.w3.org/ns/did#NOT_FOUND");
        assertThat(ask(did + "?versionId=2#files", "", ENVELOPE).status()).isEqualTo(200);
    }

    // ---- services ----

    @Test
    void aServiceIsARedirectToItsAddress() throws IOException {
        Answer answer = ask(did + "?service=files&relativeRef=" + URLEncoder.encode("2026/report.pdf?page=2",
                StandardCharsets.UTF_8), "", ENVELOPE);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("https://agency.example/files/2026/report.pdf?page=2");
        assertThat(answer.body()).isEmpty();
        assertThat(ask(did, "?serviceType=LinkedDomains").header("Location")).isEqualTo("https://agency.example/");
        assertThat(ask(did + "?service=files#page-3", "").header("Location"))
                .isEqualTo("https://agency.example/files/#page-3");
    }

    @Test
    void aServiceThatNobodyHasIsNotFound() throws IOException {
        assertError(ask(did, "?service=nothing"), 404, "https://www.w3.org/ns/did#NOT_FOUND");
        assertError(ask(did, "?service=files&serviceType=LinkedDomains"), 404, "https://www.w3.org/ns/did#NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "//evil.example/", "%2e%2e/secret", "%252e%252e%252fsecret",
        "https://evil.example/"})
    void aReferenceThatLeadsOutOfTheServiceIsRefused(String reference) throws IOException {
        assertError(ask(did, "?service=files&relativeRef=" + URLEncoder.encode(reference, StandardCharsets.UTF_8)), 400,
                "https://www.w3.org/ns/did#INVALID_DID_URL");
    }

    @Test
    void aReferenceWithoutAServiceIsNoOption() throws IOException {
        assertError(ask(did, "?relativeRef=a"), 400, "https://www.w3.org/ns/did#INVALID_OPTIONS");
    }

    @Test
    void aPathMeansNothingHere() throws IOException {
        assertError(ask(did + "/a/b", ""), 404, "https://www.w3.org/ns/did#NOT_FOUND");
    }

    @Test
    void whatIsNoDidUrlIsRefusedAsSuch() throws IOException {
        assertError(ask(did + "#<bad>", ""), 400, "https://www.w3.org/ns/did#INVALID_DID_URL");
        assertError(ask("did:weid:sandbox", ""), 400, "https://www.w3.org/ns/did#INVALID_DID");
    }
}
