package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp;
import id.signet.app.api.wire.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The whole service in its sandbox, over real HTTP. */
class SandboxTest {

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext service;
    private static RawHttp http;
    private static String key;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        service = new SpringApplicationBuilder(SignetApplication.class).profiles("sandbox")
                .run("--server.port=0",
                        "--SIGNET_PUBLIC_URL=http://localhost:8080", "--SIGNET_DATA_DIR=" + data.resolve("data"),
                        "--SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE=100000");
        var server = ((ServletWebServerApplicationContext) service).getWebServer();
        http = new RawHttp(server == null ? 0 : server.getPort());
        key = Files.readString(data.resolve("data").resolve("admin.key")).strip();
        issuer = post("dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}", 201).get("did").stringValue();
        post("issuers", "{\"did\":\"" + issuer
                + "\",\"name\":\"Training office\",\"accreditations\":[{\"credentialType\":\"TrainingCertificate\"}]}",
                201);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aCredentialIsIssuedVerifiedRevokedAndVerifiedAgain(String format) throws IOException {
        JsonNode issued = issue(format);
        JsonNode report = verify(issued);
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        assertThat(check(report, "anchor").get("result").stringValue()).isEqualTo("passed");

        JsonNode change = post("credentials/" + issued.get("id").stringValue() + "/status",
                "{\"purpose\":\"revocation\",\"value\":true}", 200);
        assertThat(change.get("receipt").stringValue()).startsWith("c2sp.org/tlog-proof@v1\n");

        JsonNode after = verify(issued);
        assertThat(after.get("verified").booleanValue()).isFalse();
        JsonNode status = check(after, "status");
        assertThat(status.get("code").stringValue()).isEqualTo("revoked");
        assertThat(status.get("evidence").get("list")).isEqualTo(change.get("list"));
        assertThat(status.get("evidence").get("index")).isEqualTo(change.get("index"));
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswerAndAnotherBodyIsAMismatch() throws IOException {
        String body = "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}";
        Answer first = send("dids", body, "Idempotency-Key: once");
        Answer again = send("dids", body, "Idempotency-Key: once");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("did")).isEqualTo(first.json().get("did"));
        Answer other = send("dids", "{\"method\":\"weid\",\"keyType\":\"P-256\"}", "Idempotency-Key: once");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("type").stringValue()).isEqualTo("urn:signet:problem:idempotency-mismatch");
    }

    @Test
    void N03_aStaleVersionIsAFailedPrecondition() throws IOException {
        String did = post("dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}", 201).get("did").stringValue();
        Answer good = send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: \"1\"");
        assertThat(good.status()).as("%s", good).isEqualTo(200);
        Answer stale = send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: \"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().get("type").stringValue()).isEqualTo("urn:signet:problem:precondition");
    }

    @Test
    void N04_afterDeactivationAChangeConflictsAndDeactivatingAgainChangesNothing() throws IOException {
        String did = post("dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}", 201).get("did").stringValue();
        assertThat(http.send("DELETE /api/v1/dids/" + did, bearer()).status()).isEqualTo(200);
        assertThat(http.send("DELETE /api/v1/dids/" + did, bearer()).status()).isEqualTo(200);
        assertThat(send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}").status()).isEqualTo(409);
        assertThat(http.send("GET /1.0/identifiers/" + did, "Accept: application/did-resolution").status())
                .isEqualTo(410);
    }

    @Test
    void G08_aConsistencyProofThatCannotBeIsMalformed() throws IOException {
        for (String query : List.of("from=3&to=1", "from=-1&to=1", "from=1&to=9223372036854775808",
                "from=1&to=999999999")) {
            assertThat(http.send("GET /api/v1/ledger/consistency?" + query).status()).as(query).isEqualTo(400);
        }
        assertThat(http.send("GET /api/v1/ledger/consistency?from=1&to=2").status()).isEqualTo(200);
    }

    @Test
    void theApiDescriptionAndTheMappingsAreTheSame() throws IOException {
        TreeSet<String> served = new TreeSet<>();
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> {
                    for (String pattern : info.getPatternValues()) {
                        info.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> served.add(verb + " " + pattern.replace("{*", "{")));
                    }
                });
        served.removeIf(operation -> operation.startsWith("GET /docs"));
        assertThat(served).isEqualTo(described());
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream in = SandboxTest.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(in);
            file.getOrDefault("paths", Map.of())
                    .forEach((path, operations) -> operations.keySet()
                            .stream()
                            .filter(List.of("get", "post", "delete")::contains)
                            .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        }
        return described;
    }

    private static JsonNode issue(String format) throws IOException {
        return post("credentials", "{\"issuer\":\"" + issuer
                + "\",\"type\":[\"VerifiableCredential\",\"TrainingCertificate\"],"
                + "\"subject\":{\"name\":\"Ada Marsh\",\"course\":\"Fire safety\"},\"status\":[\"revocation\"],\"format\":\""
                + format + "\"}", 201);
    }

    private static JsonNode verify(JsonNode issued) throws IOException {
        return post("credentials/verify",
                "{\"credential\":" + issued.get("credential") + ",\"receipts\":[" + issued.get("receipt") + "]}",
                200);
    }

    private static JsonNode check(JsonNode report, String name) {
        for (JsonNode row : report.get("checks")) {
            if (row.get("name").stringValue().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no check " + name);
    }

    private static JsonNode post(String path, String body, int status) throws IOException {
        Answer answer = send(path, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    private static Answer send(String path, String body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = bearer();
        all[headers.length + 1] = "Content-Type: application/json";
        return http.post("/api/v1/" + path, body.getBytes(StandardCharsets.UTF_8), all);
    }

    private static String bearer() {
        return "Authorization: Bearer " + key;
    }
}
