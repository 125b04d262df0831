package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.Problem;
import id.signet.credential.testing.World;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Attacks on {@code vc+jwt} and, where it reads the same tokens, on {@code dc+sd-jwt}. */
class TokenAttacksTest {

    private final World world = new World();

    @Test
    void aGoodTokenVerifiesWithAllChecksTold() {
        var report = world.verify(world.vcJwt());

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.checks()).extracting(CheckRow::name).containsExactly(CheckName.values());
        assertThat(report.credential().orElseThrow().has("iat")).isFalse();
        assertThat(world.verify(world.sdJwt("/name")).verified()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "noNE", "NONE", "none ", "\u043done", "HS256", "PBES2-HS256+A128KW", "RS256", ""})
    void J01_noAlgorithmOutsideTheAllowListVerifies(String algorithm) {
        var header = header().put("alg", algorithm);
        var withSignature = signed(header, payload());
        var noSignature = withSignature.substring(0, withSignature.lastIndexOf('.') + 1);

        assertThat(failed(world.verify(withSignature), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed(world.verify(noSignature), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
    }

    @Test
    void J02_thePublicKeyIsNoSecretOfAnHmac() throws Exception {
        var input = encode(header().put("alg", "HS256").toString()) + "." + encode(payload().toString());
        for (var secret : List.of(
                world.issuerKey.publicKey().encoded().toArray(),
                Jwk.toJson(world.issuerKey.publicKey()).toString().getBytes(StandardCharsets.UTF_8))) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var token = input + "." + Base64Url.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));

            assertThat(failed(world.verify(token), CheckName.STRUCTURE).problem())
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES384", "ES256K", "ES256"})
    void J03_theAlgorithmIsTheOneOfTheKey(String algorithm) {
        var failed = failed(world.verify(signed(header().put("alg", algorithm), payload())), CheckName.PROOF);

        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed.code()).isEqualTo("signature-invalid");
    }

    @Test
    void J04_anEcdsaSignatureOfZerosOrBeyondTheOrderFails() {
        var p256 = new World(KeyType.P256);
        var good = p256.vcJwt();
        var order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        var zeros = new byte[64];
        var rZero = signature(good);
        Arrays.fill(rZero, 0, 32, (byte) 0);
        var sBeyond = signature(good);
        System.arraycopy(unsigned(order), 0, sBeyond, 32, 32);
        for (var bad : List.of(zeros, rZero, sBeyond, Base64Url.decode("MAYCAQACAQA"))) {
            assertThat(failed(p256.verify(with(good, bad)), CheckName.PROOF).problem())
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void J05_aSignatureHasItsOneLengthAndIsNotDer() {
        var p256 = new World(KeyType.P256);
        var good = p256.vcJwt();
        var raw = signature(good);
        var der = der(raw);
        for (var bad : List.of(Arrays.copyOf(raw, 63), Arrays.copyOf(raw, 65), der)) {
            assertThat(failed(p256.verify(with(good, bad)), CheckName.PROOF).problem())
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
        assertThat(failed(world.verify(with(world.vcJwt(), new byte[63])), CheckName.PROOF).code())
                .isEqualTo("signature-invalid");
    }

    @Test
    void J06_theHighSTwinMayVerifyButHasTheSameSignedInput() {
        var p256 = new World(KeyType.P256);
        var good = p256.vcJwt();
        var raw = signature(good);
        var order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        var s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64));
        System.arraycopy(unsigned(order.subtract(s)), 0, raw, 32, 32);
        var twin = with(good, raw);

        var original = p256.formats.parse(text(good)).signatures().getFirst();
        var other = p256.formats.parse(text(twin)).signatures().getFirst();
        assertThat(other.signedInputHash()).isEqualTo(original.signedInputHash());
        assertThat(p256.verify(good).verified()).isTrue();
        assertThat(p256.verify(twin).check(CheckName.STRUCTURE).outcome()).isInstanceOf(CheckOutcome.Passed.class);
    }

    @Test
    void J07_anEd25519SignatureWithAnotherSFails() {
        var good = world.vcJwt();
        var raw = signature(good);
        var order = new BigInteger("7237005577332262213973186563042994240857116359379907606001950938285454250989");
        var s = littleEndian(Arrays.copyOfRange(raw, 32, 64)).add(order);
        System.arraycopy(littleEndian(s), 0, raw, 32, 32);

        assertThat(failed(world.verify(with(good, raw)), CheckName.PROOF).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
    }

    @Test
    void J07_aSmallOrderOrZeroKeyIsNoKey() {
        for (var x : List.of(new byte[32], one())) {
            var jwk = Json.object().put("kty", "OKP").put("crv", "Ed25519").put("x", Base64Url.encode(x));
            assertThatThrownBy(() -> VerificationPolicy.parse(pinning(jwk), Set.of()))
                    .isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void J08_aKeyInTheHeaderIsNoKey() {
        var thief = SoftwareSigningKey.generate(KeyType.ED25519);
        var header = header();
        header.set("jwk", Jwk.toJson(thief.publicKey()));

        var failed = failed(world.verify(Jws.sign(header, bytes(payload()), thief)), CheckName.PROOF);
        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void J09_aKeyUrlInTheHeaderIsNeverFollowed(String parameter) {
        var thief = SoftwareSigningKey.generate(KeyType.ED25519);
        var header = header().put(parameter, "http://169.254.169.254/latest/meta-data");

        assertThat(failed(world.verify(Jws.sign(header, bytes(payload()), thief)), CheckName.PROOF).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(world.fetched).isZero();
    }

    @Test
    void J10_aCertificateInTheHeaderIsNoKey() {
        var thief = SoftwareSigningKey.generate(KeyType.ED25519);
        var header = header();
        header.putArray("x5c").add("MIIBszCCAVmgAwIBAgIU");
        var sdHeader = sdHeader();
        sdHeader.putArray("x5c").add("MIIBszCCAVmgAwIBAgIU");

        assertThat(failed(world.verify(Jws.sign(header, bytes(payload()), thief)), CheckName.PROOF).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed(world.verify(Jws.sign(sdHeader, bytes(sdPayload()), thief) + "~"), CheckName.PROOF).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
    }

    @Test
    void J11_aKidIsAnIdentifierAndNothingElse() {
        for (var kid : List.of("../../x", "' OR 1=1", "*)(uid=*", "a\r\nb", "a b", "x".repeat(8_000))) {
            var failed = failed(world.verify(signed(header().put("kid", kid), payload())), CheckName.STRUCTURE);
            assertThat(failed.problem()).as(kid).isEqualTo(Problem.MALFORMED_VALUE);
        }
        assertThat(world.signers.asked()).isZero();
    }

    @Test
    void J12_theKeyOfAnotherDidIsNotTheIssuers() {
        var failed = failed(
                world.verify(Jws.sign(
                        header().put("alg", "ES256")
                                .put("kid", "did:key:" + multikey(world.holderKey) + "#" + multikey(world.holderKey)),
                        bytes(payload()),
                        world.holderKey)),
                CheckName.ISSUER_KEY);

        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed.code()).isEqualTo("issuer-mismatch");
    }

    @Test
    void J12_issAndIssuerSayTheSame() {
        var failed = failed(
                world.verify(signed(header(), payload().put("iss", World.HOLDER))), CheckName.STRUCTURE);

        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed.code()).isEqualTo("claim-conflict");
    }

    @Test
    void J13_anExtensionThatMustBeUnderstoodIsNotUnderstood() {
        for (var critical : List.of("[\"unknown\"]", "[]", "[\"alg\"]", "null")) {
            var header = header();
            header.set("crit", StrictJson.parse(critical));
            assertThat(failed(world.verify(signed(header, payload())), CheckName.STRUCTURE).problem())
                    .as(critical)
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void J14_anUnencodedOrDetachedPayloadIsNeverRead() {
        var header = header().put("b64", false);
        assertThat(failed(world.verify(signed(header, payload())), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        var parts = world.vcJwt().split("\\.", -1);
        assertThat(failed(world.verify(parts[0] + ".." + parts[2]), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.PARSING);
    }

    @Test
    void J15_aJwsInJsonSerializationIsNoCredential() {
        var parts = world.vcJwt().split("\\.", -1);
        var flattened = Json.object()
                .put("protected", parts[0])
                .put("payload", parts[1])
                .put("signature", parts[2]);
        var general = Json.object().put("payload", parts[1]);
        general.putArray("signatures")
                .addObject()
                .put("protected", parts[0])
                .put("signature", parts[2]);

        // Two signatures, one of them good.
        var several = general.deepCopy();
        ((ArrayNode) several.get("signatures")).addObject()
                .put("protected", parts[0])
                .put("signature", Base64Url.encode(new byte[64]));

        for (var bad : List.of(flattened, general, several)) {
            assertThat(failed(world.verify(bad), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PARSING);
        }
        assertThat(failed(world.verify(flattened.toString()), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.PARSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "/", " ", "\n", "!", "*", "\u00e9"})
    void J16_aSegmentWithAStrangeCharacterIsRefused(String strange) {
        var parts = world.vcJwt().split("\\.", -1);
        for (var i = 0; i < 3; i++) {
            for (var bad : List.of(parts[i] + strange, strange + parts[i],
                    parts[i].substring(0, 5) + strange + parts[i].substring(5))) {
                var copy = parts.clone();
                copy[i] = bad;
                assertThat(failed(world.verify(String.join(".", copy)), CheckName.STRUCTURE).problem())
                        .isEqualTo(Problem.PARSING);
            }
        }
    }

    @Test
    void J17_aTokenHasThreeSegmentsAndNotAMillion() {
        for (var bad : List.of("a.b", "a.b.c.d", "a.b.c.d.e", "a.b.c.d.e.f", "", ".", "..", "a")) {
            assertThat(failed(world.verify(bad), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PARSING);
        }
        assertThatThrownBy(() -> world.verify(".".repeat(1_000_000))).isInstanceOf(MalformedInput.TooLarge.class);
    }

    /** No door takes a JWE: a compression bomb, a costly key derivation and a key off its curve are not even looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}",
        "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A256GCM\",\"p2s\":\"AAAA\",\"p2c\":2147483647}",
        "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}}",
        "{\"alg\":\"RSA1_5\",\"enc\":\"A128CBC-HS256\"}", "{\"typ\":\"vc+jwt\",\"alg\":\"EdDSA\",\"enc\":\"A256GCM\"}"})
    void J18_J19_J20_J21_J22_anEncryptedTokenIsNeverOpened(String header) {
        var inside = Base64Url.encode(new byte[40_000]);
        var token = encode(header) + "..AAAAAAAAAAAAAAAA." + inside + ".AAAAAAAAAAAAAAAAAAAAAA";

        assertThat(failed(world.verify(token), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PARSING);
        var envelope = Json.object().put("type", "EnvelopedVerifiableCredential");
        envelope.put("@context", "https://www.w3.org/ns/credentials/v2");
        envelope.put("id", "data:application/vc+jwt," + token);
        assertThat(failed(world.verify(envelope), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PARSING);
        assertThat(world.signers.asked()).isZero();
    }

    @Test
    void J23_aMemberGivenTwiceIsNeverRead() {
        var claims = payload().toString();
        for (var twice : List.of("{\"issuer\":\"" + World.HOLDER + "\"," + claims.substring(1),
                claims.replace("\"course\":", "\"course\":\"Crane\",\"co\\u0075rse\":"))) {
            var input = encode(header().toString()) + "." + encode(twice);
            var token = input + "." + Base64Url.encode(world.issuerKey.sign(input.getBytes(StandardCharsets.US_ASCII)));
            assertThat(failed(world.verify(token), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PARSING);
        }
    }

    @Test
    void J24_claimsNestedFiveThousandDeepAreNeverRead() {
        var nested = "[".repeat(5_000) + "]".repeat(5_000);
        var claims = payload().toString();
        var input = encode(header().toString()) + "."
                + encode(claims.substring(0, claims.length() - 1) + ",\"deep\":" + nested + "}");
        var token = input + "." + Base64Url.encode(world.issuerKey.sign(input.getBytes(StandardCharsets.US_ASCII)));

        assertThat(failed(world.verify(token), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PARSING);
    }

    @Test
    void J25_aTokenBeyondTheLimitIsTooLarge() {
        var large = payload().put("name", "x".repeat(70_000));
        assertThatThrownBy(() -> world.verify(signed(header(), large))).isInstanceOf(MalformedInput.TooLarge.class);
        var header = header().put("pad", "x".repeat(9_000));
        assertThatThrownBy(() -> world.verify(signed(header, payload()))).isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void J26_noTokenPassesForAnotherKind() {
        for (var type : List.of("JWT", "vp+jwt", "kb+jwt", "dc+sd-jwt", "vc+sd-jwt", "statuslist+jwt",
                "openid4vci-proof+jwt",
                "dpop+jwt", "at+jwt", "oauth-authz-req+jwt", "VC+JWT", "application/vc+jwt")) {
            assertThat(failed(world.verify(signed(header().put("typ", type), payload())), CheckName.STRUCTURE).code())
                    .as(type)
                    .isEqualTo("typ-wrong");
            if (!type.equals("dc+sd-jwt")) {
                var token = Jws.sign(sdHeader().put("typ", type), bytes(sdPayload()), world.issuerKey) + "~";
                assertThat(failed(world.verify(token), CheckName.STRUCTURE).code()).as(type)
                        .isEqualTo(type.equals("vc+sd-jwt") ? "context-missing" : "typ-wrong");
            }
        }
        var untyped = header();
        untyped.remove("typ");
        failed(world.verify(signed(untyped, payload())), CheckName.STRUCTURE);
        failed(world.verify(signed(header().put("cty", "vp"), payload())), CheckName.STRUCTURE);
        failed(world.verify(world.vcJwt() + "~"), CheckName.STRUCTURE);
        failed(world.verify(world.sdJwt().split("~", -1)[0]), CheckName.STRUCTURE);
    }

    @Test
    void J27_anExpiredOrFutureTokenIsNotValid() {
        var now = World.NOW.getEpochSecond();
        assertThat(failed(world.verify(changed(claims -> claims.put("exp", now))), CheckName.VALIDITY_PERIOD).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed(world.verify(changed(claims -> claims.put("nbf", now + 61))), CheckName.VALIDITY_PERIOD)
                .problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed(world.verify(changed(claims -> claims.put("iat", now + 61))), CheckName.PROOF).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(world.verify(changed(claims -> claims.put("nbf", now + 60).put("iat", now + 60).put("exp", now + 1)))
                .verified())
                .isTrue();
    }

    @Test
    void J27_aDateIsAWholeNumberOfSeconds() {
        for (var name : List.of("exp", "nbf", "iat")) {
            for (var bad : List.of("\"1767225600\"", "1767225600.5", "1e300", "-1", "true", "null", "1767225600000",
                    "\"2026-01-01T00:00:00Z\"")) {
                var failed = failed(
                        world.verify(changed(claims -> claims.set(name, StrictJson.parse(bad)))), CheckName.STRUCTURE);
                assertThat(failed.problem()).as("%s %s", name, bad).isEqualTo(Problem.MALFORMED_VALUE);
            }
        }
        // 1e308 is a number that no integer literal of ours has.
        failed(world.verify(changed(claims -> claims.put("exp", 1e308))), CheckName.STRUCTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "did:weid:test:0x00000000000000000000000000000000000000a\u0430",
        "did:weid:test:0x00000000000000000000000000000000000000%61a",
        "did:weid:test:0x00000000000000000000000000000000000000aa.",
        "did:weid:test:0x00000000000000000000000000000000000000aa/",
        "did:weid:test:0x00000000000000000000000000000000000000AA"
    })
    void J29_anIssuerThatOnlyLooksTheSameIsAnother(String issuer) {
        var payload = payload().put("iss", issuer).put("issuer", issuer);

        var report = world.verify(signed(header(), payload));
        assertThat(report.verified()).isFalse();
        var first = report.checks()
                .stream()
                .filter(row -> row.outcome() instanceof CheckOutcome.Failed)
                .findFirst()
                .orElseThrow();
        assertThat(first.name()).isIn(CheckName.STRUCTURE, CheckName.ISSUER_KEY);
    }

    @Test
    void J30_aKeyThatIsNotForVerifyingIsNotTaken() {
        var good = Jwk.toJson(world.issuerKey.publicKey());
        var encryption = good.deepCopy().put("use", "enc");
        var wrongOperation = good.deepCopy();
        wrongOperation.putArray("key_ops").add("deriveKey");
        var rsa = Json.object().put("kty", "RSA").put("n", "AQAB").put("e", "AQ");
        for (var bad : List.of(encryption, wrongOperation, rsa)) {
            assertThatThrownBy(() -> VerificationPolicy.parse(pinning(bad), Set.of()))
                    .isInstanceOf(MalformedInput.class);
            var failed = failed(
                    world.verify(changed(claims -> claims.putObject("cnf").set("jwk", bad))), CheckName.STRUCTURE);
            assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void J31_aPrivateKeyIsRefusedAndNeverRepeated() {
        var secret = "cbxP1TvbhLteRSspEvwxEuFKRDHWpGmPla8ePI0cmv8";
        var jwk = Jwk.toJson(world.issuerKey.publicKey()).put("d", secret);

        assertThatThrownBy(() -> VerificationPolicy.parse(pinning(jwk), Set.of()))
                .isInstanceOf(MalformedInput.class)
                .hasMessageNotContaining(secret);
        var report = world.verify(changed(claims -> claims.putObject("cnf").set("jwk", jwk)));
        failed(report, CheckName.STRUCTURE);
        assertThat(ReportJson.of(report).toString()).doesNotContain(secret);
    }

    @Test
    void aVcOrVpClaimIsOfAnotherTime() {
        for (var claim : List.of("vc", "vp")) {
            assertThat(failed(world.verify(changed(claims -> claims.putObject(claim))), CheckName.STRUCTURE).code())
                    .isEqualTo("legacy-claim");
        }
    }

    @Test
    void aRelativeKidNeedsAnIssuer() {
        var payload = payload();
        assertThat(world.verify(signed(header().put("kid", "#assert-1"), payload)).verified()).isTrue();
        payload.remove("iss");
        assertThat(world.verify(signed(header(), payload)).verified()).isTrue();
        assertThat(failed(world.verify(signed(header().put("kid", "#assert-1"), payload)), CheckName.STRUCTURE).code())
                .isEqualTo("kid-relative");
    }

    private static ObjectNode header() {
        return Json.object().put("typ", "vc+jwt").put("cty", "vc").put("kid", World.METHOD).put("alg", "EdDSA");
    }

    private static ObjectNode sdHeader() {
        return Json.object().put("typ", "dc+sd-jwt").put("kid", World.METHOD);
    }

    private ObjectNode payload() {
        return world.certificate()
                .put("iss", World.ISSUER)
                .put("iat", World.NOW.getEpochSecond());
    }

    private static ObjectNode sdPayload() {
        return Json.object()
                .put("iss", World.ISSUER)
                .put("vct", World.VCT)
                .put("iat", World.NOW.getEpochSecond());
    }

    /** A token whose claims were changed before it was signed. */
    private String changed(Consumer<ObjectNode> change) {
        var payload = payload();
        change.accept(payload);
        return signed(header(), payload);
    }

    /** Signs whatever the header says. */
    private String signed(ObjectNode header, ObjectNode payload) {
        var input = encode(header.toString()) + "." + encode(payload.toString());
        return input + "." + Base64Url.encode(world.issuerKey.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Optional<JsonNode> pinning(ObjectNode jwk) {
        var policy = Json.object();
        policy.putObject("issuerKeys").set(World.ISSUER, jwk);
        return Optional.of(policy);
    }

    private static byte[] bytes(ObjectNode json) {
        return Bytes.utf8(json.toString()).toArray();
    }

    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] signature(String token) {
        return Base64Url.decode(token.substring(token.lastIndexOf('.') + 1));
    }

    private static String with(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + Base64Url.encode(signature);
    }

    private static String multikey(SigningKey key) {
        return Multikey.encode(key.publicKey());
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[32];
        var from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, fixed, 32 - (bytes.length - from), bytes.length - from);
        return fixed;
    }

    private static BigInteger littleEndian(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] littleEndian(BigInteger number) {
        var big = unsigned(number);
        var reversed = new byte[32];
        for (var i = 0; i < 32; i++) {
            reversed[i] = big[31 - i];
        }
        return reversed;
    }

    private static byte[] one() {
        var bytes = new byte[32];
        bytes[0] = 1;
        return bytes;
    }

    private static byte[] der(byte[] raw) {
        var r = new BigInteger(1, Arrays.copyOf(raw, 32)).toByteArray();
        var s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)).toByteArray();
        var der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (4 + r.length + s.length);
        der[2] = 2;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 2;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }
}
