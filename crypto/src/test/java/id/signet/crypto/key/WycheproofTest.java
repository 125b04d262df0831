package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import id.signet.crypto.Bytes;
import id.signet.crypto.OfficialVectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Project Wycheproof's signature vectors, by every provider of this machine. */
class WycheproofTest {

    private static final Set<KeyType> WITH_VECTORS = EnumSet.of(KeyType.ED25519, KeyType.P256, KeyType.P384,
            KeyType.SECP256K1);

    static Stream<Arguments> files() {
        return Stream.of(KeyType.values())
                .filter(type -> WITH_VECTORS.contains(type))
                .flatMap(type -> ProvidersUnderTest.of(type)
                        .stream()
                        .map(
                                provider -> Arguments.argumentSet(file(type) + " by " + provider.description(), type,
                                        provider)));
    }

    private static String file(KeyType type) {
        return switch (type) {
            case ED25519 -> "ed25519_test.json";
            case P256 -> "ecdsa_secp256r1_sha256_p1363_test.json";
            case P384 -> "ecdsa_secp384r1_sha384_p1363_test.json";
            case SECP256K1 -> "ecdsa_secp256k1_sha256_p1363_test.json";
            case P521, SM2, BLS12381_G2, ML_DSA_44 ->
                throw new IllegalArgumentException("no vectors of " + type.curve() + " here");
        };
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVectorGetsTheExpectedAnswer(KeyType type, SignatureProvider provider) {
        JsonNode vectors = JsonMapper.shared().readTree(OfficialVectors.bytes("wycheproof/" + file(type)));
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (JsonNode group : vectors.get("testGroups")) {
            PublicKey key = key(type, group.get("publicKey"));
            for (JsonNode test : group.get("tests")) {
                boolean verified = Signatures.verify(provider, key, hex(test.get("msg")), hex(test.get("sig")));
                if (verified != test.get("result").asString().equals("valid")) {
                    wrong.add(test.get("tcId") + " " + test.get("comment"));
                }
                count++;
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(vectors.get("numberOfTests").asInt());
    }

    private static PublicKey key(KeyType type, JsonNode key) {
        if (type == KeyType.ED25519) {
            return new Ed25519PublicKey(Bytes.of(hex(key.get("pk"))));
        }
        byte[] sec1 = hex(key.get("uncompressed"));
        byte[] point = new byte[sec1.length - 1];
        System.arraycopy(sec1, 1, point, 0, point.length);
        return EcPublicKey.ofPoint(type, Bytes.of(point));
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.asString());
    }
}
