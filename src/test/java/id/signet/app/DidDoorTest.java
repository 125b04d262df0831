package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** DIDs over HTTP: made, read at each of their addresses, changed and ended. */
class DidDoorTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @ParameterizedTest
    @CsvSource({"weid,Ed25519", "weid,P-256", "weid,P-384", "weid,secp256k1", "weid,SM2", "web,Ed25519", "web,P-256",
        "web,SM2", "key,P-384", "key,secp256k1", "key,SM2", "key,BLS12381G2", "jwk,Ed25519", "jwk,P-256"})
    void N01_aDocumentIsOfTheDidAskedForAtEachAddress(String method, String keyType) throws IOException {
        JsonNode created = signet.createDid(method, keyType);
        String did = created.get("did").stringValue();
        assertThat(created.get("didDocument").get("id").stringValue()).isEqualTo(did);
        assertThat(did).startsWith("did:" + method + ":");
        JsonNode read = signet.get("/api/v1/dids/" + did);
        assertThat(read.get("did").stringValue()).isEqualTo(did);
        assertThat(read.get("didDocument")).isEqualTo(created.get("didDocument"));
        JsonNode resolved = signet.http()
                .send("GET /1.0/identifiers/" + did, "Accept: application/did-resolution")
                .json();
        assertThat(resolved.get("didDocument").get("id").stringValue()).isEqualTo(did);
        if (method.equals("web")) {
            String path = URI.create("http://" + did.substring("did:web:".length())
                    .replace(":", "/")
                    .replace("%3A", ":")).getPath();
            assertThat(signet.get(path + "/did.json").get("id").stringValue()).isEqualTo(did);
        }
    }

    @Test
    void N01_aDocumentBroughtAlongIsRefusedAndNotIgnored() throws IOException {
        String other = signet.createDid("weid", "Ed25519").get("did").stringValue();
        for (String brought : List.of("\"didDocument\":{\"id\":\"" + other + "\"}", "\"id\":\"" + other + "\"",
                "\"did\":\"" + other + "\"")) {
            Answer refused = signet.send("dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"," + brought + "}");
            assertProblem(refused, 400, "unknown-member");
            assertProblem(signet.send("dids/" + other + "/keys", "{\"keyType\":\"Ed25519\"," + brought + "}"), 400,
                    "unknown-member");
        }
        assertThat(signet.get("/api/v1/dids/" + other).get("versionId").stringValue()).isEqualTo("1");
    }

    @Test
    void N01_aServiceOfAnotherDidsDocumentIsMalformed() throws IOException {
        String other = signet.createDid("weid", "Ed25519").get("did").stringValue();
        String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        Answer refused = signet.send("dids/" + did + "/services", "{\"services\":[{\"id\":\"" + other
                + "#s\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":\"https://example.org/\"}]}");
        assertProblem(refused, 400, "malformed");
    }

    @Test
    void N03_aStaleVersionIsAFailedPrecondition() throws IOException {
        String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: \"1\"");
        String service = "{\"services\":[]}";
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: \"1\""), 412,
                "precondition");
        assertProblem(signet.send("dids/" + did + "/services", service, "If-Match: \"1\""), 412, "precondition");
        assertProblem(signet.send("dids/" + did + "/services", service, "If-Match: \"3\""), 412, "precondition");
        assertProblem(signet.delete("dids/" + did, "If-Match: \"1\""), 412, "precondition");
        assertThat(signet.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "W/\"1\"", "*", "\"0\"", "\"01\"", "\"-1\"", "\"1\", \"2\"", "\"9999999999999999\""})
    void N03_aConditionThatIsNoVersionIsMalformed(String condition) throws IOException {
        String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: " + condition), 400,
                "malformed");
        assertProblem(signet.delete("dids/" + did, "If-Match: " + condition), 400, "malformed");
        assertThat(signet.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weid", "web"})
    void N04_afterDeactivationAChangeConflictsAndDeactivatingAgainChangesNothing(String method) throws IOException {
        String did = signet.createDid(method, "Ed25519").get("did").stringValue();
        Answer first = signet.delete("dids/" + did);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().get("deactivated").booleanValue()).isTrue();
        Answer second = signet.delete("dids/" + did);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("versionId")).isEqualTo(first.json().get("versionId"));
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}"), 409, "deactivated");
        assertProblem(signet.send("dids/" + did + "/services", "{\"services\":[]}"), 409, "deactivated");
        assertThat(signet.http().send("GET /1.0/identifiers/" + did, "Accept: application/did-resolution").status())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "jwk"})
    void N04_aDidWithoutHistoryIsNeitherChangedNorEnded(String method) throws IOException {
        String did = signet.createDid(method, "Ed25519").get("did").stringValue();
        assertProblem(signet.delete("dids/" + did), 400, "malformed");
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}"), 400, "malformed");
        assertThat(signet.get("/api/v1/dids/" + did).get("did").stringValue()).isEqualTo(did);
    }

    @Test
    void nobodysDidIsNotFoundAndNeitherChangedNorEnded() throws IOException {
        String nobodys = "did:weid:sandbox:0x" + "0".repeat(40);
        assertProblem(signet.delete("dids/" + nobodys), 404, "not-found");
        assertProblem(signet.send("dids/" + nobodys + "/keys", "{\"keyType\":\"P-256\"}"), 404, "not-found");
        assertProblem(signet.http().send("GET /api/v1/dids/" + nobodys), 404, "not-found");
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }
}
