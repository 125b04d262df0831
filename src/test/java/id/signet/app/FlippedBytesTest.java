package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.credential.format.weidentity.ClaimPolicy;
import id.signet.credential.format.weidentity.SelectiveDisclosure;
import id.signet.credential.presentation.CreatePresentation;
import id.signet.credential.presentation.CreatePresentation.Command;
import id.signet.credential.presentation.CreatePresentation.Outcome;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credentials sent over HTTP as they are, and with each of their bytes changed in turn. */
class FlippedBytesTest {

    private static final Path VECTORS = Path.of(System.getProperty("signet.vectors", "../shared/vectors"));

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder, "SIGNET_PREVIEW=ML-DSA-44");
        issuer = signet.accreditedIssuer();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @ParameterizedTest
    @CsvSource({"P-256, ecdsa-sd-2023", "BLS12381G2, bbs-2023"})
    void noByteOfWhatIsShownOfACredentialCanChange(String keyType, String suite) throws Exception {
        String of = keyOf(keyType);
        JsonNode base = signet.issue(of, "data-integrity\",\"cryptosuite\":\"" + suite).get("credential");
        JsonNode derived = signet.post(201, "credentials/derive", "{\"verifiableCredential\":" + base
                + ",\"selectivePointers\":[\"/credentialSubject/course\"]}").get("verifiableCredential");
        assertNoByteCanChange(derived);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "data-integrity\",\"cryptosuite\":\"eddsa-rdfc-2022", "vc+jwt",
        "vc+cose", "vc+sd-jwt", "dc+sd-jwt"})
    void noByteOfACredentialCanChange(String format) throws Exception {
        assertNoByteCanChange(signet.issue(issuer, format).get("credential"));
    }

    @ParameterizedTest
    @CsvSource({"P-256, ecdsa-jcs-2019", "P-256, ecdsa-rdfc-2019", "P-384, ecdsa-jcs-2019", "P-384, ecdsa-rdfc-2019",
        "ML-DSA-44, mldsa44-jcs-2024", "ML-DSA-44, mldsa44-rdfc-2024"})
    void noByteOfACredentialCanChangeWhateverItsKey(String keyType, String suite) throws Exception {
        assertNoByteCanChange(
                signet.issue(keyOf(keyType), "data-integrity\",\"cryptosuite\":\"" + suite).get("credential"));
    }

    @ParameterizedTest
    @CsvSource({"vc+jwt, P-256", "vc+jwt, P-384", "vc+jwt, secp256k1", "vc+jwt, ML-DSA-44",
        "vc+cose, P-256", "vc+cose, ML-DSA-44", "dc+sd-jwt, P-256"})
    void noByteOfATokenCanChangeWhateverItsKey(String format, String keyType) throws Exception {
        assertNoByteCanChange(signet.issue(keyOf(keyType), format).get("credential"));
    }

    /** Each byte as it goes over the wire by itself: the COSE message too, without base64 around it. */
    @ParameterizedTest
    @CsvSource({"vc+jwt, application/vc+jwt", "vc+cose, application/vc+cose", "vc+sd-jwt, application/vc+sd-jwt",
        "dc+sd-jwt, application/dc+sd-jwt", "data-integrity, application/vc"})
    void noByteOfACredentialByItselfCanChange(String format, String mediaType) throws Exception {
        JsonNode credential = signet.issue(issuer, format).get("credential");
        byte[] text = format.equals("vc+cose")
                ? Base64.getDecoder().decode(credential.get("id").stringValue().replaceAll(".*,", ""))
                : credential.asString(credential.toString()).getBytes(StandardCharsets.UTF_8);
        String path = "/api/v1/credentials/verify";
        Answer good = signet.http().post(path, text, "Content-Type: " + mediaType);
        assertThat(good.json().get("verified").booleanValue()).as("%s", good).isTrue();
        everyFlip(text, flipped -> {
            Answer answer = signet.http().post(path, flipped, "Content-Type: " + mediaType);
            if (answer.status() == 200) {
                assertThat(answer.json().get("verified").booleanValue()).isFalse();
                assertThat(List.of(result(answer.json(), "structure"), result(answer.json(), "proof")))
                        .contains("failed");
            } else {
                assertMalformed(answer);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"weidentity-original, secp256k1", "weidentity-lite1, secp256k1", "weidentity-original, SM2",
        "weidentity-lite1, SM2"})
    void noByteOfAPaperOfWeIdentityCanChange(String format, String keyType) throws Exception {
        assertNoByteCanChange(paper(keyOf(keyType), format));
    }

    @Test
    void noByteOfAPaperOfWeIdentityThatIsShownInPartCanChange() throws Exception {
        ObjectNode whole = (ObjectNode) paper(keyOf("secp256k1"), "weidentity-original");
        var shown = (SelectiveDisclosure.Outcome.Disclosed) SelectiveDisclosure.disclose(whole,
                new ClaimPolicy(Json.object().put("course", 1)));
        assertNoByteCanChange(shown.credential());
    }

    /** Which no issuer with a key of SM2 alone can revoke. */
    private static JsonNode paper(String of, String format) throws IOException {
        return signet.post(201, "credentials", "{\"issuer\":\"" + of + "\",\"type\":[\"TrainingCertificate\"],"
                + "\"subject\":{\"name\":\"Žofie Marsh\",\"course\":\"Fire safety\"},\"status\":[],"
                + "\"validUntil\":\"2099-01-01T00:00:00Z\",\"format\":\"" + format + "\"}").get("credential");
    }

    @Test
    void noByteOfAnOlderProofCanChange() throws Exception {
        JsonNode instance = signet.post(201, "vc-api/instances", "{\"issuer\":\"" + issuer
                + "\",\"cryptosuite\":\"Ed25519Signature2020\",\"status\":[],\"unregisteredTypes\":true}");
        ObjectNode document = Json.object();
        document.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        document.putArray("type").add("VerifiableCredential");
        document.put("issuer", issuer).put("id", "urn:uuid:older");
        document.putObject("credentialSubject").put("id", "urn:uuid:subject");
        Answer issued = signet.http()
                .post(instance.get("path").stringValue() + "/credentials/issue",
                        ("{\"credential\":" + document + "}").getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json", signet.bearer());
        byte[] text = issued.json()
                .get("verifiableCredential")
                .toString()
                .getBytes(StandardCharsets.UTF_8);

        Answer good = ask("/vc-api/credentials/verify", "{\"verifiableCredential\":", text);
        assertThat(good.status()).as("%s", good).isEqualTo(200);
        everyFlip(text, flipped -> {
            Answer answer = ask("/vc-api/credentials/verify", "{\"verifiableCredential\":", flipped);
            assertThat(answer.status()).isEqualTo(400);
        });
    }

    @Test
    void noByteOfAPaperOfAnOlderSuiteCanChange() throws Exception {
        byte[] text = StrictJson.parseObject(OlderPapersTest.PAPER).toString().getBytes(StandardCharsets.UTF_8);

        Answer good = ask("/vc-api/credentials/verify", "{\"verifiableCredential\":", text);
        assertThat(good.status()).as("%s", good).isEqualTo(200);
        everyFlip(text, flipped -> {
            Answer answer = ask("/vc-api/credentials/verify", "{\"verifiableCredential\":", flipped);
            assertThat(answer.status()).isEqualTo(400);
        });
    }

    /** An accredited issuer whose assertions a key of this type signs. */
    private static String keyOf(String keyType) throws IOException {
        // Some keys sign papers and no operations.
        boolean papersAlone = Set.of("BLS12381G2", "ML-DSA-44").contains(keyType);
        String did = signet.createDid("weid", papersAlone ? "Ed25519" : keyType).get("did").stringValue();
        if (papersAlone) {
            signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"" + keyType + "\"}");
        }
        signet.accredit(did, "TrainingCertificate");
        return did;
    }

    private static void assertNoByteCanChange(JsonNode credential) throws IOException {
        assertThat(signet.report(credential).get("verified").booleanValue()).isTrue();
        byte[] text = credential.toString().getBytes(StandardCharsets.UTF_8);
        everyFlip(text, flipped -> {
            Answer answer = ask("/api/v1/credentials/verify", "{\"credential\":", flipped);
            if (isJson(flipped)) {
                assertThat(answer.status()).isEqualTo(200);
                JsonNode report = answer.json();
                assertThat(report.get("verified").booleanValue()).isFalse();
                assertThat(report.has("credential")).isFalse();
                assertThat(List.of(result(report, "structure"), result(report, "proof"))).contains("failed");
            } else {
                assertMalformed(answer);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
        "w3c-vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json",
        "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json"})
    void theVectorsOfTheW3cVerifyAndNoByteOfThemCanChange(String file) throws Exception {
        assumeTrue(Files.isDirectory(VECTORS), "the official vectors are absent: no folder " + VECTORS);
        // Without the spaces between members, of which a change is none.
        byte[] text = StrictJson.parse(Files.readAllBytes(VECTORS.resolve(file)))
                .toString()
                .getBytes(StandardCharsets.UTF_8);

        Answer good = ask("/vc-api/credentials/verify", "{\"verifiableCredential\":", text);
        assertThat(good.status()).as("%s", good).isEqualTo(200);
        assertThat(good.json().get("verified").booleanValue()).isTrue();
        JsonNode report = signet.post(200, "credentials/verify",
                "{\"policy\":\"vc-api\",\"credential\":" + new String(text, StandardCharsets.UTF_8) + "}");
        assertThat(report.get("verified").booleanValue()).isTrue();
        assertThat(check(report, "proof").get("result").stringValue()).isEqualTo("passed");

        everyFlip(text, flipped -> {
            Answer answer = ask("/vc-api/credentials/verify", "{\"verifiableCredential\":", flipped);
            if (isJson(flipped)) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.json().get("verified").booleanValue()).isFalse();
                assertThat(errors(answer.json())).isSubsetOf("structure", "proof").isNotEmpty();
            } else {
                assertMalformed(answer);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"vp+cose", "vp+jwt"})
    void noByteOfAPresentationCanChange(String format) throws Exception {
        ObjectNode document = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        document.put("type", "VerifiablePresentation").put("holder", issuer);
        document.putArray("verifiableCredential").add(signet.issue(issuer, "vc+cose").get("credential"));
        var created = (Outcome.Created) signet.part(CreatePresentation.class)
                .create(new TenantId("sandbox"), new Command(document, format, Optional.empty(), Optional.empty(),
                        Optional.of("n-" + format), Optional.of("https://verifier.example")));
        byte[] text = created.presentation().toString().getBytes(StandardCharsets.UTF_8);
        String before = "{\"nonce\":\"n-" + format
                + "\",\"audience\":\"https://verifier.example\",\"presentation\":";

        Answer good = ask("/api/v1/presentations/verify", before, text);
        assertThat(good.json().get("verified").booleanValue()).as("%s", good).isTrue();
        everyFlip(text, flipped -> {
            Answer answer = ask("/api/v1/presentations/verify", before, flipped);
            if (isJson(flipped)) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json().get("verified").booleanValue()).isFalse();
                assertThat(List.of(result(answer.json(), "structure"), result(answer.json(), "proof")))
                        .contains("failed");
            } else {
                assertMalformed(answer);
            }
        });
    }

    private interface Judge {
        void judge(byte[] flipped) throws IOException;
    }

    /** Changes one bit of each byte, from byte to byte another one of those that leave ASCII to be ASCII. */
    private static void everyFlip(byte[] text, Judge judge) {
        IntStream.range(0, text.length).parallel().forEach(place -> {
            byte[] flipped = text.clone();
            flipped[place] ^= (byte) (1 << place % 7);
            try {
                judge.judge(flipped);
            } catch (AssertionError | IOException e) {
                throw new AssertionError("byte " + place + " of " + new String(text, StandardCharsets.UTF_8)
                        + " changed to " + new String(flipped, StandardCharsets.UTF_8), e);
            }
        });
    }

    private static Answer ask(String path, String before, byte[] credential) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(credential);
        body.write('}');
        return signet.http().post(path, body.toByteArray(), "Content-Type: application/json");
    }

    private static boolean isJson(byte[] text) {
        try {
            StrictJson.parse(text);
            return true;
        } catch (MalformedInput e) {
            return false;
        }
    }

    private static void assertMalformed(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:malformed");
    }

    private static String result(JsonNode report, String check) {
        return check(report, check).get("result").stringValue();
    }

    private static List<String> errors(JsonNode answer) {
        return answer.get("problemDetails")
                .valueStream()
                .filter(detail -> detail.get("severity").stringValue().equals("error"))
                .map(detail -> detail.get("check").stringValue())
                .toList();
    }
}
