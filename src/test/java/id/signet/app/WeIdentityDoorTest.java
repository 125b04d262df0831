package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.did.weidentity.OldKey;
import id.signet.registry.did.weidentity.OldDocument;
import id.signet.crypto.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the WeIdentity door lets in, and what it says to the rest. */
class WeIdentityDoorTest {

    private static final String NOBODY = "did:weid:sandbox:0x0000000000000000000000000000000000000001";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentityClient client;
    private static WeIdentityClient neighbour;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        client = new WeIdentityClient(signet);
        signet.post(201, "tenants", "{\"id\":\"harbour\",\"name\":\"Harbour\"}");
        neighbour = new WeIdentityClient(signet, "Authorization: Bearer " + key("admin"));
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String key(String role) throws IOException {
        return signet.post(201, "tenants/harbour/api-keys", "{\"name\":\"one\",\"roles\":[\"" + role + "\"]}")
                .get("key")
                .stringValue();
    }

    private static String weid(String did) {
        return "{\"weId\":\"" + did + "\"}";
    }

    private static String invoker(String did) {
        return "{\"invokerWeId\":\"" + did + "\"}";
    }

    // ---- the envelope ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"functionArg\":{},\"transactionArg\":{},\"v\":\"1.0.0\"} | 201004",
        "{\"functionName\":\"\",\"functionArg\":{},\"transactionArg\":{},\"v\":\"1.0.0\"} | 201004",
        "{\"functionName\":\"noSuch\",\"functionArg\":{},\"transactionArg\":{},\"v\":\"1.0.0\"} | 201004",
        "{\"functionName\":\"createWeId\",\"functionArg\":{},\"transactionArg\":{}} | 201012",
        "{\"functionName\":\"createWeId\",\"functionArg\":{},\"transactionArg\":{},\"v\":\"\"} | 201012",
        "{\"functionName\":\"createWeId\",\"functionArg\":{},\"transactionArg\":{},\"v\":1} | 201012",
        "{\"functionName\":\"createWeId\",\"transactionArg\":{},\"v\":\"1.0.0\"} | 201010",
        "{\"functionName\":\"createWeId\",\"functionArg\":[],\"transactionArg\":{},\"v\":\"1.0.0\"} | 201010",
        "{\"functionName\":\"createWeId\",\"functionArg\":{},\"v\":\"1.0.0\"} | 201011",
        "{\"functionName\":\"createWeId\",\"functionArg\":{},\"transactionArg\":null,\"v\":\"1.0.0\"} | 201011"})
    void anEnvelopeThatLacksAMemberIsAnsweredWithTheCodeOfThatMember(String envelope, int code) {
        assertThat(client.call("invoke", envelope).get("errorCode").intValue()).isEqualTo(code);
    }

    @Test
    void theFunctionsNameCountsInAnyCaseAndTheVersionIsAnyText() {
        assertThat(client.call("invoke", "{\"functionName\":\"GETWEIDCOUNT\",\"functionArg\":{},"
                + "\"transactionArg\":{},\"v\":\"2.0.0\"}").get("errorCode").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "{\"b\":[1,{\"a\":null}],\"a\":1.50}", "17", "false"})
    void whatTheCallerWantsBackComesBackAsItWas(String loopback) {
        String asked = "{\"loopback\":" + loopback + "}";
        JsonNode wanted = StrictJson.parseObject(asked).get("loopback");

        assertThat(client.invoke("getWeIdCount", "{}", asked).get("loopback")).isEqualTo(wanted);
        assertThat(client.invoke("getWeIdDocument", "{}", asked).get("loopback")).isEqualTo(wanted);
        assertThat(client.invoke("noSuch", "{}", asked).get("loopback")).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{\"functionName\":\"createWeId\",\"functionName\":\"x\"}", "\"text\""})
    void aBodyThatIsNoEnvelopeAtAllIsAProblemAsEverywhere(String body) {
        Answer answer = client.send("invoke", body);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:malformed");
    }

    @Test
    void theMembersOfAnAnswerAreInTheOrderOfTheirNames() {
        JsonNode body = client.invoke("createWeId2", "{}", "{}").get("respBody");

        assertThat(List.copyOf(body.propertyNames())).isSorted();
        assertThat(List.copyOf(body.get("weIdDocumentMetadata").propertyNames())).isSorted();
    }

    // ---- who calls ----

    @Test
    void withoutAKeyNothingIsAnswered() {
        Answer answer = new WeIdentityClient(signet, new String[0]).send("invoke",
                WeIdentityClient.envelope("getWeIdCount", "{}", "{}"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void whoMayOnlyReadChangesNothing() throws IOException {
        WeIdentityClient reader = new WeIdentityClient(signet, "Authorization: Bearer " + key("verifier"));

        assertThat(reader.code("getWeIdCount", "{}", "{}")).isZero();
        assertThat(reader.code("createWeId", "{}", "{}")).isEqualTo(500000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "did:weid:sandbox:../../../etc/passwd",
        "did:weid:sandbox:0x%2e%2e%2f%2e%2e%2fmaster.key", "/etc/passwd", "..", "", "admin.key",
        "did:weid:sandbox:0x", "did:weid:101:0x0000000000000000000000000000000000000001", NOBODY, "did:key:zNoKey",
        "ECDSA_KEY/../private_key"})
    void anInvokerWhoseKeyIsNotTheCallersIsNotFoundAndNeverAFile(String invoker) {
        int code = client.code("createWeIdWithPubKey", "{\"publicKeyECDSA\":\"" + base64(KeyType.SECP256K1) + "\"}",
                invoker(invoker));

        assertThat(code).isEqualTo(invoker.isEmpty() ? 201002 : 201008);
    }

    @Test
    void nobodyActsWithTheKeyOfAnotherTenant() {
        String did = client.weid();

        assertThat(neighbour.code("deactivate", weid(did), invoker(did))).isEqualTo(201008);
        assertThat(client.invoke("isDeactivated", weid(did), "{}").get("respBody").booleanValue()).isFalse();
    }

    @Test
    void aDidIsChangedWithItsOwnKeyAlone() {
        assertThat(client.code("deactivate", weid(client.weid()), invoker(client.weid()))).isEqualTo(100106);
        assertThat(client.code("deactivate", weid(client.weid()), invoker("private_key"))).isEqualTo(100106);
    }

    @Test
    void onlyWhoKeepsTheRootAuthoritysKeysEntersKeysThatSignedNothing() {
        JsonNode refused = neighbour.invoke("createWeIdWithPubKey",
                "{\"publicKeyECDSA\":\"" + base64(KeyType.SECP256K1) + "\"}", invoker("ecdsa_key"));

        assertThat(refused.get("errorCode").intValue()).isEqualTo(500000);
        assertThat(refused.get("errorMessage").stringValue()).contains("/weid/api/encode");
    }

    // ---- DIDs ----

    @ParameterizedTest
    @CsvSource({"did:weid:101:0x0000000000000000000000000000000000000001, 100101", "did:web:example.org, 100101",
        "did:weid:sandbox:0x12, 100101", NOBODY + ", 100104",
        "did:weid:0x0000000000000000000000000000000000000001, 100104", "'', 201002"})
    void aDidThatIsNoneOrUnknownHasItsCode(String did, int code) {
        for (String function : new String[]{"getWeIdDocument", "getWeIdDocumentMetadata", "isDeactivated"}) {
            assertThat(client.code(function, weid(did), "{}")).as(function).isEqualTo(code);
        }
    }

    @Test
    void whetherADidExistsIsAQuestionWithTwoAnswers() {
        JsonNode answer = client.invoke("isWeIdExist", weid(NOBODY), "{}");

        assertThat(answer.get("errorCode").intValue()).isZero();
        assertThat(answer.get("respBody").booleanValue()).isFalse();
        assertThat(client.invoke("isWeIdExist", weid("x"), "{}").get("respBody").booleanValue()).isFalse();
    }

    @Test
    void aDidMayBeNamedWithoutItsNetworkAndInAnyCaseOfItsDigits() {
        String did = client.weid();
        String address = did.substring(did.lastIndexOf(':') + 1);

        assertThat(client.invoke("isWeIdExist", weid("did:weid:" + address), "{}").get("respBody").booleanValue())
                .isTrue();
        assertThat(client.invoke("isWeIdExist",
                "{\"weid\":\"did:weid:sandbox:0x" + address.substring(2).toUpperCase(Locale.ROOT) + "\"}",
                "{}").get("respBody").booleanValue()).isTrue();
    }

    @Test
    void theDocumentInTheAnswerIsOneThatAnImportReads() {
        JsonNode answer = client.invoke("createWeId2", "{}", "{}");
        JsonNode document = StrictJson.parseObject(answer.at("/respBody/weIdDocumentJson").stringValue());
        String did = document.get("id").stringValue();

        assertThat(document.at("/authentication/0/id").stringValue()).isEqualTo(did + "#keys-0");
        assertThat(document.at("/authentication/0/type").stringValue()).isEqualTo("Ed25519VerificationKey2020");
        OldDocument
                .parse(Bytes.utf8(answer.toString()
                        .replace("did:weid:sandbox:", "did:weid:101:")))
                .translate("sandbox", Optional.empty(), Optional.empty());
    }

    @Test
    void aKeyThatWasEnteredIsItsOwnersFromThenOn() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        String body = "{\"publicKeyECDSA\":\"" + base64(key) + "\"}";
        String did = client.invoke("createWeIdWithPubKey", body, invoker("ecdsa_key")).get("respBody").stringValue();

        assertThat(client.code("createWeIdWithPubKey", body, invoker("ecdsa_key"))).isEqualTo(100105);
        assertThat(client.code("deactivate", weid(did), invoker(did))).isEqualTo(201008);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no base64 at all", "AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
    void aKeyThatIsNoPointIsRefused(String key) {
        assertThat(client.code("createWeIdWithPubKey", "{\"publicKeyECDSA\":\"" + key + "\"}", invoker("ecdsa_key")))
                .isEqualTo(201003);
    }

    // ---- changes ----

    @Test
    void eachIdOfAServiceIsGivenOnce() {
        String did = client.weid();
        String service = "{\"weId\":\"" + did + "\",\"id\":\"" + did
                + "#desk\",\"type\":\"Desk\",\"serviceEndpoint\":\"https://desk.example/\"}";

        assertThat(client.code("setService", service, invoker(did))).isZero();
        JsonNode again = client.invoke("setService", service, invoker(did));
        assertThat(again.get("errorCode").intValue()).isEqualTo(100121);
        assertThat(again.get("respBody").booleanValue()).isFalse();
        assertThat(client.code("setService", service.replace("#desk", "#mail")
                .replace("https://desk.example/",
                        "mailto:ada@example.org"),
                invoker(did))).isEqualTo(160004);
    }

    @Test
    void eachKeyAndEachIdOfAKeyIsGivenOnce() {
        String did = client.weid();
        String key = OldKey.decimal(SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey()).orElseThrow();
        String more = "{\"weId\":\"" + did + "\",\"id\":\"#keys-more\",\"publicKey\":\"" + key + "\"}";

        assertThat(client.code("setAuthentication", more, invoker(did))).isZero();
        assertThat(client.code("setAuthentication", more, invoker(did))).isEqualTo(100118);
        String other = OldKey.decimal(SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey()).orElseThrow();
        assertThat(client.code("setAuthentication", more.replace(key, other), invoker(did))).isEqualTo(100119);
        assertThat(client.code("setAuthentication", more.replace(key, "17"), invoker(did))).isEqualTo(100102);
        assertThat(client.code("revokeAuthentication", more, invoker(did))).isZero();
        assertThat(client.code("revokeAuthentication", more, invoker(did))).isEqualTo(100120);
        assertThat(client.code("revokeAuthentication", "{\"weId\":\"" + did + "\",\"id\":\"#keys-0\"}",
                invoker(did))).isEqualTo(100111);
    }

    @Test
    void aDeactivationIsFinal() {
        String did = client.weid();

        assertThat(client.code("deactivate", weid(did), invoker(did))).isZero();
        assertThat(client.code("deactivate", weid(did), invoker(did))).isEqualTo(100116);
        assertThat(client.invoke("isDeactivated", weid(did), "{}").get("respBody").booleanValue()).isTrue();
        assertThat(client.invoke("isWeIdExist", weid(did), "{}").get("respBody").booleanValue()).isTrue();
        assertThat(client.invoke("getWeIdDocument", weid(did), "{}")
                .at("/respBody/weIdDocumentMetadata/deactivated")
                .booleanValue()).isTrue();
        assertThat(client.code("setService",
                "{\"weId\":\"" + did + "\",\"type\":\"Desk\",\"serviceEndpoint\":\"https://desk.example/\"}",
                invoker(did))).isEqualTo(100116);
    }

    @Test
    void oneIdempotencyKeyMakesOneDidAndAnswersAlike() {
        String envelope = WeIdentityClient.envelope("createWeId", "{}", "{\"loopback\":1}");
        JsonNode first = client.call("invoke", envelope, "Idempotency-Key: weid-1");

        assertThat(client.call("invoke", envelope, "Idempotency-Key: weid-1")).isEqualTo(first);
        Answer other = client.send("invoke", WeIdentityClient.envelope("createWeId2", "{}", "{}"),
                "Idempotency-Key: weid-1");
        assertThat(other.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, 160004", "5, 4, 160004", "-1, 4, 201000", "1.5, 4, 201000", "1000000, 1000001, 0"})
    void aPageOfDidsHasItsBounds(String first, String last, int code) {
        assertThat(client.code("getWeIdList", "{\"first\":" + first + ",\"last\":" + last + "}", "{}"))
                .isEqualTo(code);
    }

    private static String base64(KeyType type) {
        return base64(SoftwareSigningKey.generate(type));
    }

    private static String base64(SoftwareSigningKey key) {
        return Base64.getEncoder()
                .encodeToString(((EcPublicKey) key.publicKey()).uncompressedPoint().toArray());
    }
}
