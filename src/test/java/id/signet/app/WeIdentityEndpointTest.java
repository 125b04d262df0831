package id.signet.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.StrictJson;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.net.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
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

/** Services that the operator named, called by name. */
class WeIdentityEndpointTest {

    private static final String HOST = "data.example";

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static RunningSignet signet;
    private static WeIdentityClient client;

    @BeforeAll
    static void start() throws IOException {
        trap = new TrapHost(folder, "-ext", "san=dns:" + HOST);
        Path certificate = Files.writeString(folder.resolve("trap.pem"), trap.certificate());
        String base = "https://" + HOST + ":" + trap.port();
        signet = RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8",
                "SIGNET_OUTBOUND_CERTIFICATES=" + certificate,
                "SIGNET_WEIDENTITY_ENDPOINTS=create-passphrase=" + base + "/passphrase Create a random passphrase;"
                        + "broken=" + base + "/broken; gone=" + base + "/gone; moved=" + base + "/moved;",
                "SIGNET_WEIDENTITY_DATA_ENDPOINTS=fetch-data=" + base + "/data Data by authorization");
        trap.at("/passphrase", answer("{\"respBody\":\"correct horse\"}"))
                .at("/data", answer("{\"respBody\":\"sample data\"}"))
                .at("/broken", answer("{\"respBody\":17}"))
                .at("/moved", TrapHost.status(302, "Location: https://evil.example/"));
        client = new WeIdentityClient(signet);
    }

    @AfterAll
    static void stop() {
        signet.close();
        trap.close();
    }

    private static TrapHost.Behaviour answer(String json) {
        return TrapHost.body("application/json", json.getBytes(UTF_8));
    }

    @Test
    void theEndpointsThatTheOperatorNamedAreListed() throws IOException {
        JsonNode list = signet.http().send("GET /weid/api/endpoint", signet.bearer()).json().get("respBody");

        assertThat(list).hasSize(5);
        assertThat(list.get(0)).isEqualTo(StrictJson.parseObject("{\"description\":\"Create a random passphrase\","
                + "\"inAddr\":[\"" + HOST + ":" + trap.port() + "\"],\"requestName\":\"create-passphrase\"}"));
    }

    @Test
    void anEndpointIsAskedWithItsArgumentsAndItsAnswerIsGivenOn() {
        JsonNode answer = client.call("endpoint/Create-Passphrase", "{\"body\":\"did:weid:0x12```25\"}");

        assertThat(answer.get("respBody").stringValue()).as("%s", answer).isEqualTo("correct horse");
        assertThat(trap.told().getLast()).isEqualTo(
                "{\"requestName\":\"create-passphrase\",\"requestBody\":\"did:weid:0x12```25\"}");
    }

    @ParameterizedTest
    @CsvSource({"broken, 205003", "gone, 205003", "moved, 205001", "unknown, 205005", "fetch-data, 205005",
        "data.example, 205005"})
    void anEndpointThatAnswersBadlyOrIsNoneHasItsCode(String name, int code) {
        assertThat(client.call("endpoint/" + name, "{\"body\":\"x\"}").get("errorCode").intValue()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"body\":\"\"}", "{\"body\":null}"})
    void aCallWithoutABodyIsRefused(String body) {
        assertThat(client.call("endpoint/create-passphrase", body).get("errorCode").intValue()).isEqualTo(201002);
    }
}
