package id.signet.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.OfficialVectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Project Wycheproof's tokens: none verifies but the good ones by keys of the allow-list. */
class WycheproofJwsTest {

    private static final String SIGNATURES = "wycheproof/json_web_signature_test.json";

    @TestFactory
    Stream<DynamicTest> J01_J02_J04_J05_J16_onlyGoodTokensByKeysOfTheAllowListVerify() {
        return Stream.of(SIGNATURES, "wycheproof/json_web_crypto_test.json")
                .flatMap(WycheproofJwsTest::groups)
                .flatMap(group -> group.get("tests")
                        .valueStream()
                        .filter(test -> test.has("jws"))
                        .map(test -> DynamicTest.dynamicTest(test.get("tcId") + " " + test.get("comment").asString(),
                                () -> assertThat(verifies(key(group), test.get("jws")))
                                        .isEqualTo(isGood(group, test)))));
    }

    @Test
    void someOfThemAreGood() {
        assertThat(groups(SIGNATURES).flatMap(group -> group.get("tests")
                .valueStream()
                .filter(test -> isGood(group, test)))).isNotEmpty();
    }

    private static boolean isGood(JsonNode group, JsonNode test) {
        return test.get("result").stringValue().equals("valid")
                && key(group).path("crv").asString("").equals("P-256");
    }

    private static boolean verifies(JsonNode key, JsonNode token) {
        try {
            return token.isString() && Jws.verify(CompactToken.parse(token.stringValue()), Jwk.parse(key));
        } catch (MalformedInput refused) {
            return false;
        }
    }

    private static JsonNode key(JsonNode group) {
        return group.has("public") ? group.get("public") : group.get("private");
    }

    private static Stream<JsonNode> groups(String file) {
        return JsonMapper.shared().readTree(OfficialVectors.bytes(file)).get("testGroups").valueStream();
    }
}
