package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.Base64Url;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.log.KeyHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: DIDs whose keys the service never sees. */
class ControlledDidTest {

    private static final int CALLERS = 50;

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    private final SigningKey mine = SoftwareSigningKey.generate(KeyType.P256);

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static JsonNode prepare(String wish) throws IOException {
        return signet.post(200, "dids/operations:prepare", wish);
    }

    private static String multikey(SigningKey key) {
        return Multikey.encode(key.publicKey());
    }

    private static String signed(JsonNode prepared, SigningKey key) {
        ObjectNode operation = prepared.get("operation").deepCopy().asObject();
        byte[] signature = key.sign(Base64Url.decode(prepared.get("signedBytes").stringValue()));
        operation.putObject("proof")
                .put("verificationMethod", prepared.at("/verificationMethods/0").stringValue())
                .put("algorithm", key.publicKey().type().algorithm())
                .put("signature", Base64Url.encode(signature));
        ObjectNode body = Json.object();
        body.put("type", prepared.get("type").stringValue());
        body.set("operation", operation);
        return body.toString();
    }

    private String created() throws IOException {
        return signet.post(201, "dids/operations", signed(creation(), mine)).get("did").stringValue();
    }

    private JsonNode creation() throws IOException {
        return prepare("{\"type\":\"did.create\",\"updateKey\":\"" + multikey(mine) + "\"}");
    }

    private static String addition(String did) {
        return "{\"type\":\"did.update\",\"did\":\"" + did + "\",\"addKeys\":[{\"publicKeyMultibase\":\""
                + multikey(SoftwareSigningKey.generate(KeyType.ED25519))
                + "\",\"relationships\":[\"authentication\"]}]}";
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }

    @Test
    void aControllerCreatesChangesAndEndsItsDid() throws IOException {
        String did = created();
        assertThat(signet.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("1");
        JsonNode changed = signet.post(200, "dids/operations", signed(prepare(addition(did)), mine));
        assertThat(changed.get("versionId").stringValue()).isEqualTo("2");
        assertThat(changed.get("receipt").stringValue()).startsWith("c2sp.org/tlog-proof@v1");
        JsonNode ended = signet.post(200, "dids/operations",
                signed(prepare("{\"type\":\"did.deactivate\",\"did\":\"" + did + "\"}"), mine));
        assertThat(ended.get("deactivated").booleanValue()).isTrue();
        assertThat(signet.http().send("GET /1.0/identifiers/" + did).status()).isEqualTo(410);
    }

    @Test
    void theServiceCannotChangeIt() throws IOException {
        String did = created();
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"Ed25519\"}"), 403, "forbidden");
        assertProblem(signet.delete("dids/" + did), 403, "forbidden");
    }

    @Test
    void X02_ofFiftyOperationsOnOneVersionOneWins() throws Exception {
        String did = created();
        List<String> wishes = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            wishes.add(signed(prepare(addition(did)), mine));
        }
        List<Answer> answers = RunningSignet.atOnce(CALLERS,
                number -> signet.send("dids/operations", wishes.get(number)));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 412).hasSize(CALLERS - 1);
        assertThat(signet.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("2");
    }

    @Test
    void N02_anUpdateSignedByARemovedKeyIsForbiddenAndChangesNothing() throws IOException {
        String did = created();
        SigningKey next = SoftwareSigningKey.generate(KeyType.ED25519);
        signet.post(200, "dids/operations", signed(
                prepare("{\"type\":\"did.update\",\"did\":\"" + did + "\",\"updateKeys\":[\"" + multikey(next)
                        + "\"]}"),
                mine));
        String before = signet.get("/api/v1/dids/" + did).toString();
        assertProblem(signet.send("dids/operations", signed(prepare(addition(did)), mine)), 403, "forbidden");
        assertThat(signet.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("2");
        assertThat(before).contains("update-2").doesNotContain("update-1");
    }

    @Test
    void aControllerSaysSinceWhenAKeyIsInWrongHands() throws Exception {
        String did = created();
        JsonNode added = signet.post(200, "dids/operations", signed(prepare(addition(did)), mine));
        Thread.sleep(5);
        String since = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        String wish = "{\"type\":\"did.update\",\"did\":\"" + did + "\",\"compromiseKeys\":[{\"method\":\"#key-1\","
                + "\"since\":\"" + since + "\"}]}";
        assertThat(added.get("didDocument").has("authentication")).isTrue();

        JsonNode declared = signet.post(200, "dids/operations", signed(prepare(wish), mine));

        JsonNode method = declared.at("/didDocument/verificationMethod/1");
        assertThat(method.get("revoked").stringValue()).isEqualTo(since);
        assertThat(declared.get("didDocument").has("authentication")).isFalse();
        assertProblem(
                signet.send("dids/operations", signed(prepare(wish.replace(since, "2999-01-01T00:00:00Z")), mine)),
                400, "malformed");
        JsonNode fallen = signet.http()
                .send("GET /api/v1/dids/" + did + "/keys/key-1:compromise", signet.bearer())
                .json();
        assertThat(fallen.get("since").stringValue()).isEqualTo(since);
        assertThat(fallen.get("credentials").size()).isZero();
    }

    @Test
    void aRecoveryKeyTakesTheDidBack() throws IOException {
        SigningKey vault = SoftwareSigningKey.generate(KeyType.ED25519);
        SigningKey fresh = SoftwareSigningKey.generate(KeyType.P256);
        String did = signet.post(201, "dids/operations", signed(prepare("{\"type\":\"did.create\",\"updateKey\":\""
                + multikey(mine) + "\",\"recoveryKeyHashes\":[\"" + KeyHash.of(vault.publicKey()).text() + "\"]}"),
                mine))
                .get("did")
                .stringValue();
        String wish = "{\"type\":\"did.update\",\"did\":\"" + did + "\",\"updateKeys\":[\"" + multikey(fresh)
                + "\"],\"recoveryKey\":\"" + multikey(vault) + "\"}";
        JsonNode prepared = prepare(wish);
        assertThat(prepared.at("/verificationMethods/0").stringValue()).startsWith("did:key:z6Mk");
        assertProblem(signet.send("dids/operations", signed(prepared, mine)), 403, "forbidden");
        signet.post(200, "dids/operations", signed(prepared, vault));
        assertProblem(signet.send("dids/operations", signed(prepare(addition(did)), mine)), 403, "forbidden");
        signet.post(200, "dids/operations", signed(prepare(addition(did)), fresh));
    }

    @Test
    void oneIdempotencyKeyLogsAnOperationOnceAndAnswersAlike() throws IOException {
        String body = signed(creation(), mine);
        JsonNode first = signet.post(201, "dids/operations", body, "Idempotency-Key: mine");
        assertThat(signet.post(201, "dids/operations", body, "Idempotency-Key: mine")).isEqualTo(first);
        assertProblem(signet.send("dids/operations", body), 409, "conflict");
        String change = signed(prepare(addition(first.get("did").stringValue())), mine);
        JsonNode changed = signet.post(200, "dids/operations", change, "Idempotency-Key: mine-2");
        assertThat(signet.post(200, "dids/operations", change, "Idempotency-Key: mine-2")).isEqualTo(changed);
        assertProblem(signet.send("dids/operations", change), 412, "precondition");
    }

    @Test
    void whatIsNoWishOrNoOperationIsMalformed() throws IOException {
        for (String body : List.of("{}", "{\"type\":\"did.burn\"}", "{\"type\":\"did.create\"}",
                "{\"type\":\"did.create\",\"updateKey\":\"z6Mk\"}",
                "{\"type\":\"did.create\",\"updateKey\":\"" + multikey(mine) + "\",\"keys\":[{\"publicKeyMultibase\":\""
                        + multikey(mine) + "\",\"relationships\":[\"ownership\"]}]}")) {
            assertProblem(signet.send("dids/operations:prepare", body), 400, "malformed");
        }
        assertProblem(signet.send("dids/operations:prepare",
                "{\"type\":\"did.deactivate\",\"did\":\"did:weid:sandbox:0x0\",\"services\":[]}"), 400,
                "unknown-member");
        for (String body : List.of("{\"type\":\"did.create\",\"operation\":{}}",
                "{\"type\":\"did.update\",\"operation\":{}}",
                "{\"type\":\"did.update\",\"operation\":{\"did\":\"did:weid:sandbox:0x00\"}}")) {
            assertProblem(signet.send("dids/operations", body), 400, "malformed");
        }
    }
}
