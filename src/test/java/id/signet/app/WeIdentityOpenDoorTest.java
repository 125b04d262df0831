package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A service that lets programs of its own machine call the WeIdentity door without a key, and tells documents as 1.x does. */
class WeIdentityOpenDoorTest {

    private static final String COUNT = WeIdentityClient.envelope("getWeIdCount", "{}", "{}");

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static WeIdentityClient client;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder, "SIGNET_WEIDENTITY_OPEN=true", "SIGNET_WEIDENTITY_DOCUMENT=1.x");
        client = new WeIdentityClient(signet, new String[0]);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void aClientOfThisMachineActsAsTheFirstTenant() throws IOException {
        String did = client.weid();

        assertThat(signet.send("dids/" + did + "/services", "{\"services\":[]}").status()).isEqualTo(200);
        assertThat(client.code("deactivate", "{\"weId\":\"" + did + "\"}", "{\"invokerWeId\":\"" + did + "\"}"))
                .isZero();
    }

    @Test
    void theOtherDoorsStayClosed() throws IOException {
        Answer answer = signet.http()
                .post("/api/v1/dids", "{}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 203.0.113.7", "Forwarded: for=203.0.113.7", "Via: 1.1 proxy",
        "X-Real-IP: 127.0.0.1", "X-Forwarded-Host: localhost", "Origin: https://evil.example",
        "Sec-Fetch-Site: cross-site"})
    void whatWasPassedOnOrComesFromABrowserNeedsAKey(String header) {
        assertThat(client.send("invoke", COUNT, header).status()).isEqualTo(401);
    }

    /** A page whose name leads to this machine by DNS. */
    @Test
    void aRequestForAnotherHostNeedsAKey() throws IOException {
        byte[] request = ("POST /weid/api/invoke HTTP/1.1\r\nHost: rebound.example\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + COUNT.length() + "\r\n\r\n" + COUNT).getBytes(StandardCharsets.UTF_8);

        assertThat(signet.http().exchange(request).status()).isEqualTo(401);
    }

    @Test
    void aKeyThatIsSentMustStillBeAGoodOne() {
        assertThat(client.send("invoke", COUNT, "Authorization: Bearer signet_no_key").status()).isEqualTo(401);
    }

    @Test
    void documentsAreToldAsThePublishedDocumentationHasThem() {
        JsonNode document = client.invoke("createWeId2", "{}", "{}").get("respBody");
        String did = document.get("id").stringValue();

        assertThat(document.propertyNames()).containsExactly("@context", "authentication", "created", "id", "publicKey",
                "service", "updated");
        assertThat(document.at("/publicKey/0/id").stringValue()).isEqualTo(did + "#keys-0");
        assertThat(document.at("/publicKey/0/type").stringValue()).isEqualTo("Secp256k1");
        assertThat(document.at("/publicKey/0/owner").stringValue()).isEqualTo(did);
        assertThat(document.at("/publicKey/0/publicKey").stringValue()).matches("[0-9]{140,156}");
        assertThat(document.at("/authentication/0/publicKey").stringValue()).isEqualTo(did + "#keys-0");
        client.code("deactivate", "{\"weId\":\"" + did + "\"}", "{\"invokerWeId\":\"" + did + "\"}");
        assertThat(client.code("getWeIdDocument", "{\"weId\":\"" + did + "\"}", "{}")).isEqualTo(100116);
    }

    @Test
    void anOutageOfTheDatabaseHasItsCode() throws IOException {
        try (RunningSignet alone = RunningSignet.sandbox(folder.resolve("alone"), "SIGNET_WEIDENTITY_OPEN=true")) {
            alone.part(HikariDataSource.class).close();

            WeIdentityClient caller = new WeIdentityClient(alone, new String[0]);
            String envelope = WeIdentityClient.envelope("createWeId", "{}", "{}");
            assertThat(caller.call("invoke", envelope).get("errorCode").intValue()).isEqualTo(160007);
            assertThat(caller.call("invoke", envelope, "Idempotency-Key: one").get("errorCode").intValue())
                    .isEqualTo(160007);
        }
    }
}
