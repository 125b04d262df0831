package id.signet.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** DIF DID Registration over HTTP, and the resolution of what it made with options in a body. */
class RegistrarDoorTest {

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

    private static Answer post(String path, String body) throws IOException {
        return signet.http().post(path, body.getBytes(UTF_8), "Content-Type: application/json", signet.bearer());
    }

    private static JsonNode good(int status, Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().at("/didState/state").asString()).isEqualTo("finished");
        return answer.json();
    }

    @Test
    void aDidIsMadeChangedAndEnded() throws IOException {
        String did = good(201, post("/1.0/create?method=weid", "{\"options\":{\"keyType\":\"P-256\"}}"))
                .at("/didState/did")
                .asString();
        String service = "[{\"service\":[{\"id\":\"#desk\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":\"https://a.example/\"}]}]";
        JsonNode changed = good(200, post("/1.0/update", "{\"did\":\"" + did + "\",\"didDocument\":" + service + "}"));
        assertThat(changed.at("/didState/didDocument/service/0/id").asString()).isEqualTo(did + "#desk");
        assertThat(changed.at("/didDocumentMetadata/versionId").asString()).isEqualTo("2");
        String end = "{\"did\":\"" + did + "\"}";
        assertThat(good(200, post("/1.0/deactivate", end)).at("/didDocumentMetadata/deactivated").asBoolean()).isTrue();
        assertThat(good(200, post("/1.0/deactivate", end)).at("/didDocumentMetadata/versionId").asString())
                .as("the second time changes nothing")
                .isEqualTo("3");
        assertThat(post("/1.0/update", "{\"did\":\"" + did + "\",\"didDocument\":" + service + "}").status())
                .isEqualTo(409);
    }

    @Test
    void nobodyMakesADidWithoutAKeyOfTheService() throws IOException {
        assertThat(signet.http()
                .post("/1.0/create?method=weid", "{}".getBytes(UTF_8), "Content-Type: application/json")
                .status())
                .isEqualTo(401);
    }

    @Test
    void secretsOfClientsAreNotTaken() throws IOException {
        assertThat(post("/1.0/create?method=weid", "{\"secret\":{\"verificationMethod\":[]}}").status()).isEqualTo(400);
        assertThat(post("/1.0/create?method=weid", "{\"options\":{\"clientSecretMode\":true}}").status())
                .isEqualTo(400);
        assertThat(post("/1.0/create?method=example", "{}").status()).isEqualTo(400);
    }

    @Test
    void optionsMayStandInABody() throws IOException {
        String did = signet.createDid("weid", "Ed25519").get("did").asString();
        Answer answer = signet.http()
                .post("/1.0/identifiers/" + did, "{\"versionId\":\"1\",\"receipt\":true}".getBytes(UTF_8),
                        "Content-Type: application/json");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().at("/didDocumentMetadata/versionId").asString()).isEqualTo("1");
        assertThat(answer.json().at("/didDocumentMetadata").has("receipt")).isTrue();
        assertThat(signet.http()
                .post("/1.0/identifiers/" + did, "{\"versionId\":{}}".getBytes(UTF_8), "Content-Type: application/json")
                .status()).isEqualTo(400);
    }
}
