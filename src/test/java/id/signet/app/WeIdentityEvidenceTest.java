package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.Secp256k1PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** WeIdentity's evidence without its holes: who says something is who signs it. */
class WeIdentityEvidenceTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentityClient client;
    private static WeIdentityClient neighbour;
    private static String neighboursKey;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        client = new WeIdentityClient(signet);
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
        neighboursKey = "Authorization: Bearer " + signet.post(201, "tenants/neighbour/api-keys",
                "{\"name\":\"issuer\",\"roles\":[\"issuer\"]}").get("key").stringValue();
        neighbour = new WeIdentityClient(signet, neighboursKey);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String hash() {
        return "0x" + Bytes.of(Hashes.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))).hex();
    }

    private static String by(String did) {
        return "{\"invokerWeId\":\"" + did + "\"}";
    }

    private static String about(String hash) {
        return "{\"hash\":\"" + hash + "\",\"log\":\"seen\"}";
    }

    private static void made(WeIdentityClient by, String did, String hash) {
        JsonNode answer = by.invoke("createEvidenceWithLogAndCustomKey", about(hash), by(did));
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();
    }

    @Test
    void evidenceThatIsRevokedByAnotherThanItsSignerIsRefused() {
        String hash = hash();
        String signer = client.weid();
        made(client, signer, hash);

        assertThat(neighbour.code("revoke", about(hash), by(neighbour.weid()))).isEqualTo(500000);
        assertThat(neighbour.code("revoke", about(hash), by(signer))).isEqualTo(201008);
        assertThat(client.code("revoke", about(hash), by(client.weid()))).isEqualTo(500000);
        assertThat(client.invoke("isRevoked", "{\"hash\":\"" + hash + "\",\"weId\":\"" + signer + "\"}", "{}")
                .get("respBody")
                .booleanValue()).isFalse();
    }

    @Test
    void eachSignerOfAHashIsToldAndRevokesForHimselfAlone() {
        String hash = hash();
        String first = client.weid();
        String second = neighbour.weid();
        made(client, first, hash);
        assertThat(neighbour.code("addSignatureAndLogByHash", about(hash), by(second))).isZero();
        assertThat(neighbour.code("revoke", about(hash), by(second))).isZero();
        JsonNode signers = client.invoke("getEvidence", "{\"hashValue\":\"" + hash + "\"}", "{}")
                .at("/respBody/signInfo");

        assertThat(signers.get(address(first)).get("revoked").booleanValue()).isFalse();
        assertThat(signers.get(address(second)).get("revoked").booleanValue()).isTrue();
    }

    @Test
    void aProofBySomebodyWhoIsNotInTheLogIsRefused() {
        String hash = hash();
        String proof = Base64.getEncoder()
                .encodeToString(SoftwareSigningKey.generate(KeyType.SECP256K1)
                        .signForChain(hash.getBytes(StandardCharsets.UTF_8)));

        assertThat(client.code("delegateCreateEvidence", "{\"hash\":\"" + hash + "\",\"sign\":\"" + proof + "\"}",
                "{}")).isEqualTo(100405);
        assertThat(client.code("delegateCreateEvidence", "{\"hash\":\"" + hash + "\",\"sign\":\"3div\"}", "{}"))
                .isEqualTo(100405);
    }

    @Test
    void aSignerWhomTheDepositorOnlyNamesIsNotShown() throws IOException {
        String hash = hash();
        String victim = client.weid();
        String depositor = neighbour.weid();
        deposit(hash, depositor, "{\"signer\":\"" + victim + "\",\"proof\":\"3q2+7w==\"}");
        JsonNode signers = client.invoke("getEvidence", "{\"hashValue\":\"" + hash + "\"}", "{}")
                .at("/respBody/signInfo");

        assertThat(signers.propertyNames()).containsExactly(address(depositor));
    }

    private static void deposit(String hash, String author, String weidentity) throws IOException {
        ObjectNode wish = Json.object().put("author", author).put("findable", true);
        wish.putObject("digests").put("sha-256", hash.substring(2));
        wish.putObject("metadata").set("weidentity", StrictJson.parseObject(weidentity));
        assertThat(signet.http()
                .post("/api/v1/evidence", wish.toString().getBytes(StandardCharsets.UTF_8),
                        neighboursKey, "Content-Type: application/json")
                .status()).isEqualTo(201);
    }

    @Test
    void logsAndGroupsAreToldToTheirTenantAlone() {
        String hash = hash();
        String signer = neighbour.weid();
        String group = "{\"invokerWeId\":\"" + signer + "\",\"groupId\":\"7\"}";
        assertThat(neighbour.code("createEvidenceWithLogAndCustomKey", about(hash), group)).isZero();
        String asked = "{\"hashValue\":\"" + hash + "\"}";

        assertThat(neighbour.invoke("getEvidence", asked, "{\"groupId\":\"7\"}")
                .at("/respBody/signInfo/" + address(signer) + "/logs/0")
                .stringValue()).isEqualTo("seen");
        assertThat(client.invoke("getEvidence", asked, "{}")
                .at("/respBody/signInfo/" + address(signer) + "/logs")
                .isEmpty()).isTrue();
        assertThat(client.code("getEvidence", asked, "{\"groupId\":\"7\"}")).isEqualTo(100502);
        assertThat(client.code("getEvidence", asked, "{\"groupId\":\"" + "7".repeat(65) + "\"}")).isEqualTo(201000);
    }

    @Test
    void aBatchThatIsSentAgainIsAnsweredAsTheFirstTime() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        entered(key);
        String first = hash();
        String longest = hash();
        String batch = "{\"list\":[" + delegated(key, first, "seen") + "," + delegated(key, longest, "x".repeat(9_000))
                + ",{\"hash\":7}]}";

        for (int i = 0; i < 2; i++) {
            assertThat(client.invoke("delegateCreateEvidenceB", batch, "{}").get("respBody").toString())
                    .isEqualTo("[true,false,false]");
        }
        assertThat(client.code("getEvidence", "{\"hashValue\":\"" + longest + "\"}", "{}")).isEqualTo(100502);
    }

    @Test
    void aDelegateOfAnotherTenantSpeaksForNobodyHere() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        String signer = entered(key);
        String hash = hash();
        String copied = neighbour.weid();
        assertThat(neighbour.code("delegateCreateEvidence", delegated(key, hash, "copied"), by(copied))).isZero();
        assertThat(neighbour.code("revoke", about(hash), by(copied))).isZero();

        assertThat(client.code("delegateCreateEvidence", delegated(key, hash, "seen"), "{}")).isZero();
        assertThat(client.invoke("isRevoked", "{\"hash\":\"" + hash + "\",\"weId\":\"" + signer + "\"}", "{}")
                .get("respBody")
                .booleanValue()).isFalse();
    }

    @Test
    void aSignerOfAnotherMethodIsAskedForByHisDid() throws IOException {
        String hash = hash();
        String signer = signet.createDid("key", "Ed25519").get("did").stringValue();
        made(client, signer, hash);

        assertThat(client.invoke("isRevoked", "{\"hash\":\"" + hash + "\",\"weId\":\"" + signer + "\"}", "{}")
                .get("respBody")
                .booleanValue()).isFalse();
    }

    /** A DID whose key its owner keeps. */
    private static String entered(SoftwareSigningKey key) {
        return client.invoke("createWeIdWithPubKey", "{\"publicKeyECDSA\":\"" + Base64.getEncoder()
                .encodeToString(((Secp256k1PublicKey) key.publicKey()).uncompressedPoint().toArray()) + "\"}",
                by("ecdsa_key")).get("respBody").stringValue();
    }

    private static String delegated(SoftwareSigningKey key, String hash, String log) {
        String proof = Base64.getEncoder().encodeToString(key.signForChain(hash.getBytes(StandardCharsets.UTF_8)));
        return "{\"hash\":\"" + hash + "\",\"sign\":\"" + proof + "\",\"log\":\"" + log + "\"}";
    }

    @Test
    void theSecondEvidenceOfOneSignerOfOneHashIsRefused() {
        String hash = hash();
        String signer = client.weid();
        made(client, signer, hash);

        assertThat(client.code("createEvidenceWithLogAndCustomKey", about(hash), by(signer))).isEqualTo(100503);
    }

    @Test
    void aCustomKeyIsItsTenantsAlone() {
        String hash = hash();
        JsonNode answer = client.invoke("createEvidenceWithLogAndCustomKey",
                "{\"hash\":\"" + hash + "\",\"customKey\":\"ours\"}", by(client.weid()));
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();

        assertThat(neighbour.code("getEvidenceByCustomKey", "{\"customKey\":\"ours\"}", "{}")).isEqualTo(100502);
        assertThat(client.code("getEvidenceByCustomKey", "{\"customKey\":\"ours\"}", "{}")).isZero();
        assertThat(client.code("createEvidenceWithLogAndCustomKey",
                "{\"hash\":\"" + hash() + "\",\"customKey\":\"ours\"}", by(client.weid()))).isEqualTo(100503);
    }

    @Test
    void whatIsNoHashAndWhatIsNotThereHaveCodesOfTheirOwn() {
        assertThat(client.code("getEvidence", "{\"hashValue\":\"" + hash() + "\"}", "{}")).isEqualTo(100502);
        assertThat(client.code("getEvidence", "{\"hashValue\":\"0x12\"}", "{}")).isEqualTo(201000);
        assertThat(client.code("getEvidence", "{}", "{}")).isEqualTo(201002);
    }

    private static String address(String did) {
        return did.substring(did.lastIndexOf(':') + 1);
    }
}
