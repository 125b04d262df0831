package id.signet.crypto.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;

class CompactTokenTest {

    private static final byte[] CLAIMS = "{\"iss\":\"did:example:1\"}".getBytes(UTF_8);

    private final SigningKey key = SoftwareSigningKey.generate(KeyType.P256);

    // --- the good way -------------------------------------------------------------------------------------------

    @Test
    void noTokenIsSignedWithSm2OrBls() {
        SigningKey sm2 = SoftwareSigningKey.generate(KeyType.SM2);
        SigningKey bls = SoftwareSigningKey.generate(KeyType.BLS12381_G2);

        assertThatThrownBy(() -> Jws.sign(Json.object(), CLAIMS, bls)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jws.sign(Json.object(), CLAIMS, sm2)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2"}, mode = EnumSource.Mode.EXCLUDE)
    void aSignedTokenIsReadAndVerifiedByItsKeyOnly(KeyType type) {
        SigningKey signer = SoftwareSigningKey.generate(type);
        ObjectNode header = Json.object().put("typ", "vc+jwt").put("cty", "vc").put("kid", "did:example:1#key-1");

        CompactToken token = CompactToken.parse(Jws.sign(header, CLAIMS, signer));

        assertThat(token.algorithm()).isEqualTo(type.algorithm());
        assertThat(token.type()).contains("vc+jwt");
        assertThat(token.contentType()).contains("vc");
        assertThat(token.keyId()).contains("did:example:1#key-1");
        assertThat(token.claims()).isEqualTo(StrictJson.parse(CLAIMS));
        assertThat(Jws.verify(token, signer.publicKey())).isTrue();
        for (KeyType other : KeyType.values()) {
            assertThat(Jws.verify(token, SoftwareSigningKey.generate(other).publicKey())).isFalse();
        }
    }

    @Test
    void theTokenOfRfc8037AppendixA4Verifies() {
        CompactToken token = CompactToken.parse("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");

        assertThat(token.payload().asUtf8()).isEqualTo("Example of Ed25519 signing");
        assertThat(Jws.verify(token,
                Jwk.parse(StrictJson
                        .parse("""
                               {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"""))))
                .isTrue();
    }

    @Test
    void theTokenOfRfc7515AppendixA3Verifies() {
        CompactToken token = CompactToken
                .parse("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                        + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
                        + "pmWQxfKTUJqPP3-Kg6NU1Q");

        assertThat(Jws.verify(token,
                Jwk.parse(StrictJson.parse("""
                                           {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                                            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""")))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"P256", "P384"})
    void anotherLibraryVerifiesWhatIsSignedHere(KeyType type) throws Exception {
        SigningKey signer = SoftwareSigningKey.generate(type);
        String token = Jws.sign(Json.object().put("typ", "JWT"), CLAIMS, signer);

        ECKey theirs = ECKey.parse(Jwk.toJson(signer.publicKey()).toString());

        assertThat(JWSObject.parse(token).verify(new ECDSAVerifier(theirs))).isTrue();
        assertThat(theirs.computeThumbprint().toString()).isEqualTo(Jwk.thumbprint(signer.publicKey()));
    }

    @Test
    void theFullySpecifiedNameOfEdDsaIsAlsoRead() {
        SigningKey signer = SoftwareSigningKey.generate(KeyType.ED25519);

        CompactToken token = CompactToken.parse(raw("{\"alg\":\"Ed25519\"}", signer));

        assertThat(Jws.verify(token, signer.publicKey())).isTrue();
    }

    @Test
    void everyByteOfATokenCounts() {
        String good = Jws.sign(Json.object().put("kid", "k"), CLAIMS, key);
        for (int i = 0; i < good.length(); i++) {
            for (char c : new char[]{'A', 'B', '_', '.', '='}) {
                if (good.charAt(i) == c) {
                    continue;
                }
                String bad = good.substring(0, i) + c + good.substring(i + 1);
                assertThat(verifies(bad)).as("character %d as %s", i, c).isFalse();
            }
        }
    }

    @Test
    void aSignerCannotBeToldAnotherAlgorithm() {
        assertThatThrownBy(() -> Jws.sign(Json.object().put("alg", "ES384"), CLAIMS, key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHeaderHandedOutIsACopy() {
        CompactToken token = CompactToken.parse(Jws.sign(Json.object().put("kid", "good"), CLAIMS, key));
        token.header().put("kid", "changed");

        assertThat(token.keyId()).contains("good");
    }

    // --- rows of the attack corpus ------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"none", "noNE", "NONE", "None", "none ", " none", "n\u043ene", "\uff4eone", "", "ES256 ",
        "es256",
        "ES256\\n", "Es256"})
    void J01_anAlgorithmThatIsNotSpelledAsInTheAllowListIsRefused(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        assertThatThrownBy(() -> CompactToken.parse(raw(header, key))).isInstanceOf(TokenRefused.class)
                .hasMessageContaining("allow-list");
        assertThatThrownBy(() -> CompactToken.parse(segment(header) + "." + segment("{}") + "."))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":[\"ES256\"]}", "{\"alg\":256}", "{\"alg\":{}}"})
    void J01_anAlgorithmThatIsMissingOrNoStringIsRefused(String header) {
        assertThatThrownBy(() -> CompactToken.parse(raw(header, key))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void J01_anEmptySignatureIsRefused() {
        assertThatThrownBy(() -> CompactToken.parse(segment("{\"alg\":\"ES256\"}") + "." + segment("{}") + "."))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("signature");
    }

    static Stream<byte[]> writingsOfAPublicKey() {
        SigningKey victim = SoftwareSigningKey.generate(KeyType.P256);
        byte[] encoded = victim.publicKey().encoded().toArray();
        return Stream.of(encoded, Jwk.toJson(victim.publicKey()).toString().getBytes(UTF_8),
                ("-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(encoded)).getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("writingsOfAPublicKey")
    void J02_aPublicKeyUsedAsHmacSecretIsRefused(byte[] secret) throws Exception {
        for (String algorithm : new String[]{"HS256", "HS384", "HS512"}) {
            String signed = segment("{\"alg\":\"" + algorithm + "\"}") + "." + segment("{}");
            String java = "HmacSHA" + algorithm.substring(2);
            Mac mac = Mac.getInstance(java);
            mac.init(new SecretKeySpec(secret, java));
            String token = signed + "." + Base64Url.encode(mac.doFinal(signed.getBytes(UTF_8)));

            assertThatThrownBy(() -> CompactToken.parse(token)).isInstanceOf(TokenRefused.class)
                    .hasMessageContaining("allow-list");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES384", "ES256K", "EdDSA", "Ed25519"})
    void J03_anAlgorithmThatIsNotTheOneOfTheKeyDoesNotVerify(String algorithm) {
        CompactToken token = CompactToken.parse(raw("{\"alg\":\"" + algorithm + "\"}", key));

        assertThat(Jws.verify(token, key.publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "RS1", "Ed448", "ESP256", "SM2", "ES256K-R", "ECDH-ES", "dir",
        "PBES2-HS256+A128KW", "RSA1_5"})
    void J03_J30_otherAlgorithmsAreNotInTheAllowList(String algorithm) {
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"" + algorithm + "\"}", key)))
                .isInstanceOf(TokenRefused.class);
    }

    @Test
    void J08_anEmbeddedKeyIsNeverTheKeyThatVerifies() {
        SigningKey attacker = SoftwareSigningKey.generate(KeyType.P256);
        ObjectNode header = Json.object();
        header.set("jwk", Jwk.toJson(attacker.publicKey()));

        CompactToken token = CompactToken.parse(Jws.sign(header, CLAIMS, attacker));

        assertThat(Jws.verify(token, key.publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"jku\":\"https://attacker.example/jwks\"", "\"x5u\":\"http://169.254.169.254/latest\"",
        "\"jku\":\"file:///etc/passwd\""})
    void J09_anAddressOfAKeyIsNeverFollowed(String member) {
        SigningKey attacker = SoftwareSigningKey.generate(KeyType.P256);
        CompactToken token = CompactToken.parse(raw("{\"alg\":\"ES256\"," + member + "}", attacker));

        assertThat(Jws.verify(token, key.publicKey())).isFalse();
    }

    @Test
    void J10_aCertificateInTheHeaderIsNeverTheKeyThatVerifies() {
        SigningKey attacker = SoftwareSigningKey.generate(KeyType.P256);
        CompactToken token = CompactToken.parse(raw("{\"alg\":\"ES256\",\"x5c\":[\"MIIBszCCAVmgAwIBAgI\"]}", attacker));

        assertThat(Jws.verify(token, key.publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "did:example:1/../../x", "' OR 1=1", "*)(uid=*", "a\\r\\nSet-Cookie: x", "a\\tb",
        "",
        "caf\u00e9", "a b", "\\u007f", "${jndi:ldap://x}", "<script>", "a\\\\b"})
    void J11_aKeyIdThatIsNoUriIsRefused(String kid) {
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", key)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("kid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:key:z6Mk#z6Mk", "#key-1", "key_1", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "did:web:a.example%3A8443:dids:1?versionId=2#k", "https://issuer.example/keys/1", "1..2"})
    void aKeyIdInUseIsRead(String kid) {
        assertThat(CompactToken.parse(raw("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", key)).keyId()).contains(kid);
    }

    @Test
    void J11_aKeyIdOfEightKilobytesIsRefused() {
        String header = "{\"alg\":\"ES256\",\"kid\":\"" + "a".repeat(8_000) + "\"}";
        assertThatThrownBy(() -> CompactToken.parse(raw(header, key))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("kid");
        assertThatThrownBy(() -> CompactToken.parse(raw(header.replace("aaa", "aaaa"), key)))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void J11_aKeyIdThatIsNoStringIsRefused() {
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"kid\":1}", key)))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"exp\"]", "[]", "[\"alg\"]", "[\"b64\"]", "\"b64\"", "null", "{}"})
    void J13_aCriticalExtensionOfAnyKindIsRefused(String crit) {
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"exp\":1,\"crit\":" + crit + "}", key)))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining("crit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true", "null"})
    void J14_anUnencodedPayloadIsRefused(String b64) {
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"b64\":" + b64 + "}", key)))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining("b64");
    }

    @Test
    void J14_aDetachedPayloadIsRefused() {
        String[] segments = Jws.sign(Json.object(), CLAIMS, key).split("\\.", -1);
        assertThatThrownBy(() -> CompactToken.parse(segments[0] + ".." + segments[2]))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("detached");
    }

    @Test
    void J15_aTokenInJsonSerializationIsRefused() {
        String[] segments = Jws.sign(Json.object(), CLAIMS, key).split("\\.", -1);
        String one = "{\"protected\":\"" + segments[0] + "\",\"signature\":\"" + segments[2] + "\"}";
        assertThatThrownBy(() -> CompactToken.parse("{\"payload\":\"" + segments[1] + "\"," + one.substring(1)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("JSON serialization");
        assertThatThrownBy(() -> CompactToken
                .parse("{\"payload\":\"" + segments[1] + "\",\"signatures\":[" + one + "," + one + "]}"))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("JSON serialization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "+", "/", " ", "\n", "\r\n", "\t", "!", "*", "\0", "\u00e9", "~", ",", "%3D"})
    void J16_aCharacterOutsideBase64UrlInAnySegmentIsRefused(String junk) {
        String[] segments = Jws.sign(Json.object(), CLAIMS, key).split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            for (String spoiled : new String[]{segments[i] + junk, junk + segments[i],
                segments[i].substring(0, 4) + junk + segments[i].substring(4)}) {
                String[] copy = segments.clone();
                copy[i] = spoiled;
                assertThatThrownBy(() -> CompactToken.parse(String.join(".", copy))).isInstanceOf(MalformedInput.class);
            }
        }
    }

    @Test
    void J16_spareBitsInASegmentAreRefused() {
        String[] segments = Jws.sign(Json.object(), CLAIMS, key).split("\\.", -1);
        assertThat(segments[2]).hasSize(86); // 64 bytes leave four spare bits
        char last = segments[2].charAt(85);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int spare = 1; spare < 16; spare++) {
            String twin = segments[2].substring(0, 85) + alphabet.charAt(alphabet.indexOf(last) + spare);
            assertThatThrownBy(() -> CompactToken.parse(segments[0] + "." + segments[1] + "." + twin))
                    .isInstanceOf(MalformedInput.class)
                    .hasMessageContaining("spare");
        }
    }

    @Test
    void J17_aNumberOfSegmentsOtherThanThreeIsRefused() {
        assertThatThrownBy(() -> CompactToken.parse(".".repeat(1 << 20))).isInstanceOf(MalformedInput.TooLarge.class);
        for (String text : new String[]{"", ".", "..", "...", ".".repeat(60_000), "YQ", "YQ.YQ", "YQ.YQ.YQ.YQ",
            "YQ.YQ.YQ.",
            ".YQ.YQ", "YQ.YQ.YQ.YQ.YQ.YQ", "a".repeat(60_000)}) {
            assertThatThrownBy(() -> CompactToken.parse(text)).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void J18_J19_anEncryptedTokenIsRefusedWhereASignedOneIsRequired() {
        String header = segment("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}");
        assertThatThrownBy(
                () -> CompactToken.parse(header + ".." + segment("iv") + "." + segment("{}") + "." + segment("t")))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("encrypted");
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"enc\":\"A256GCM\"}", key)))
                .isInstanceOf(TokenRefused.class);
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"zip\":\"DEF\"}", key)))
                .isInstanceOf(TokenRefused.class);
    }

    @Test
    void J23_aHeaderOrClaimGivenTwiceIsRefused() {
        assertThatThrownBy(() -> CompactToken.parse(raw("{\"alg\":\"ES256\",\"al\\u0067\":\"ES256\"}", key)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("twice");
        CompactToken token = CompactToken.parse(Jws.sign(Json.object(), "{\"iss\":1,\"iss\":2}".getBytes(UTF_8), key));
        assertThatThrownBy(token::claims).isInstanceOf(MalformedInput.class).hasMessageContaining("twice");
    }

    @Test
    void J24_claimsNestedFiveThousandDeepAreRefused() {
        String nested = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
        CompactToken token = CompactToken.parse(Jws.sign(Json.object(), nested.getBytes(UTF_8), key));
        assertThatThrownBy(token::claims).isInstanceOf(MalformedInput.class).hasMessageContaining("deeper");
        assertThatThrownBy(() -> CompactToken
                .parse(raw("{\"alg\":\"ES256\",\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}", key)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void J25_aTokenOver64KibOrAHeaderOver8KibIsTooLarge() {
        String large = Jws.sign(Json.object(), new byte[50_000], key);
        assertThatThrownBy(() -> CompactToken.parse(large)).isInstanceOf(MalformedInput.TooLarge.class);
        assertThat(CompactToken.parse(large, 100_000).payload().size()).isEqualTo(50_000);
        String header = "{\"alg\":\"ES256\",\"x\":\"" + "a".repeat(CompactToken.MAX_HEADER) + "\"}";
        assertThatThrownBy(() -> CompactToken.parse(raw(header, key))).isInstanceOf(MalformedInput.TooLarge.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ES256\"", "[]", "null", "{\"alg\":\"ES256\"} ,", "{\"alg\":\"ES256\",\"typ\":1}",
        "{\"alg\":\"ES256\",\"cty\":[]}", "{'alg':'ES256'}", "{\"alg\":\"ES256\"}\u0000"})
    void aHeaderThatIsNoGoodObjectIsRefused(String header) {
        assertThatThrownBy(() -> CompactToken.parse(raw(header, key))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void J04_J05_signaturesOfTheWrongShapeOrWithZerosDoNotVerify() {
        String signed = segment("{\"alg\":\"ES256\"}") + "." + segment("{}") + ".";
        byte[][] signatures = {new byte[64], new byte[63], new byte[65], Base64.getDecoder().decode("MAYCAQACAQA="),
            {1}};
        for (byte[] signature : signatures) {
            CompactToken token = CompactToken.parse(signed + Base64Url.encode(signature));
            assertThat(Jws.verify(token, key.publicKey())).isFalse();
        }
    }

    private boolean verifies(String text) {
        try {
            return Jws.verify(CompactToken.parse(text), key.publicKey());
        } catch (MalformedInput refused) {
            return false;
        }
    }

    private static String segment(String text) {
        return Base64Url.encode(text.getBytes(UTF_8));
    }

    /** A token with exactly this header, really signed by the key. */
    private static String raw(String header, SigningKey signer) {
        String input = segment(header) + "." + segment("{}");
        return input + "." + Base64Url.encode(signer.sign(input.getBytes(UTF_8)));
    }
}
