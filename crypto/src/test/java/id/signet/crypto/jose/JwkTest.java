package id.signet.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;

class JwkTest {

    /** RFC 8037 appendix A.2. */
    private static final String RFC_8037 = """
                                           {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";

    /** RFC 7515 appendix A.3, without the private member. */
    private static final String RFC_7515 = """
                                           {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                                            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2"}, mode = EnumSource.Mode.EXCLUDE)
    void aKeyWrittenIsTheKeyRead(KeyType type) {
        PublicKey key = SoftwareSigningKey.generate(type).publicKey();

        assertThat(Jwk.parse(Jwk.toJson(key))).isEqualTo(key);
        assertThat(Jwk.toJson(key).propertyNames()).doesNotContain("d");
    }

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2"})
    void aKeyThatJoseDoesNotKnowHasNoJwk(KeyType type) {
        PublicKey key = SoftwareSigningKey.generate(type).publicKey();

        assertThatThrownBy(() -> Jwk.toJson(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theThumbprintIsThatOfRfc8037AppendixA3() {
        assertThat(Jwk.thumbprint(parse(RFC_8037))).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void membersThatSayNothingAboutTheKeyAreIgnored() {
        assertThat(parse(with(RFC_7515,
                "\"kid\":\"1\",\"use\":\"sig\",\"alg\":\"ES256\",\"key_ops\":[\"verify\"],\"ext\":true")))
                .isEqualTo(parse(RFC_7515));
        assertThat(parse(with(RFC_8037, "\"alg\":\"Ed25519\""))).isEqualTo(parse(with(RFC_8037, "\"alg\":\"EdDSA\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
    void J31_aPrivateMemberIsRefusedAndItsValueNeverRepeated(String member) {
        assertThatThrownBy(() -> parse(with(RFC_7515, "\"" + member + "\":\"jpsQnnGQmL-YBIffH1136cspYG6\"")))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("private")
                .message()
                .doesNotContain("jpsQnnGQmL");
        assertThatThrownBy(() -> parse(with(RFC_7515, "\"" + member + "\":null"))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"use\":\"enc\"", "\"use\":\"\"", "\"key_ops\":[\"sign\"]", "\"key_ops\":[]",
        "\"key_ops\":[\"deriveKey\",\"encrypt\"]", "\"alg\":\"ES384\"", "\"alg\":\"HS256\"",
        "\"alg\":\"ECDH-ES\"", "\"alg\":\"none\""})
    void J30_aKeyNotMeantForVerificationIsRefused(String member) {
        assertThatThrownBy(() -> parse(with(RFC_7515, member))).isInstanceOf(TokenRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"use\":1", "\"use\":null", "\"key_ops\":\"verify\"",
        "\"key_ops\":[\"verify\",\"verify\"]",
        "\"key_ops\":[1,\"verify\"]", "\"alg\":7"})
    void J30_aPurposeOfTheWrongShapeIsRefused(String member) {
        assertThatThrownBy(() -> parse(with(RFC_7515, member))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQ\"}", "{\"kty\":\"oct\"}",
        "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-87\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"AA\"}",
        "{\"kty\":\"EC\",\"crv\":\"SM2\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"EC\",\"crv\":\"brainpoolP256r1\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"EC\",\"crv\":\"p-256\",\"x\":\"AA\",\"y\":\"AA\"}"})
    void J30_aKindOfKeyOutsideTheAllowListIsRefused(String jwk) {
        assertThatThrownBy(() -> parse(jwk)).isInstanceOf(TokenRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "\"EC\"", "{\"kty\":1}", "{\"kty\":\"EC\"}", "{\"kty\":[\"EC\"]}",
        "{\"kty\":\"OKP\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"EC\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}"})
    void aKeyWithMissingOrContradictingMembersIsRefused(String jwk) {
        assertThatThrownBy(() -> parse(jwk)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0=",
        "AMfxRM0bvZt-hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt",
        "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a",
        "x/FEzRu9m36HLN/tue659LNpXW6pCyStikYjKIWI5a0", "y_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "", " "})
    void N08_aCoordinateThatIsNotCanonicalOrNotOnTheCurveIsRefused(String y) {
        assertThatThrownBy(() -> parse(RFC_7515.replace("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", y)))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "7f___________________________________________38", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURoA"})
    void N08_anEd25519PointThatIsNoGoodKeyIsRefused(String x) {
        assertThatThrownBy(() -> parse(RFC_8037.replace("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", x)))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void N08_aCoordinateOfTenKilobytesIsRefusedByItsLength() {
        assertThatThrownBy(
                () -> parse(RFC_8037.replace("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "A".repeat(10_240))))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("too long");
    }

    private static PublicKey parse(String jwk) {
        return Jwk.parse(StrictJson.parse(jwk));
    }

    private static String with(String jwk, String members) {
        ObjectNode object = StrictJson.parseObject(jwk);
        object.setAll(StrictJson.parseObject("{" + members + "}"));
        return object.toString();
    }
}
