package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.cli.Ran;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a verifier found, secured as a credential, over HTTP. */
class VerificationReceiptTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;
    private static String verifier;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        issuer = signet.accreditedIssuer();
        verifier = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.accredit(verifier, "VerificationReceipt");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @ParameterizedTest
    @CsvSource({"data-integrity,", "data-integrity, eddsa-rdfc-2022", "vc+jwt,", "vc+cose,", "vc+sd-jwt,",
        "dc+sd-jwt,"})
    void aReceiptIsACredentialThatOurOwnVerifierTakesInEachFormat(String format, String suite) throws IOException {
        ObjectNode wish = wish(signet.issue(issuer, "vc+jwt").get("credential")).put("format", format);
        if (suite != null) {
            wish.put("cryptosuite", suite);
        }

        JsonNode receipt = signet.post(201, "verification-receipts", wish.toString());

        ObjectNode question = Json.object();
        question.set("credential", receipt.get("credential"));
        question.putArray("receipts").add(receipt.get("receipt"));
        question.putObject("policy").putObject("checks").put("anchor", "required").put("schema", "required");
        JsonNode report = signet.post(200, "credentials/verify", question.toString());
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        assertThat(report.at("/credential/credentialSubject/report").isMissingNode()
                ? report.at("/credential/report")
                : report.at("/credential/credentialSubject/report")).isEqualTo(receipt.get("report"));
        assertThat(receipt.at("/report/verified").booleanValue()).isTrue();
    }

    @Test
    void itNamesWhatWasShownByItsDigestAndKeepsNoClaimOfIt() throws Exception {
        JsonNode token = signet.issue(issuer, "vc+jwt").get("credential");
        JsonNode document = signet.issue(issuer, "data-integrity").get("credential");

        JsonNode ofToken = signet.post(201, "verification-receipts", wish(token).toString());
        JsonNode ofDocument = signet.post(201, "verification-receipts", wish(document).toString());

        assertThat(ofToken.at("/credential/credentialSubject/digestSRI").stringValue())
                .isEqualTo(sri(token.stringValue().getBytes(StandardCharsets.US_ASCII)));
        assertThat(ofDocument.at("/credential/credentialSubject/digestSRI").stringValue())
                .isEqualTo(sri(Jcs.canonicalize(document)));
        assertThat(ofToken.toString() + ofDocument).doesNotContain("Žofie", "Fire safety");
        assertThat(ofToken.get("report").has("credential")).isFalse();
        assertThat(ofToken.at("/report/checks").size()).isEqualTo(9);
        assertThat(ofToken.at("/credential/validFrom").isString()).isTrue();
        assertThat(ofToken.get("credential").has("credentialStatus")).isFalse();
    }

    @Test
    void aBadVerdictIsCertifiedLikeAGoodOne() throws IOException {
        JsonNode revoked = signet.issue(issuer, "vc+jwt");
        signet.changeStatus(revoked, "revocation", true);

        JsonNode receipt = signet.post(201, "verification-receipts", wish(revoked.get("credential")).toString());

        assertThat(receipt.at("/credential/credentialSubject/verified").booleanValue()).isFalse();
        assertThat(RunningSignet.check(receipt.get("report"), "status").get("code").stringValue())
                .isEqualTo("revoked");
        assertThat(signet.verify(receipt).get("verified").booleanValue()).isTrue();
        JsonNode nonsense = signet.post(201, "verification-receipts",
                "{\"issuer\":\"" + verifier + "\",\"credential\":\"no credential\"}");
        assertThat(nonsense.at("/credential/credentialSubject/verified").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt"})
    void itIsAnchoredAndCheckedOfflineLikeEveryCredential(String format) throws IOException {
        JsonNode receipt = signet.post(201, "verification-receipts",
                wish(signet.issue(issuer, "vc+jwt").get("credential")).put("format", format).toString());
        Path file = folder.resolve(format + ".receipt");
        Files.writeString(file, receipt.toString());
        String key = signet.http().send("GET /log/key").body().strip();

        Ran ran = Ran.command("log", "verify-receipt", "--key", key, file.toString());

        assertThat(ran.code()).as("%s", ran).isZero();
        assertThat(ran.out()).startsWith("VERIFIED\n");
    }

    @Test
    void aReceiptWhoseReportWasChangedIsNotVerified() throws IOException {
        JsonNode receipt = signet.post(201, "verification-receipts",
                wish(signet.issue(issuer, "vc+jwt").get("credential")).toString());
        ObjectNode changed = (ObjectNode) receipt.get("credential").deepCopy();
        ((ObjectNode) changed.at("/credentialSubject/report/checks/4")).put("result", "failed");

        JsonNode report = signet.report(changed, receipt.get("receipt"));

        assertThat(report.get("verified").booleanValue()).isFalse();
        assertThat(RunningSignet.check(report, "proof").get("result").stringValue()).isEqualTo("failed");
    }

    @Test
    void aPresentationIsCertifiedWithTheNonceItAnswered() throws IOException {
        ObjectNode presentation = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        presentation.put("type", "VerifiablePresentation");
        presentation.putArray("verifiableCredential").add(signet.issue(issuer, "data-integrity").get("credential"));
        ObjectNode wish = Json.object().put("issuer", verifier).put("nonce", "n-1");
        wish.set("presentation", presentation);

        JsonNode receipt = signet.post(201, "verification-receipts", wish.toString());

        assertThat(RunningSignet.check(receipt.get("report"), "holder-binding").get("code").stringValue())
                .isEqualTo("holder-binding-missing");
        assertThat(receipt.at("/report/credentials/0").has("credential")).isFalse();
        assertThat(receipt.toString()).doesNotContain("Fire safety");
    }

    @Test
    void X03_aRetryWithItsKeyGetsTheSameReceipt() throws IOException {
        String wish = wish(signet.issue(issuer, "vc+jwt").get("credential")).toString();

        JsonNode first = signet.post(201, "verification-receipts", wish, "Idempotency-Key: receipt-1");

        assertThat(signet.post(201, "verification-receipts", wish, "Idempotency-Key: receipt-1")).isEqualTo(first);
        Answer other = signet.send("verification-receipts", wish.replace("\"credential\"", "\"presentation\""),
                "Idempotency-Key: receipt-1");
        assertThat(other.status()).as("%s", other).isEqualTo(422);
    }

    @Test
    void aVerifierWhomNobodyAccreditedIsRefused() throws IOException {
        String unknown = signet.createDid("weid", "Ed25519").get("did").stringValue();

        Answer answer = signet.send("verification-receipts",
                wish(signet.issue(issuer, "vc+jwt").get("credential")).put("issuer", unknown).toString());

        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:issuer-not-accredited");
    }

    @Test
    void M02_theIssuerIsADidOfTheCallersOwnTenantAndTheCallerMayIssue() throws IOException {
        byte[] wish = wish(signet.issue(issuer, "vc+jwt").get("credential")).toString()
                .getBytes(StandardCharsets.UTF_8);
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");

        assertThat(post(wish, key("neighbour", "issuer")).status()).isEqualTo(403);
        assertThat(post(wish, key("sandbox", "verifier")).status()).isEqualTo(403);
        assertThat(signet.http()
                .post("/api/v1/verification-receipts", wish, "Content-Type: application/json")
                .status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"issuer\":\"V\"}",
        "{\"issuer\":\"V\",\"credential\":\"a\",\"presentation\":\"b\"}",
        "{\"issuer\":\"V\",\"credential\":\"a\",\"nonce\":\"n\"}", "{\"issuer\":\"V\",\"credential\":\"a\",\"more\":1}",
        "{\"issuer\":\"nobody\",\"credential\":\"a\"}", "{\"issuer\":\"V\",\"credential\":\"a\",\"policy\":\"none\"}"})
    void aWishThatIsNoneIsMalformed(String wish) throws IOException {
        Answer answer = signet.send("verification-receipts", wish.replace("\"V\"", "\"" + verifier + "\""));

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    }

    @Test
    void aReportThatIsTooLongForATokenIsRefusedThereAndTakenAsData() throws IOException {
        ObjectNode presentation = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        presentation.put("type", "VerifiablePresentation");
        JsonNode credential = signet.issue(issuer, "data-integrity").get("credential");
        var credentials = presentation.putArray("verifiableCredential");
        for (int i = 0; i < 12; i++) {
            credentials.add(credential);
        }
        ObjectNode wish = Json.object().put("issuer", verifier);
        wish.set("presentation", presentation);

        Answer token = signet.send("verification-receipts", wish.put("format", "vc+jwt").toString());
        assertThat(token.status()).as("%s", token).isEqualTo(422);
        assertThat(token.json().get("type").stringValue()).isEqualTo("urn:signet:problem:report-too-long");
        JsonNode data = signet.post(201, "verification-receipts", wish.put("format", "data-integrity").toString());
        assertThat(signet.verify(data).get("verified").booleanValue()).isTrue();
    }

    private static ObjectNode wish(JsonNode credential) {
        ObjectNode wish = Json.object().put("issuer", verifier);
        wish.set("credential", credential);
        return wish;
    }

    private static Answer post(byte[] wish, String key) throws IOException {
        return signet.http().post("/api/v1/verification-receipts", wish, "Content-Type: application/json", key);
    }

    private static String key(String tenant, String role) throws IOException {
        return "Authorization: Bearer " + signet.post(201, "tenants/" + tenant + "/api-keys",
                "{\"name\":\"" + role + "\",\"roles\":[\"" + role + "\"]}").get("key").stringValue();
    }

    private static String sri(byte[] bytes) throws NoSuchAlgorithmException {
        return "sha256-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
