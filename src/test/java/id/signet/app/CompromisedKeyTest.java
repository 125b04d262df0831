package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.crypto.key.jdbc.JdbcWrappedKeys;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.schema.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an issuer's credentials are worth after his key was stolen at a known moment, over HTTP. */
class CompromisedKeyTest {

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
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void whatWasLoggedBeforeTheMomentPassesAndWhatWasLoggedLaterFails(String format) throws Exception {
        String issuer = signet.accreditedIssuer();
        JsonNode before = signet.issue(issuer, format);
        Thread.sleep(20);
        JsonNode after = signet.issue(issuer, format);
        Instant since = loggedAt(after);

        JsonNode declared = declare(issuer, since);

        assertThat(declared.get("versionId").stringValue()).isEqualTo("2");
        assertThat(declared.at("/compromise/since").stringValue()).isEqualTo(since.toString());
        assertThat(ids(declared.get("compromise"))).containsExactly(id(after));
        assertThat(declared.at("/didDocument/assertionMethod").size()).isEqualTo(1);
        assertThat(declared.at("/didDocument/assertionMethod/0").stringValue()).isEqualTo(issuer + "#key-2");

        for (JsonNode report : List.of(signet.verify(before), signet.report(before.get("credential")))) {
            assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
            JsonNode row = check(report, "issuer-key");
            assertThat(row.at("/evidence/compromisedSince").stringValue()).isEqualTo(since.toString());
            assertThat(row.get("message").stringValue()).contains("in wrong hands since " + since);
        }
        for (JsonNode report : List.of(signet.verify(after), signet.report(after.get("credential")))) {
            assertOnlyFails(report, "issuer-key", "key-compromised");
            assertThat(check(report, "issuer-key").at("/evidence/compromisedSince").stringValue())
                    .isEqualTo(since.toString());
        }
        assertThat(signet.verify(signet.issue(issuer, format)).get("verified").booleanValue())
                .as("the key that took over")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aBackDatedPaperThatNoLogKnowsFails(String format) throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode good = signet.issue(issuer, format);
        JsonNode model = signet.issue(issuer, "data-integrity");
        SigningKey thief = stolen(issuer + "#key-1");
        declare(issuer, Instant.now());

        JsonNode forged = backDated(model, format, issuer + "#key-1", thief);
        for (JsonNode report : List.of(signet.report(forged), signet.report(forged, good.get("receipt")))) {
            assertThat(report.get("verified").booleanValue()).isFalse();
            assertThat(check(report, "proof").get("code").stringValue()).isEqualTo("key-compromised");
            assertThat(report.has("credential")).isFalse();
        }
        assertThat(signet.verify(good).get("verified").booleanValue()).isTrue();
    }

    @Test
    void noPolicyMakesAWarningOfIt() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, "data-integrity");
        declare(issuer, loggedAt(issued));
        ObjectNode question = Json.object();
        question.set("credential", issued.get("credential"));
        question.put("policy", "vc-api");

        JsonNode report = signet.post(200, "credentials/verify", question.toString());

        assertThat(report.get("verified").booleanValue()).isFalse();
        assertThat(check(report, "issuer-key").get("code").stringValue()).isEqualTo("key-compromised");
        assertThat(check(report, "issuer-key").get("mode").stringValue()).isEqualTo("required");
    }

    @Test
    void theMomentMovesBackAndNeverForward() throws Exception {
        String issuer = signet.accreditedIssuer();
        JsonNode first = signet.issue(issuer, "vc+jwt");
        Thread.sleep(20);
        JsonNode second = signet.issue(issuer, "vc+jwt");
        declare(issuer, loggedAt(second));
        assertThat(signet.verify(first).get("verified").booleanValue()).isTrue();

        Answer later = compromise(issuer, "{\"since\":\"" + loggedAt(second).plusMillis(1) + "\"}");
        assertProblem(later, 400, "malformed", "never moves forward");
        Answer future = compromise(issuer, "{\"since\":\"" + Instant.now().plusSeconds(3600) + "\"}");
        assertProblem(future, 400, "malformed", "never moves forward");

        assertThat(compromise(issuer, "{\"since\":\"" + loggedAt(first) + "\"}").status()).isEqualTo(200);
        assertOnlyFails(signet.verify(first), "issuer-key", "key-compromised");
        assertThat(ids(fallen(issuer, ""))).containsExactly(id(first), id(second));
    }

    @Test
    void aBadDeclarationChangesNothing() throws IOException {
        String issuer = signet.accreditedIssuer();
        String key = "\"keyType\":\"Ed25519\"}";
        assertProblem(compromise(issuer, "{\"since\":\"" + Instant.now().plusSeconds(60) + "\"," + key), 400,
                "malformed", "in the future");
        assertProblem(compromise(issuer, "{\"since\":\"2020-01-01T00:00:00Z\"," + key), 400, "malformed",
                "before it was logged");
        assertProblem(compromise(issuer, "{\"since\":\"" + Instant.now() + "\"}"), 400, "malformed", "status lists");
        assertProblem(compromise(issuer, "{}"), 400, "malformed", "'since' is missing");
        assertProblem(signet.send("dids/" + issuer + "/keys/key-9:compromise",
                "{\"since\":\"" + Instant.now() + "\"," + key), 400, "malformed", "no such key");
        assertProblem(signet.send("dids/" + issuer + "/keys/update-1:compromise",
                "{\"since\":\"" + Instant.now() + "\"," + key), 400, "malformed", "no such key");
        assertThat(signet.get("/api/v1/dids/" + issuer).get("versionId").stringValue()).isEqualTo("1");
        assertThat(signet.http()
                .send("GET /api/v1/dids/" + issuer + "/keys/key-1:compromise", signet.bearer())
                .status()).isEqualTo(404);
    }

    @Test
    void whatFellIsListedInPagesAndSaysNoClaim() throws IOException {
        String issuer = signet.accreditedIssuer();
        List<String> issued = new ArrayList<>();
        JsonNode first = signet.issue(issuer, "vc+jwt");
        issued.add(id(first));
        for (int i = 0; i < 4; i++) {
            issued.add(id(signet.issue(issuer, "dc+sd-jwt")));
        }
        declare(issuer, loggedAt(first));

        List<String> seen = new ArrayList<>();
        JsonNode page = fallen(issuer, "?limit=2");
        seen.addAll(ids(page));
        while (page.has("next")) {
            assertThat(page.get("credentials").size()).isEqualTo(2);
            page = fallen(issuer, "?limit=2&after=" + page.get("next").stringValue());
            seen.addAll(ids(page));
        }
        assertThat(seen).isEqualTo(issued);
        assertThat(page.toString()).doesNotContain("Ada").doesNotContain("Fire");
        assertThat(page.at("/credentials/0").propertyNames()).containsExactlyInAnyOrder("id", "leaf", "loggedAt",
                "format", "schema", "revoked");
    }

    @Test
    void anotherTenantsListIsEmpty() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, "vc+jwt");
        declare(issuer, loggedAt(issued));
        signet.post(201, "tenants", "{\"id\":\"across\",\"name\":\"Across\"}");
        String key = signet.post(201, "tenants/across/api-keys", "{\"name\":\"k\",\"roles\":[\"issuer\"]}")
                .get("key")
                .stringValue();

        JsonNode theirs = signet.http()
                .send("GET /api/v1/dids/" + issuer + "/keys/key-1:compromise", "Authorization: Bearer " + key)
                .json();

        assertThat(theirs.get("credentials").size()).isZero();
    }

    @Test
    void whatFellIsRevokedInOneGoAndIssuedInItsPlace() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode good = signet.issue(issuer, "data-integrity");
        JsonNode revoked = signet.issue(issuer, "vc+jwt");
        signet.changeStatus(revoked, "revocation", true);
        JsonNode token = signet.issue(issuer, "dc+sd-jwt");
        JsonNode without = signet.post(201, "credentials", RunningSignet.certificate(issuer, "vc+jwt")
                .replaceFirst("\"status\":\\[[^\\]]*]", "\"status\":[]"));
        declare(issuer, loggedAt(revoked));

        JsonNode done = signet.post(200, "dids/" + issuer + "/keys/key-1:revoke-credentials", "{}");

        assertThat(texts(done.get("reissue"))).containsExactly(id(token), id(without));
        assertThat(texts(done.get("revokedBefore"))).containsExactly(id(revoked));
        assertThat(texts(done.get("withoutStatus"))).containsExactly(id(without));
        assertThat(done.has("next")).isFalse();
        assertThat(check(signet.verify(token), "status").get("code").stringValue()).isEqualTo("revoked");
        assertThat(signet.verify(good).get("verified").booleanValue()).isTrue();

        JsonNode successor = signet.post(201, "credentials", RunningSignet.certificate(issuer, "dc+sd-jwt")
                .replaceFirst("\\{", "{\"replaces\":\"" + id(token) + "\","));
        assertThat(signet.verify(successor).get("verified").booleanValue()).isTrue();
        assertThat(successor.get("credential").toString()).doesNotContain(id(token));
        JsonNode list = fallen(issuer, "");
        assertThat(list.at("/credentials/1/replacedBy").stringValue()).isEqualTo(id(successor));
        assertThat(list.at("/credentials/1/revoked").booleanValue()).isTrue();
        assertThat(list.at("/credentials/2/revoked").booleanValue()).isFalse();

        JsonNode again = signet.post(200, "dids/" + issuer + "/keys/key-1:revoke-credentials", "{}");
        assertThat(texts(again.get("reissue"))).containsExactly(id(without));
    }

    @Test
    void oneReplacesOnlyWhatOneIssued() throws IOException {
        Answer answer = signet.send("credentials", RunningSignet.certificate(signet.accreditedIssuer(), "vc+jwt")
                .replaceFirst("\\{", "{\"replaces\":\"00000000-0000-4000-8000-000000000000\","));

        assertProblem(answer, 422, "replaced-unknown", "issued no credential");
    }

    @Test
    void whatIsNotDeclaredIsNotRevoked() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode issued = signet.issue(issuer, "vc+jwt");

        assertProblem(signet.send("dids/" + issuer + "/keys/key-1:revoke-credentials", "{}"), 404, "not-found",
                "declared compromised");
        assertThat(signet.verify(issued).get("verified").booleanValue()).isTrue();
    }

    // ---- the story's steps ----

    private static JsonNode declare(String issuer, Instant since) throws IOException {
        return signet.post(200, "dids/" + issuer + "/keys/key-1:compromise",
                "{\"since\":\"" + since + "\",\"keyType\":\"Ed25519\"}", "If-Match: \"1\"");
    }

    private static Answer compromise(String issuer, String body) throws IOException {
        return signet.send("dids/" + issuer + "/keys/key-1:compromise", body);
    }

    private static JsonNode fallen(String issuer, String query) throws IOException {
        Answer answer = signet.http()
                .send("GET /api/v1/dids/" + issuer + "/keys/key-1:compromise" + query, signet.bearer());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    private static Instant loggedAt(JsonNode issued) throws IOException {
        return Instant.parse(signet.report(issued.get("credential")).at("/time/logged/loggedAt").stringValue());
    }

    private static String id(JsonNode issued) {
        return issued.get("id").stringValue();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("credentials").valueStream().map(CompromisedKeyTest::id).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }

    /** A thief's copy: another key ring on the same database opened the key while it was there, and goes on signing. */
    private static SigningKey stolen(String method) {
        return new SoftwareKeyRing(new JdbcWrappedKeys(signet.part(JdbcClient.class)), signet.part(MasterKey.class),
                Clock.systemUTC()).open(
                        signet.part(StoredRows.class)
                                .get(HostedTables.KEY, DidUrl.parseMethodId(method))
                                .orElseThrow()
                                .keyId());
    }

    /** The same certificate, but claiming to be of 2020, and signed now. */
    private static JsonNode backDated(JsonNode model, String format, String method, SigningKey key) {
        ObjectNode document = ((ObjectNode) model.get("credential")).deepCopy();
        document.remove(List.of("proof", "credentialStatus"));
        document.put("validFrom", "2020-02-03T04:05:06Z");
        Optional<String> vct = format.equals("dc+sd-jwt")
                ? Optional.of(signet.part(SchemaRegistry.class).named("TrainingCertificate").getFirst().vct())
                : Optional.empty();
        var secured = signet.part(CredentialFormats.class).named(format).orElseThrow();
        var request = secured.prepare(new UnsecuredCredential(document, method, key.publicKey(),
                Instant.parse("2020-02-03T04:05:06Z"), List.of(), Optional.empty(), vct,
                Optional.empty(), Optional.empty()));
        return secured.assemble(request, key.sign(request.signedInput().toArray())).body();
    }

    private static void assertOnlyFails(JsonNode report, String check, String code) {
        assertThat(report.get("verified").booleanValue()).isFalse();
        for (JsonNode row : report.get("checks")) {
            if (row.get("name").stringValue().equals(check)) {
                assertThat(row.path("code").asString("")).as("%s", row).isEqualTo(code);
            } else {
                assertThat(row.get("result").stringValue()).as("%s", row).isIn("passed", "skipped");
            }
        }
    }

    private static void assertProblem(Answer answer, int status, String slug, String detail) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
        assertThat(answer.json().get("detail").stringValue()).contains(detail);
    }
}
