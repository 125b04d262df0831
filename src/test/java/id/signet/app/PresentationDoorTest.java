package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Presentations that are made here in a holder's name, and what verifiers say to them. */
class PresentationDoorTest {

    private static final String VERIFIER = "https://verifier.example";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String holder;
    private static JsonNode credential;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        holder = signet.createDid("weid", "P-256").get("did").stringValue();
        String wish = RunningSignet.certificate(signet.accreditedIssuer(), "data-integrity");
        credential = signet.post(201, "credentials",
                wish.replace("\"subject\":{", "\"subject\":{\"id\":\"" + holder + "\",")).get("credential");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "data-integrity\",\"cryptosuite\":\"ecdsa-rdfc-2019", "vp+jwt",
        "vp+cose"})
    void whatIsMadeHereVerifiesForTheVerifierItWasMadeFor(String format) throws IOException {
        String nonce = "for " + format.replaceAll("\\W", "-");
        JsonNode presentation = made(format, nonce);

        JsonNode report = signet.post(200, "presentations/verify",
                question(presentation, nonce, VERIFIER));
        assertThat(check(report, "holder-binding").get("result").stringValue()).as("%s", report).isEqualTo("passed");
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"data-integrity, n-2, https://verifier.example", "data-integrity, n-1, https://another.example",
        "vp+jwt, n-2, https://verifier.example", "vp+jwt, n-1, https://another.example",
        "vp+cose, n-2, https://verifier.example", "vp+cose, n-1, https://another.example"})
    void itCountsForNoOtherVerifierAndNoOtherNonce(String format, String nonce, String audience) throws IOException {
        JsonNode report = signet.post(200, "presentations/verify", question(made(format, "n-1"), nonce, audience));

        assertThat(check(report, "holder-binding").get("code").stringValue())
                .isEqualTo(nonce.equals("n-1") ? "audience-mismatch" : "nonce-mismatch");
        assertThat(report.get("verified").booleanValue()).isFalse();
    }

    @Test
    void vcalmTakesChallengeAndDomainOfTheVerifier() throws IOException {
        String challenge = vcApi("/vc-api/challenges", "{}").json().get("challenge").stringValue();
        Answer created = vcApi("/vc-api/presentations", wish("challenge", challenge, "domain", VERIFIER,
                "verificationMethod", holder + "#key-1", "cryptosuite", "ecdsa-rdfc-2019"));
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        JsonNode presentation = created.json().get("verifiablePresentation");
        assertThat(presentation.at("/proof/proofPurpose").stringValue()).isEqualTo("authentication");
        assertThat(presentation.at("/proof/verificationMethod").stringValue()).isEqualTo(holder + "#key-1");

        assertThat(judged(presentation, "another", VERIFIER).status()).isEqualTo(400);
        assertThat(judged(presentation, challenge, "https://another.example").status()).isEqualTo(400);
        Answer verified = judged(presentation, challenge, VERIFIER);
        assertThat(verified.status()).as("%s", verified).isEqualTo(200);
        assertThat(judged(presentation, challenge, VERIFIER).status()).as("once only").isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"proofPurpose, assertionMethod, 400, malformed", "type, Ed25519Signature2020, 400, malformed",
        "cryptosuite, eddsa-jcs-2022, 422, no-fitting-cryptosuite",
        "verificationMethod, did:example:x#1, 422, no-fitting-key"})
    void anotherProofThanIsMadeHereIsRefused(String option, String value, int status, String problem)
            throws IOException {
        assertProblem(vcApi("/vc-api/presentations", wish(option, value)), status, problem);
    }

    @Test
    void aHolderOfAnotherTenantIsAsUnknownAsAnyStranger() throws IOException {
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
        String key = signet.post(201, "tenants/neighbour/api-keys", "{\"name\":\"desk\",\"roles\":[\"issuer\"]}")
                .get("key")
                .stringValue();
        byte[] body = wish().getBytes(StandardCharsets.UTF_8);

        assertProblem(signet.http()
                .post("/vc-api/presentations", body, "Content-Type: application/json",
                        "Authorization: Bearer " + key),
                422, "holder-not-hosted");
        assertProblem(signet.http().post("/vc-api/presentations", body, "Content-Type: application/json"), 401,
                "unauthenticated");
    }

    @Test
    void aRetryWithItsKeyGetsTheSamePresentation() throws IOException {
        Answer first = vcApi("/vc-api/presentations", wish("challenge", "n-9"), "Idempotency-Key: once");

        assertThat(vcApi("/vc-api/presentations", wish("challenge", "n-9"), "Idempotency-Key: once").json())
                .isEqualTo(first.json());
        assertProblem(vcApi("/vc-api/presentations", wish("challenge", "n-10"), "Idempotency-Key: once"), 422,
                "idempotency-mismatch");
    }

    private static JsonNode made(String format, String nonce) throws IOException {
        return signet.post(201, "presentations", "{\"presentation\":" + document() + ",\"format\":\"" + format
                + "\",\"nonce\":\"" + nonce + "\",\"audience\":\"" + VERIFIER + "\"}")
                .get("presentation");
    }

    private static String question(JsonNode presentation, String nonce, String audience) {
        ObjectNode question = Json.object().put("nonce", nonce).put("audience", audience);
        question.set("presentation", presentation);
        return question.toString();
    }

    private static Answer judged(JsonNode presentation, String challenge, String domain) throws IOException {
        ObjectNode question = Json.object();
        question.set("verifiablePresentation", presentation);
        question.putObject("options").put("challenge", challenge).put("domain", domain);
        return vcApi("/vc-api/presentations/verify", question.toString());
    }

    private static String wish(String... options) {
        ObjectNode wish = Json.object();
        wish.set("presentation", document());
        ObjectNode chosen = wish.putObject("options");
        for (int i = 0; i < options.length; i += 2) {
            chosen.put(options[i], options[i + 1]);
        }
        return wish.toString();
    }

    private static ObjectNode document() {
        ObjectNode document = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        document.put("type", "VerifiablePresentation").put("holder", holder);
        document.putArray("verifiableCredential").add(credential);
        return document;
    }

    private static Answer vcApi(String path, String body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = signet.bearer();
        all[headers.length + 1] = "Content-Type: application/json";
        return signet.http().post(path, body.getBytes(StandardCharsets.UTF_8), all);
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }
}
