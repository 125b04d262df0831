package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.WeidIdentifier;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: DIDs of SM2 keys, held here and by their controllers, and what such keys do not sign. */
class Sm2DidTest {

    /** The order of the group, GB/T 32918.5. */
    private static final BigInteger ORDER = new BigInteger(
            "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123", 16);

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    private final SigningKey mine = SoftwareSigningKey.generate(KeyType.SM2);
    private final SigningKey forUse = SoftwareSigningKey.generate(KeyType.SM2);

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String multikey(SigningKey key) {
        return Multikey.encode(key.publicKey());
    }

    private JsonNode creation() throws IOException {
        return signet.post(200, "dids/operations:prepare",
                "{\"type\":\"did.create\",\"updateKey\":\"" + multikey(mine) + "\",\"keys\":[{\"publicKeyMultibase\":\""
                        + multikey(forUse) + "\",\"relationships\":[\"assertionMethod\",\"authentication\"]}]}");
    }

    private byte[] signature(JsonNode prepared) {
        return mine.sign(Base64Url.decode(prepared.get("signedBytes").stringValue()));
    }

    private static String signed(JsonNode prepared, String algorithm, byte[] signature) {
        ObjectNode operation = prepared.get("operation").deepCopy().asObject();
        operation.putObject("proof")
                .put("verificationMethod", prepared.at("/verificationMethods/0").stringValue())
                .put("algorithm", algorithm)
                .put("signature", Base64Url.encode(signature));
        ObjectNode body = Json.object();
        body.put("type", prepared.get("type").stringValue());
        body.set("operation", operation);
        return body.toString();
    }

    private String signed(JsonNode prepared) {
        return signed(prepared, "SM2-with-SM3", signature(prepared));
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }

    @Test
    void aControllerCreatesChangesAndEndsItsDid() throws IOException {
        JsonNode created = signet.post(201, "dids/operations", signed(creation()));
        String did = created.get("did").stringValue();
        assertThat(did).isEqualTo(WeidIdentifier.of("sandbox", mine.publicKey()).did().toString());
        assertThat(created.at("/didDocument/verificationMethod/0/publicKeyMultibase").stringValue())
                .isEqualTo(multikey(mine));
        JsonNode changed = signet.post(200, "dids/operations", signed(signet.post(200, "dids/operations:prepare",
                "{\"type\":\"did.update\",\"did\":\"" + did + "\",\"services\":[]}")));
        assertThat(changed.get("versionId").stringValue()).isEqualTo("2");
        JsonNode ended = signet.post(200, "dids/operations", signed(signet.post(200, "dids/operations:prepare",
                "{\"type\":\"did.deactivate\",\"did\":\"" + did + "\"}")));
        assertThat(ended.get("deactivated").booleanValue()).isTrue();
    }

    @Test
    void J32_aSignatureThatIsNotExactlyTheControllersIsForbidden() throws IOException {
        JsonNode prepared = creation();
        byte[] good = signature(prepared);
        byte[] flipped = good.clone();
        flipped[40] ^= 1;
        BigInteger r = new BigInteger(1, good, 0, 32);
        for (byte[] wrong : List.of(flipped, pair(BigInteger.ZERO, BigInteger.ONE), pair(r, BigInteger.ZERO),
                pair(r, ORDER), pair(ORDER, r), pair(r, ORDER.subtract(r)), Arrays.copyOf(good, 63),
                Arrays.copyOf(good, 65), new byte[0])) {
            assertProblem(signet.send("dids/operations", signed(prepared, "SM2-with-SM3", wrong)), 403, "forbidden");
        }
        for (String algorithm : List.of("ES256", "ES256K", "SM2", "sm2sig_sm3", "none", "")) {
            assertProblem(signet.send("dids/operations", signed(prepared, algorithm, good)), 403, "forbidden");
        }
        ObjectNode tampered = prepared.deepCopy().asObject();
        ((ObjectNode) tampered.at("/operation/body/document")).putArray("authentication");
        assertProblem(signet.send("dids/operations", signed(tampered, "SM2-with-SM3", good)), 403, "forbidden");
        signet.post(201, "dids/operations", signed(prepared, "SM2-with-SM3", good));
    }

    @Test
    void aKeyThatIsNoPointOfTheCurveIsMalformed() throws IOException {
        for (String key : List.of(multikey(mine).substring(0, 40), multikey(mine) + "1", offTheCurve())) {
            assertProblem(signet.send("dids/operations:prepare",
                    "{\"type\":\"did.create\",\"updateKey\":\"" + key + "\"}"), 400, "malformed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void anAccreditedIssuerWithSm2KeysIssuesNoW3cCredential(String format) throws IOException {
        String did = signet.createDid("weid", "SM2").get("did").stringValue();
        signet.accredit(did, "TrainingCertificate");
        Answer refused = signet.send("credentials", RunningSignet.certificate(did, format));
        assertProblem(refused, 422, "no-fitting-key");
        assertThat(refused.json().get("detail").stringValue()).endsWith("for " + format + ".");

        signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}");
        JsonNode issued = signet.issue(did, format);
        signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"SM2\"}");
        signet.issue(did, format);
        signet.changeStatus(issued, "revocation", true);
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"SM2\",\"retire\":\"#key-2\"}"), 400,
                "malformed");
        assertThat(signet.delete("dids/" + did).status()).isEqualTo(200);
    }

    @Test
    void aHostedDidOfSm2KeysChangesItsServicesAndKeysAndEnds() throws IOException {
        for (String method : List.of("weid", "web")) {
            String did = signet.createDid(method, "SM2").get("did").stringValue();
            signet.post(200, "dids/" + did + "/services", "{\"services\":[]}");
            JsonNode rotated = signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"SM2\",\"retire\":\"#key-1\"}");
            assertThat(rotated.get("versionId").stringValue()).isEqualTo("3");
            assertThat(signet.delete("dids/" + did).status()).isEqualTo(200);
        }
    }

    @Test
    void thereIsNoDidJwkOfAnSm2Key() throws IOException {
        assertProblem(signet.send("dids", "{\"method\":\"jwk\",\"keyType\":\"SM2\"}"), 400, "malformed");
        String jwk = Base64Url.encode("{\"crv\":\"SM2\",\"kty\":\"EC\",\"x\":\"AA\",\"y\":\"AA\"}".getBytes(
                StandardCharsets.UTF_8));
        assertThat(signet.http().send("GET /1.0/identifiers/did:jwk:" + jwk).status()).isEqualTo(400);
    }

    /** The Multikey of an x that has no y. */
    private static String offTheCurve() {
        byte[] key = new byte[35];
        System.arraycopy(KeyType.SM2.multicodecHeader().toArray(), 0, key, 0, 2);
        key[2] = 2;
        for (byte x = 1; x > 0; x++) {
            key[34] = x;
            String text = Multibase.encodeBase58Btc(key);
            try {
                Multikey.decode(text);
            } catch (MalformedInput e) {
                return text;
            }
        }
        throw new AssertionError("every second x has no y");
    }

    private static byte[] pair(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        write(r, both, 32);
        write(s, both, 64);
        return both;
    }

    private static void write(BigInteger value, byte[] target, int end) {
        byte[] bytes = value.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, target, end - length, length);
    }
}
