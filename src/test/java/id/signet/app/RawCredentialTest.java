package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.credential.presentation.CreatePresentation;
import id.signet.credential.presentation.CreatePresentation.Command;
import id.signet.credential.presentation.CreatePresentation.Outcome;
import id.signet.crypto.json.Json;
import id.signet.registry.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credentials and presentations handed in by themselves, each as the body of a request. */
class RawCredentialTest {

    private static final String VERIFY = "/api/v1/credentials/verify";
    private static final String AUDIENCE = "https://verifier.example";

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

    @ParameterizedTest
    @CsvSource({"data-integrity, application/vc", "vc+jwt, application/vc+jwt", "vc+cose, application/vc+cose",
        "vc+sd-jwt, application/vc+sd-jwt", "dc+sd-jwt, application/dc+sd-jwt", "vc+jwt, application/jwt",
        "data-integrity, application/ld+json", "vc+cose, application/octet-stream",
        "dc+sd-jwt, text/plain", "vc+jwt, text/plain;charset=utf-8"})
    void eachFormatIsVerifiedUnderItsMediaType(String format, String mediaType) throws IOException {
        JsonNode report = verified(body(format), mediaType);

        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        assertThat(RunningSignet.check(report, "structure").at("/evidence/format").stringValue()).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"data-integrity, application/vc+jwt", "vc+jwt, application/vc", "vc+cose, text/plain",
        "vc+sd-jwt, application/dc+sd-jwt", "dc+sd-jwt, application/vc+cose"})
    void theFormatIsToldByWhatIsThereAndNotByTheMediaType(String format, String mediaType) throws IOException {
        JsonNode report = verified(body(format), mediaType);

        assertThat(report.get("verified").booleanValue()).isTrue();
        assertThat(RunningSignet.check(report, "structure").at("/evidence/format").stringValue()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"an ordinary sentence", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJkaWQ6ZXhhbXBsZTphIn0.",
        "{\"type\":\"Invoice\",\"total\":7}", "<credential/>", "[1,2,3]", "null", "\"text\"", "PK\u0003\u0004",
        "a~b~c", "\u0000\u0001", "data:application/vc+jwt,a.b.c"})
    void whatNobodyKnowsIsNeverVerifiedWhateverItsMediaTypeSays(String text) throws IOException {
        for (String mediaType : new String[]{"application/vc", "application/vc+jwt", "application/vc+cose",
            "application/dc+sd-jwt", "application/octet-stream"}) {
            JsonNode report = verified(text.getBytes(StandardCharsets.UTF_8), mediaType);

            assertThat(report.get("verified").booleanValue()).isFalse();
            assertThat(RunningSignet.check(report, "structure").get("result").stringValue()).isEqualTo("failed");
        }
    }

    @Test
    void bytesThatAreNoMessageAreNeverVerified() throws IOException {
        byte[] message = body("vc+cose");
        byte[] untagged = Arrays.copyOfRange(message, 1, message.length);
        byte[] twice = Arrays.copyOf(message, message.length + 1);
        for (byte[] bytes : new byte[][]{untagged, twice, {(byte) 0xd2}, {(byte) 0x80}, {(byte) 0xff, (byte) 0xfe},
            {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'}}) {
            JsonNode report = verified(bytes, "application/vc+cose");
            assertThat(report.get("verified").booleanValue()).isFalse();
            assertThat(RunningSignet.check(report, "structure").get("result").stringValue()).isEqualTo("failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "{", "{\"a\":1,\"a\":2}", "{\"a\":1} {}"})
    void aBodyThatIsEmptyOrBrokenJsonIsMalformed(String text) throws IOException {
        Answer answer = post(VERIFY, text.getBytes(StandardCharsets.UTF_8), "application/vc");

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/vp+jwt", "image/png", "application/x-www-form-urlencoded",
        "vc+jwt", "application/*"})
    void anotherMediaTypeIsNotRead(String mediaType) throws IOException {
        Answer answer = post(VERIFY, body("vc+jwt"), mediaType);

        assertThat(answer.status()).as("%s", answer).isEqualTo(415);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:unsupported-media");
    }

    @Test
    void aMediaTypeSaidTwiceIsNotRead() throws IOException {
        Answer answer = signet.http()
                .post(VERIFY, body("vc+jwt"), "Content-Type: application/vc+jwt", "Content-Type: application/vc");

        assertThat(answer.status()).as("%s", answer).isEqualTo(415);
    }

    @Test
    void H03_moreThanAMebibyteIsNotRead() throws IOException {
        Answer answer = post(VERIFY, new byte[(1 << 20) + 1], "application/octet-stream");

        assertThat(answer.status()).as("%s", answer).isEqualTo(413);
    }

    @Test
    void theEndOfATextFileIsNoPartOfTheToken() throws IOException {
        byte[] token = body("vc+jwt");
        byte[] line = Arrays.copyOf(token, token.length + 1);
        line[token.length] = '\n';
        byte[] two = Arrays.copyOf(line, line.length + 1);
        two[line.length] = '\n';

        assertThat(verified(line, "application/vc+jwt").get("verified").booleanValue()).isTrue();
        assertThat(verified(two, "application/vc+jwt").get("verified").booleanValue()).isFalse();
    }

    @Test
    void aPolicyIsNamedInTheQuery() throws IOException {
        signet.post(201, "verification-policies",
                "{\"name\":\"counter\",\"policy\":{\"checks\":{\"holder-binding\":\"required\"}}}");

        Answer named = signet.http()
                .post(VERIFY + "?policy=counter", body("vc+jwt"), "Content-Type: application/vc+jwt",
                        signet.bearer());
        assertThat(named.json().at("/policy/name").stringValue()).isEqualTo("counter");
        assertThat(named.json().get("verified").booleanValue()).isFalse();
        assertThat(post(VERIFY + "?policy=counter", body("vc+jwt"), "application/vc+jwt").status())
                .as("nobody has no policies")
                .isEqualTo(400);
        assertThat(post(VERIFY + "?policy=vc-api", body("vc+jwt"), "application/vc+jwt").json()
                .at("/policy/name")
                .stringValue()).isEqualTo("vc-api");
        assertThat(post(VERIFY + "?nonce=n", body("vc+jwt"), "application/vc+jwt").status()).isEqualTo(400);
        Answer json = signet.http()
                .post(VERIFY + "?policy=default", "{\"credential\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");
        assertThat(json.status()).as("a JSON object names its policy itself").isEqualTo(400);
    }

    @Test
    void X03_theQueryIsPartOfWhatAnIdempotencyKeyStandsFor() throws IOException {
        byte[] token = body("vc+jwt");
        Answer first = signet.http()
                .post(VERIFY + "?policy=default", token, "Content-Type: application/vc+jwt", signet.bearer(),
                        "Idempotency-Key: raw-1");
        Answer again = signet.http()
                .post(VERIFY + "?policy=default", token, "Content-Type: application/vc+jwt", signet.bearer(),
                        "Idempotency-Key: raw-1");
        Answer other = signet.http()
                .post(VERIFY + "?policy=vc-api", token, "Content-Type: application/vc+jwt", signet.bearer(),
                        "Idempotency-Key: raw-1");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).as("%s", other).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vp+jwt", "vp+cose", "data-integrity"})
    void aPresentationAnswersTheNonceOfTheQuery(String format) throws IOException {
        ObjectNode document = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        document.put("type", "VerifiablePresentation").put("holder", issuer);
        document.putArray("verifiableCredential")
                .add(signet.issue(issuer, format.equals("vp+cose") ? "vc+cose" : "data-integrity").get("credential"));
        var created = (Outcome.Created) signet.part(CreatePresentation.class)
                .create(new TenantId("sandbox"), new Command(document, format, Optional.empty(), Optional.empty(),
                        Optional.of("n-" + format), Optional.of(AUDIENCE)));
        byte[] shown = bytes(created.presentation());
        String path = "/api/v1/presentations/verify?audience=https%3A%2F%2Fverifier.example&nonce=n-"
                + format.replace("+", "%2B");
        String mediaType = format.equals("data-integrity") ? "application/vp" : "application/" + format;

        Answer other = post(path + "x", shown, mediaType);
        assertThat(other.json().get("verified").booleanValue()).as("%s", other).isFalse();
        Answer good = post(path, shown, mediaType);
        assertThat(good.json().get("verified").booleanValue()).as("%s", good).isTrue();
        Answer again = post(path, shown, mediaType);
        assertThat(again.json().get("verified").booleanValue()).as("S11: a nonce is answered once").isFalse();
    }

    private static byte[] body(String format) throws IOException {
        return bytes(signet.issue(issuer, format).get("credential"));
    }

    /** An envelope around bytes is JSON's way to carry them; here they go by themselves. */
    private static byte[] bytes(JsonNode credential) {
        if (credential.isString()) {
            return credential.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        String id = credential.path("id").asString("");
        return id.startsWith("data:") && id.contains(";base64,")
                ? Base64.getDecoder().decode(id.substring(id.indexOf(',') + 1))
                : credential.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode verified(byte[] body, String mediaType) throws IOException {
        Answer answer = post(VERIFY, body, mediaType);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static Answer post(String path, byte[] body, String mediaType) throws IOException {
        return signet.http().post(path, body, "Content-Type: " + mediaType);
    }
}
