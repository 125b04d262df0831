package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Policies that a tenant keeps and verifies by, over HTTP. */
class VerificationPolicyTest {

    private static final String POLICIES = "/api/v1/verification-policies";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static JsonNode issued;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        issued = signet.issue(signet.accreditedIssuer(), "vc+jwt");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void aCredentialIsVerifiedByNameAndTheReportSaysByWhichVersion() throws IOException {
        keep("gate", "{\"checks\":{\"anchor\":\"required\",\"holder-binding\":\"required\"}}");

        JsonNode strict = report(text("gate"));
        assertThat(strict.get("verified").booleanValue()).isFalse();
        assertThat(strict.at("/policy/name").stringValue()).isEqualTo("gate");
        assertThat(strict.at("/policy/version").intValue()).isEqualTo(1);
        assertThat(strict.at("/policy/checks/holder-binding").stringValue()).isEqualTo("required");

        keep("gate", "{\"checks\":{\"anchor\":\"required\"}}");

        JsonNode newest = report(text("gate"));
        assertThat(newest.get("verified").booleanValue()).isTrue();
        assertThat(newest.at("/policy/version").intValue()).isEqualTo(2);
        JsonNode first = report(Json.object().put("name", "gate").put("version", 1));
        assertThat(first.get("verified").booleanValue()).isFalse();
        assertThat(first.at("/policy/version").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsReadWithWhatWasFilledIn() throws IOException {
        JsonNode kept = keep("registry-desk", "{\"checks\":{\"status\":\"required\"},\"linkedDomains\":true}");

        assertThat(kept.at("/policy/checks").size()).isEqualTo(9);
        assertThat(kept.at("/policy/authorities").size()).isEqualTo(1);
        Answer read = get(POLICIES + "/registry-desk", signet.bearer());
        assertThat(read.json()).isEqualTo(kept);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(get(POLICIES + "/registry-desk?version=1", signet.bearer()).json()).isEqualTo(kept);
        assertThat(get(POLICIES + "/registry-desk?version=2", signet.bearer()).status()).isEqualTo(404);
        assertThat(get(POLICIES + "/registry-desk?version=x", signet.bearer()).status()).isEqualTo(400);
        assertThat(get(POLICIES, signet.bearer()).json().get("policies").valueStream())
                .anyMatch(policy -> policy.get("name").stringValue().equals("registry-desk"));
    }

    @Test
    void M02_anotherTenantNeitherReadsNorEndsNorVerifiesByIt() throws IOException {
        keep("ours-alone", "{}");
        String neighbour = keyOf("neighbour", "admin");

        assertThat(get(POLICIES + "/ours-alone", neighbour).status()).isEqualTo(404);
        assertThat(get(POLICIES, neighbour).json().get("policies")).isEmpty();
        assertThat(signet.http().send("DELETE " + POLICIES + "/ours-alone", neighbour).status()).isEqualTo(404);
        assertThat(verify(text("ours-alone"), neighbour).status()).isEqualTo(400);
        assertThat(verify(text("ours-alone")).status()).as("without a key").isEqualTo(400);
        assertThat(verify(text("ours-alone"), signet.bearer()).status()).isEqualTo(200);
    }

    @Test
    void aPolicyThatHasEndedJudgesNothingAnyMore() throws IOException {
        keep("temporary", "{}");

        Answer ended = signet.delete("verification-policies/temporary");

        assertThat(ended.status()).isEqualTo(204);
        assertThat(verify(text("temporary"), signet.bearer()).status()).isEqualTo(400);
        assertThat(signet.delete("verification-policies/temporary").status()).isEqualTo(404);
        assertThat(get("/api/v1/audit?limit=100", signet.bearer()).json()
                .get("rows")
                .valueStream()
                .map(event -> event.get("action").stringValue() + " " + event.get("subject").stringValue()))
                .contains("verification-policy.keep temporary 1", "verification-policy.end temporary 2");
    }

    @Test
    void X02_aChangeThatWasDecidedOnAnOlderVersionIsRefused() throws IOException {
        keep("contested", "{}");
        keep("contested", "{}");

        Answer stale = signet.send("verification-policies", wish("contested", "{}"), "If-Match: \"1\"");
        assertThat(stale.status()).as("%s", stale).isEqualTo(412);
        assertThat(signet.send("verification-policies", wish("contested", "{}"), "If-Match: \"2\"").status())
                .isEqualTo(201);
    }

    @Test
    void X03_aRetryWithItsKeyKeepsNoFurtherVersion() throws IOException {
        JsonNode first = signet.post(201, "verification-policies", wish("once", "{}"), "Idempotency-Key: p-1");

        assertThat(signet.post(201, "verification-policies", wish("once", "{}"), "Idempotency-Key: p-1"))
                .isEqualTo(first);
        assertThat(get(POLICIES + "/once", signet.bearer()).json().get("version").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsNoPolicyOrNoNameIsRefused() throws IOException {
        for (String bad : new String[]{wish("default", "{}"), wish("Gate", "{}"),
            wish("gate", "{\"checks\":{\"proof\":\"sometimes\"}}"), "{\"name\":\"gate\"}",
            "{\"name\":\"gate\",\"policy\":\"default\"}", "{\"policy\":{}}"}) {
            Answer answer = signet.send("verification-policies", bad);
            assertThat(answer.status()).as("%s: %s", bad, answer).isEqualTo(400);
        }
    }

    @Test
    void M03_onlyTheAdminKeepsPoliciesAndEveryKeyOfTheTenantReadsThem() throws IOException {
        keep("for-all", "{}");
        for (String role : new String[]{"issuer", "verifier", "auditor"}) {
            String key = keyOf("sandbox", role);
            assertThat(get(POLICIES + "/for-all", key).status()).as(role).isEqualTo(200);
            assertThat(signet.http()
                    .post(POLICIES, wish("for-all", "{}").getBytes(StandardCharsets.UTF_8),
                            "Content-Type: application/json", key)
                    .status()).as(role).isEqualTo(403);
            assertThat(signet.http().send("DELETE " + POLICIES + "/for-all", key).status()).as(role).isEqualTo(403);
        }
        assertThat(get(POLICIES + "/for-all").status()).isEqualTo(401);
    }

    @Test
    void aKeyPinnedInAKeptPolicyIsTheOnlyOneThatCounts() throws IOException {
        String issuer = signet.verify(issued).at("/checks/2/evidence/issuer").stringValue();
        keep("pinned", "{\"issuerKeys\":{\"" + issuer + "\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
                + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}}}");

        JsonNode report = report(text("pinned"));

        assertThat(RunningSignet.check(report, "proof").get("code").stringValue()).isEqualTo("signature-invalid");
        assertThat(report.at("/policy/issuerKeys/0").stringValue()).isEqualTo(issuer);
    }

    private static JsonNode keep(String name, String policy) throws IOException {
        return signet.post(201, "verification-policies", wish(name, policy));
    }

    private static String wish(String name, String policy) {
        return "{\"name\":\"" + name + "\",\"policy\":" + policy + "}";
    }

    private static JsonNode text(String name) {
        return JsonNodeFactory.instance.stringNode(name);
    }

    private static JsonNode report(JsonNode policy) throws IOException {
        Answer answer = verify(policy, signet.bearer());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static Answer verify(JsonNode policy, String... headers) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", issued.get("credential"));
        question.set("policy", policy);
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return signet.http()
                .post("/api/v1/credentials/verify", question.toString().getBytes(StandardCharsets.UTF_8), all);
    }

    private static Answer get(String address, String... headers) throws IOException {
        return signet.http().send("GET " + address, headers);
    }

    private static String keyOf(String tenant, String role) throws IOException {
        if (!tenant.equals("sandbox")) {
            signet.post(201, "tenants", "{\"id\":\"" + tenant + "\",\"name\":\"" + tenant + "\"}");
        }
        return "Authorization: Bearer " + signet.post(201, "tenants/" + tenant + "/api-keys",
                "{\"name\":\"" + role + "\",\"roles\":[\"" + role + "\"]}").get("key").stringValue();
    }
}
