package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Credentials sent over HTTP as they are, and with each of their bytes changed in turn. */
class FlippedBytesTest {

    private static final Path VECTORS = Path.of(System.getProperty("signet.vectors", "../shared/vectors"));

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        issuer = signet.accreditedIssuer();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void noByteOfWhatIsShownOfACredentialCanChange() throws Exception {
        String of = signet.createDid("weid", "P-256").get("did").stringValue();
        signet.accredit(of, "TrainingCertificate");
        JsonNode base = signet.issue(of, "data-integrity\",\"cryptosuite\":\"ecdsa-sd-2023").get("credential");
        JsonNode derived = signet.post(201, "credentials/derive", "{\"verifiableCredential\":" + base
                + ",\"selectivePointers\":[\"/credentialSubject/course\"]}").get("verifiableCredential");
        assertNoByteCanChange(derived);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "data-integrity\",\"cryptosuite\":\"eddsa-rdfc-2022", "vc+jwt",
        "dc+sd-jwt"})
    void noByteOfACredentialCanChange(String format) throws Exception {
        assertNoByteCanChange(signet.issue(issuer, format).get("credential"));
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
