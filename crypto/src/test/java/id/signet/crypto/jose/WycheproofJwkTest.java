package id.signet.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.OfficialVectors;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Project Wycheproof's keys: what is wrong about a key is seen before it verifies anything. Its tests of JSON Web Encryption
 * have no subject: nothing here encrypts or decrypts a token.
 */
class WycheproofJwkTest {

    private static final Set<String> FAULTY = Set.of("wrong_algorithm", "invalid_algorithm", "invalid_use",
            "invalid_point", "wrong_curve", "wrong_kty");

    @ParameterizedTest
    @CsvSource({"wrong_algorithm, alg, ES256", "invalid_algorithm, alg, ES256", "invalid_use, use, sig",
        "invalid_point, y, UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw", "wrong_curve, crv, P-256",
        "wrong_kty, kty, EC"})
    void aKeyWithOneWrongMemberIsRefusedAndWithTheRightOneVerifies(String fault, String member, String right) {
        JsonNode group = groups().filter(each -> comment(each).equals(fault)).findFirst().orElseThrow();
        ObjectNode key = (ObjectNode) keys(group).getFirst();
        assertThatThrownBy(() -> Jwk.parse(key)).isInstanceOf(MalformedInput.class);

        key.put(member, right);
        assertThat(verifies(key, group.at("/tests/0/jws"))).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> symmetricAndRsaKeysVerifyNothingNorDoesAKeyBesideThem() {
        List<DynamicTest> tests = groups().filter(group -> !FAULTY.contains(comment(group)))
                .flatMap(group -> group.get("tests")
                        .valueStream()
                        .map(test -> DynamicTest.dynamicTest(test.get("tcId") + " " + comment(group),
                                () -> assertThat(keys(group)).noneMatch(key -> verifies(key, test.get("jws"))))))
                .toList();
        assertThat(tests).hasSize(20);
        return tests.stream();
    }

    private static boolean verifies(JsonNode key, JsonNode token) {
        try {
            return Jws.verify(CompactToken.parse(token.stringValue()), Jwk.parse(key));
        } catch (MalformedInput refused) {
            return false;
        }
    }

    private static List<JsonNode> keys(JsonNode group) {
        return (group.has("public") ? group.get("public") : group.get("private")).get("keys").valueStream().toList();
    }

    private static String comment(JsonNode group) {
        return group.get("comment").stringValue();
    }

    private static Stream<JsonNode> groups() {
        return JsonMapper.shared()
                .readTree(OfficialVectors.bytes("wycheproof/json_web_key_test.json"))
                .get("testGroups")
                .valueStream();
    }
}
