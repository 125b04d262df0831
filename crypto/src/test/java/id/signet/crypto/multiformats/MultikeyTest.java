package id.signet.crypto.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.OfficialVectors;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MultikeyTest {

    @ParameterizedTest
    @EnumSource
    void whatWasEncodedIsReadBack(KeyType type) {
        PublicKey key = SoftwareSigningKey.generate(type).publicKey();

        assertThat(Multikey.decode(Multikey.encode(key))).isEqualTo(key);
    }

    @Test
    void theFirstCharactersTellTheType() {
        assertThat(Multikey.encode(SoftwareSigningKey.generate(KeyType.ED25519).publicKey())).startsWith("z6Mk");
        assertThat(Multikey.encode(SoftwareSigningKey.generate(KeyType.P256).publicKey())).startsWith("zDn");
        assertThat(Multikey.encode(SoftwareSigningKey.generate(KeyType.P384).publicKey())).startsWith("z82L");
        assertThat(Multikey.encode(SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey())).startsWith("zQ3s");
        assertThat(Multikey.encode(SoftwareSigningKey.generate(KeyType.SM2).publicKey())).startsWith("zEP");
        assertThat(Multikey.encode(SoftwareSigningKey.generate(KeyType.BLS12381_G2).publicKey())).startsWith("zUC7");
    }

    @Test
    void theHeadersAreThoseOfTheMulticodecTable() {
        assertThat(KeyType.ED25519.multicodecHeader().hex()).isEqualTo("ed01");
        assertThat(KeyType.P256.multicodecHeader().hex()).isEqualTo("8024");
        assertThat(KeyType.P384.multicodecHeader().hex()).isEqualTo("8124");
        assertThat(KeyType.SECP256K1.multicodecHeader().hex()).isEqualTo("e701");
        assertThat(KeyType.SM2.multicodecHeader().hex()).isEqualTo("8624");
        assertThat(KeyType.BLS12381_G2.multicodecHeader().hex()).isEqualTo("eb01");
    }

    /** Controlled Identifiers 1.0, "An SM2 public key encoded as a Multikey". */
    @Test
    void theRecommendationsExampleOfSm2IsAGoodKey() {
        String example = "zEPJc1vCfbG2aoZn8f3U8ggYRL4ZFfF63ZA3qFSk81WJxnCQr";

        PublicKey key = Multikey.decode(example);

        assertThat(key.type()).isEqualTo(KeyType.SM2);
        assertThat(Multikey.encode(key)).isEqualTo(example);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519-x25519.json", "secp256k1.json"})
    void didKeyVectorsHoldTheKeyThatTheirIdNames(String file) {
        JsonNode vectors = vectors(file);
        for (var vector : vectors.properties()) {
            JsonNode pair = vector.getValue().get("verificationKeyPair");
            PublicKey key = Multikey.decode(specificId(vector.getKey()));

            if (pair.has("publicKeyBase58")) {
                assertThat(key.encoded().toArray()).as(vector.getKey())
                        .isEqualTo(Multibase.decode("z" + pair.get("publicKeyBase58").asString()));
            } else {
                assertThat(key.encoded().toArray()).as(vector.getKey()).isEqualTo(jwk(key.type(), pair));
            }
            assertThat(Multikey.encode(key)).isEqualTo(specificId(vector.getKey()));
        }
        assertThat(vectors.size()).isGreaterThan(4);
    }

    @Test
    void didKeyVectorsOfTheNistCurvesHoldTheKeyThatTheirIdNames() {
        int read = 0;
        for (var vector : vectors("nist-curves.json").properties()) {
            JsonNode method = vector.getValue().get("verificationMethod");
            JsonNode jwk = method.get("publicKeyJwk");
            PublicKey key = Multikey.decode(specificId(vector.getKey()));
            assertThat(key.encoded().toArray()).as(vector.getKey())
                    .isEqualTo(jwk == null
                            ? Multibase.decode("z" + method.get("publicKeyBase58").asString())
                            : jwk(key.type(), method));
            assertThat(Multikey.encode(key)).isEqualTo(specificId(vector.getKey()));
            read++;
        }
        assertThat(read).isEqualTo(7);
    }

    /** Of both groups, with a key for each in one identifier, and of G1 alone: those are refused. */
    @Test
    void didKeyVectorsOfBls12381AreReadWhereTheKeyIsOfG2Alone() {
        int read = 0;
        for (Map.Entry<String, JsonNode> vector : vectors("bls12381.json").properties()) {
            String multikey = specificId(vector.getKey());
            JsonNode pair = vector.getValue().get("verificationKeyPair");
            if (!pair.get("type").asString().equals("Bls12381G2Key2020")) {
                assertThatThrownBy(() -> Multikey.decode(multikey)).isInstanceOf(MalformedInput.class);
                continue;
            }
            PublicKey key = Multikey.decode(multikey);
            assertThat(key.encoded().toArray())
                    .isEqualTo(Multibase.decode("z" + pair.get("publicKeyBase58").asString()));
            assertThat(SoftwareSigningKey.ofSecret(KeyType.BLS12381_G2,
                    Multibase.decode("z" + pair.get("privateKeyBase58").asString())).publicKey()).isEqualTo(key);
            assertThat(Multikey.encode(key)).isEqualTo(multikey);
            read++;
        }
        assertThat(read).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x25519.json", "rsa.json"})
    void didKeyVectorsOfKeysThatCannotSignHereAreRefused(String file) {
        for (String did : vectors(file).propertyNames()) {
            assertThatThrownBy(() -> Multikey.decode(specificId(did))).as(did).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void N08_aHeaderOfAnotherTypeThanTheKeyIsRefused() {
        byte[] ed25519 = bytes(KeyType.ED25519);
        byte[] p256 = bytes(KeyType.P256);
        byte[] asP256 = ed25519.clone();
        System.arraycopy(KeyType.P256.multicodecHeader().toArray(), 0, asP256, 0, 2);
        byte[] asEd25519 = p256.clone();
        System.arraycopy(KeyType.ED25519.multicodecHeader().toArray(), 0, asEd25519, 0, 2);

        refused(asP256, "33 bytes after its header, not 32");
        refused(asEd25519, "32 bytes after its header, not 33");
    }

    @ParameterizedTest
    @EnumSource
    void N08_aVarintThatIsNotTheShortestIsRefused(KeyType type) {
        byte[] good = bytes(type);
        byte[] longer = new byte[good.length + 1];
        System.arraycopy(good, 0, longer, 0, 2);
        System.arraycopy(good, 2, longer, 3, good.length - 2);
        longer[1] |= (byte) 0x80;

        refused(longer, "shortest form");
    }

    @Test
    void N08_aVarintWithoutAnEndIsRefused() {
        byte[] endless = new byte[34];
        Arrays.fill(endless, (byte) 0x80);

        refused(endless, "no end");
        refused(new byte[0], "no end");
        refused(new byte[]{(byte) 0xed}, "no end");
    }

    @Test
    void N08_aTenKilobyteKeyIsRefusedBeforeItIsDecoded() {
        assertThatThrownBy(() -> Multikey.decode("z6Mk" + "2".repeat(10_240)))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }

    @ParameterizedTest
    @EnumSource
    void N08_oneByteTooFewOrTooManyIsRefused(KeyType type) {
        byte[] good = bytes(type);

        refused(Arrays.copyOf(good, good.length - 1), "after its header");
        refused(Arrays.copyOf(good, good.length + 1), "after its header");
    }

    @Test
    void N08_aSecretKeyIsNoMultikeyOfAPublicOne() {
        byte[] secret = new byte[34];
        secret[0] = (byte) 0x80;
        secret[1] = 0x26;

        refused(secret, "no supported type");
    }

    @Test
    void aMultikeyOfAnEllipticCurveIsInBase58BtcAlone() {
        byte[] good = bytes(KeyType.ED25519);

        assertThatThrownBy(() -> Multikey.decode(Multibase.encodeBase64Url(good))).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> Multikey.decode("")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void J07_aMultikeyOfTheAllZeroEd25519KeyIsRefused() {
        byte[] zero = new byte[34];
        System.arraycopy(KeyType.ED25519.multicodecHeader().toArray(), 0, zero, 0, 2);

        refused(zero, "prime order");
    }

    private static void refused(byte[] bytes, String why) {
        String text = bytes.length > 1_000 ? Multibase.encodeBase64Url(bytes) : Multibase.encodeBase58Btc(bytes);
        assertThatThrownBy(() -> Multikey.decode(text)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining(why);
    }

    private static byte[] bytes(KeyType type) {
        return Multibase.decode(Multikey.encode(SoftwareSigningKey.generate(type).publicKey()));
    }

    private static byte[] jwk(KeyType type, JsonNode method) {
        JsonNode jwk = method.get("publicKeyJwk");
        byte[] x = Base64.getUrlDecoder().decode(jwk.get("x").asString());
        return type == KeyType.ED25519
                ? x
                : EcPublicKey.of(type, x, Base64.getUrlDecoder().decode(jwk.get("y").asString())).encoded().toArray();
    }

    private static JsonNode vectors(String file) {
        return JsonMapper.shared().readTree(OfficialVectors.bytes("did-key/" + file));
    }

    private static String specificId(String did) {
        return did.substring("did:key:".length());
    }
}
