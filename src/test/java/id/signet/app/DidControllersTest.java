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
import id.signet.registry.did.method.DidKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: DIDs with several controllers, the ends of keys, and what binds a stolen update key. */
class DidControllersTest {

    private static final int CALLERS = 50;

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    private final SigningKey mine = SoftwareSigningKey.generate(KeyType.P256);
    private final SigningKey resident = SoftwareSigningKey.generate(KeyType.ED25519);

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

    private static String person(SigningKey key) {
        return DidKey.of(key.publicKey()).toString();
    }

    private static String method(SigningKey key) {
        return DidKey.methodId(key.publicKey()).toString();
    }

    private static String signed(JsonNode prepared, String method, SigningKey key) {
        ObjectNode operation = prepared.get("operation").deepCopy().asObject();
        operation.putObject("proof")
                .put("verificationMethod", method)
                .put("algorithm", key.publicKey().type().algorithm())
                .put("signature",
                        Base64Url.encode(key.sign(Base64Url.decode(prepared.get("signedBytes").stringValue()))));
        ObjectNode body = Json.object();
        body.put("type", prepared.get("type").stringValue());
        body.set("operation", operation);
        return body.toString();
    }

    private String created(String members) throws IOException {
        JsonNode creation = prepare(
                "{\"type\":\"did.create\",\"updateKey\":\"" + multikey(mine) + "\"" + members + "}");
        return signet.post(201, "dids/operations",
                signed(creation, creation.at("/verificationMethods/0").stringValue(), mine)).get("did").stringValue();
    }

    private static String update(String did, String members) {
        return "{\"type\":\"did.update\",\"did\":\"" + did + "\"" + members + "}";
    }

    private static String hosted() throws IOException {
        return signet.createDid("weid", "Ed25519").get("did").stringValue();
    }

    private static JsonNode document(String did) throws IOException {
        return signet.get("/api/v1/dids/" + did).get("didDocument");
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }

    // ---- controllers ----

    @Test
    void aResidentControlsTheDidOfAnOrganisationAndResolutionSaysSo() throws IOException {
        String did = created(",\"controller\":\"" + person(resident) + "\"");
        JsonNode prepared = prepare(update(did, ",\"services\":[]"));
        assertThat(prepared.get("verificationMethods").valueStream().map(JsonNode::stringValue))
                .containsExactly(method(resident));
        assertProblem(signet.send("dids/operations", signed(prepared, did + "#update-1", mine)), 403, "forbidden");
        signet.post(200, "dids/operations", signed(prepared, method(resident), resident));

        JsonNode both = prepare(update(did, ",\"controller\":[\"" + did + "\",\"" + person(resident) + "\"]"));
        signet.post(200, "dids/operations", signed(both, method(resident), resident));
        JsonNode document = signet.get("/1.0/identifiers/" + did);
        assertThat(document.at("/didDocument/controller").isMissingNode()
                ? document.get("controller")
                : document.at("/didDocument/controller")).isEqualTo(Json.array(List.of(did, person(resident))));
        assertThat(document(did).at("/verificationMethod/0/controller").stringValue()).isEqualTo(did);
        JsonNode alone = prepare(update(did, ",\"controller\":[]"));
        signet.post(200, "dids/operations", signed(alone, did + "#update-1", mine));
        assertThat(document(did).has("controller")).isFalse();
        assertProblem(signet.send("dids/operations",
                signed(prepare(update(did, ",\"services\":[]")), method(resident), resident)), 403, "forbidden");
    }

    @Test
    void aTenantGivesADidToItsOtherDidAndOperatesItThroughThat() throws IOException {
        String organisation = hosted();
        String department = hosted();
        JsonNode given = signet.post(200, "dids/" + organisation + "/controllers",
                "{\"controller\":\"" + department + "\"}", "If-Match: \"1\"");
        assertThat(given.at("/didDocument/controller").stringValue()).isEqualTo(department);
        JsonNode added = signet.post(200, "dids/" + organisation + "/keys", "{\"keyType\":\"P-256\"}");
        assertThat(added.get("versionId").stringValue()).isEqualTo("3");
        assertProblem(signet.send("dids/" + organisation + "/controllers", "{\"controller\":[]}", "If-Match: \"1\""),
                412, "precondition");
        signet.post(200, "dids/" + organisation + "/controllers", "{\"controller\":[]}", "If-Match: \"3\"");
        assertThat(document(organisation).has("controller")).isFalse();
    }

    @Test
    void whatCannotBeAControllerIsMalformed() throws IOException {
        String did = hosted();
        for (String bad : List.of("\"did:web:x.example\"", "[\"did:key:z6Mk\"]", "\"no did\"", "7", "[7]",
                "[\"" + did + "\",\"" + did + "\"]", "\"did:weid:sandbox:0x" + "0".repeat(40) + "\"")) {
            assertProblem(signet.send("dids/" + did + "/controllers", "{\"controller\":" + bad + "}"), 400,
                    "malformed");
        }
        assertProblem(signet.send("dids/" + did + "/controllers", "{}"), 400, "malformed");
        String web = signet.createDid("web", "Ed25519").get("did").stringValue();
        assertProblem(signet.send("dids/" + web + "/controllers", "{\"controller\":\"" + did + "\"}"), 400,
                "malformed");
    }

    @Test
    void N02_aControllerThatIsDeactivatedSignsNothing() throws IOException {
        String did = created("");
        String department = hosted();
        signet.post(200, "dids/operations", signed(
                prepare(update(did, ",\"controller\":[\"" + did + "\",\"" + department + "\"]")), did + "#update-1",
                mine));
        signet.post(200, "dids/" + did + "/services", "{\"services\":[]}");
        assertThat(signet.delete("dids/" + department).status()).isEqualTo(200);
        assertProblem(signet.send("dids/" + did + "/services", "{\"services\":[]}"), 403, "forbidden");
    }

    @Test
    void X02_ofFiftyOperationsOfTwoControllersOnOneVersionOneWins() throws Exception {
        String did = created("");
        signet.post(200, "dids/operations", signed(
                prepare(update(did, ",\"controller\":[\"" + did + "\",\"" + person(resident) + "\"]")),
                did + "#update-1", mine));
        List<String> wishes = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            JsonNode prepared = prepare(update(did, ",\"addKeys\":[{\"publicKeyMultibase\":\""
                    + multikey(SoftwareSigningKey.generate(KeyType.ED25519))
                    + "\",\"relationships\":[\"authentication\"]}]"));
            wishes.add(i % 2 == 0
                    ? signed(prepared, did + "#update-1", mine)
                    : signed(prepared, method(resident), resident));
        }
        List<Answer> answers = RunningSignet.atOnce(CALLERS,
                number -> signet.send("dids/operations", wishes.get(number)));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 412).hasSize(CALLERS - 1);
        assertThat(signet.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("3");
    }

    // ---- what was committed to ----

    @Test
    void aThiefOfTheUpdateKeyNeitherEndsTheDidNorGivesItAway() throws IOException {
        SigningKey vault = SoftwareSigningKey.generate(KeyType.ED25519);
        String did = created(",\"recoveryKeyHashes\":[\"" + KeyHash.of(vault.publicKey()).text() + "\"]");
        assertProblem(signet.send("dids/operations", signed(
                prepare(update(did, ",\"controller\":\"" + person(resident) + "\"")), did + "#update-1", mine)), 403,
                "forbidden");
        String end = "{\"type\":\"did.deactivate\",\"did\":\"" + did + "\"";
        assertProblem(signet.send("dids/operations:prepare", end + "}"), 403, "forbidden");
        JsonNode prepared = prepare(end + ",\"recoveryKey\":\"" + multikey(vault) + "\"}");
        assertProblem(signet.send("dids/operations", signed(prepared, did + "#update-1", mine)), 403, "forbidden");
        assertThat(signet.post(200, "dids/operations", signed(prepared, method(vault), vault))
                .get("deactivated")
                .booleanValue()).isTrue();
    }

    @Test
    void aNextUpdateKeyComesIntoForceUnderItsOwnSignature() throws IOException {
        SigningKey next = SoftwareSigningKey.generate(KeyType.ED25519);
        String did = created(",\"nextUpdateKeyHashes\":[\"" + KeyHash.of(next.publicKey()).text() + "\"]");
        JsonNode prepared = prepare(update(did, ",\"nextUpdateKey\":\"" + multikey(next) + "\",\"controller\":[\"" + did
                + "\",\"" + person(resident) + "\"]"));
        signet.post(200, "dids/operations", signed(prepared, method(next), next));
        assertThat(document(did).at("/verificationMethod/0/publicKeyMultibase").stringValue())
                .isEqualTo(multikey(next));
        assertProblem(signet.send("dids/operations:prepare", update(did, ",\"nextUpdateKey\":\"" + multikey(next)
                + "\",\"recoveryKey\":\"" + multikey(next) + "\"")), 400, "malformed");
    }

    // ---- keys of hosted DIDs ----

    @Test
    void aKeyIsAddedForWhatItIsFor() throws IOException {
        String did = hosted();
        String keys = "dids/" + did + "/keys";
        signet.post(200, keys, "{\"keyType\":\"Ed25519\",\"relationships\":[\"authentication\"]}");
        signet.post(200, keys, "{\"keyType\":\"P-256\",\"relationships\":[\"keyAgreement\"]}");
        JsonNode document = signet
                .post(200, keys,
                        "{\"keyType\":\"P-384\",\"relationships\":[\"capabilityDelegation\",\"assertionMethod\"]}")
                .get("didDocument");
        assertThat(document.get("authentication")).isEqualTo(Json.array(List.of(did + "#key-1", did + "#key-2")));
        assertThat(document.get("assertionMethod")).isEqualTo(Json.array(List.of(did + "#key-1", did + "#key-4")));
        assertThat(document.get("keyAgreement")).isEqualTo(Json.array(List.of(did + "#key-3")));
        assertThat(document.get("capabilityDelegation")).isEqualTo(Json.array(List.of(did + "#key-4")));
        for (String bad : List.of("[]", "[\"capabilityInvocation\"]", "[\"ownership\"]", "[\"keyAgreement\"]")) {
            assertProblem(signet.send(keys, "{\"keyType\":\"Ed25519\",\"relationships\":" + bad + "}"), 400,
                    "malformed");
        }
    }

    @Test
    void aRetiredKeyStaysGoodForWhatItSignedAndARevokedOneDoesNot() throws IOException {
        for (String end : List.of("retire", "revoke")) {
            String did = signet.accreditedIssuer();
            JsonNode issued = signet.issue(did, "vc+jwt");
            assertProblem(signet.send("dids/" + did + "/keys/key-1:" + end, "{}"), 400, "malformed");
            signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}");
            JsonNode ended = signet.post(200, "dids/" + did + "/keys/key-1:" + end, "{}", "If-Match: \"2\"");
            assertThat(ended.at("/didDocument/verificationMethod")
                    .valueStream()
                    .anyMatch(one -> one.get("id").stringValue().endsWith("#key-1") && one.has("expires")))
                    .isEqualTo(end.equals("retire"));
            assertThat(signet.verify(issued).get("verified").booleanValue()).as(end).isEqualTo(end.equals("retire"));
            assertProblem(signet.send("dids/" + did + "/keys/key-1:" + end, "{}"), 400, "malformed");
            assertProblem(signet.send("dids/" + did + "/keys/update-1:" + end, "{}"), 400, "malformed");
        }
    }

    @Test
    void aRevokedKeyIsReplacedInTheSameVersion() throws IOException {
        String did = signet.accreditedIssuer();
        JsonNode revoked = signet.post(200, "dids/" + did + "/keys/key-1:revoke", "{\"keyType\":\"P-256\"}",
                "Idempotency-Key: revoke-" + did);
        assertThat(revoked.at("/didDocument/assertionMethod")).isEqualTo(Json.array(List.of(did + "#key-2")));
        assertThat(signet.post(200, "dids/" + did + "/keys/key-1:revoke", "{\"keyType\":\"P-256\"}",
                "Idempotency-Key: revoke-" + did)).isEqualTo(revoked);
        assertThat(signet.verify(signet.issue(did, "vc+jwt")).get("verified").booleanValue()).isTrue();
    }

    @Test
    void theUpdateKeyIsReplacedAndTheIdentifierStays() throws IOException {
        String did = hosted();
        JsonNode replaced = signet.post(200, "dids/" + did + "/update-key", "{\"keyType\":\"P-256\"}",
                "If-Match: \"1\"");
        assertThat(replaced.at("/didDocument/capabilityInvocation")).isEqualTo(Json.array(List.of(did + "#update-2")));
        signet.post(200, "dids/" + did + "/services", "{\"services\":[]}", "If-Match: \"2\"");
        assertProblem(signet.send("dids/" + created("") + "/update-key", "{\"keyType\":\"P-256\"}"), 403, "forbidden");
    }
}
