package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.cli.CommandLine;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.crypto.json.Json;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.testing.RequiresPostgres;
import id.signet.ledger.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two whole services on one PostgreSQL: whoever was acknowledged something by the one finds it at the other, at once. */
@RequiresPostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {

    private static final int ROUNDS = 12;

    @TempDir
    static Path folder;

    private final TestDatabase log = TestDatabase.postgres();
    private final TestDatabase guard = TestDatabase.postgres();
    private RunningSignet one;
    private RunningSignet two;
    private String issuer;
    private String authority;

    @BeforeAll
    void theSecondJoinsTheFirst() throws IOException {
        one = RunningSignet.production(settings("one"));
        assertRefused(settings("two"), Reason.NODE_NOT_JOINED);
        assertThat(command(settings("two"), "node", "join", "--name", "two", "--reason", "more room")).isZero();
        two = RunningSignet.production(settings("two"));
        authority = one.createDid("weid", "P-256").get("did").stringValue();
        two.post(201, "authorities", "{\"did\":\"" + authority + "\",\"name\":\"Board\"}");
        one.post(201, "schemas", """
                                 {"name":"SwimmingBadge","jsonSchema":{
                                   "$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                                   "properties":{"credentialSubject":{"type":"object","properties":{
                                     "id":{"type":"string"},"metres":{"type":"integer"}}}}}}""");
        issuer = two.createDid("weid", "Ed25519").get("did").stringValue();
        one.post(201, "issuers", "{\"did\":\"" + issuer + "\",\"name\":\"Pool\",\"accreditedBy\":\"" + authority
                + "\",\"accreditations\":[{\"credentialType\":\"SwimmingBadge\"}]}");
    }

    @AfterAll
    void stop() {
        two.close();
        one.close();
        guard.close();
        log.close();
    }

    private List<String> settings(String name) throws IOException {
        List<String> settings = RunningSignet.settingsOfProduction(folder);
        settings.removeIf(setting -> setting.startsWith("SIGNET_GUARD_DIR=") || setting.startsWith("SIGNET_DATA_DIR="));
        settings.addAll(List.of("SIGNET_DATA_DIR=" + folder.resolve(name), "SIGNET_NODE_NAME=" + name,
                "SIGNET_DATABASE_URL=" + log.url(), "SIGNET_DATABASE_USER=" + log.user(),
                "SIGNET_GUARD_DATABASE_URL=" + guard.url(), "SIGNET_GUARD_DATABASE_USER=" + guard.user()));
        return settings;
    }

    private static int command(List<String> settings, String... arguments) {
        List<String> names = new ArrayList<>();
        settings.forEach(setting -> {
            String[] pair = setting.split("=", 2);
            System.setProperty(pair[0], pair[1]);
            names.add(pair[0]);
        });
        try {
            return CommandLine.run(arguments).orElse(-1);
        } finally {
            names.forEach(System::clearProperty);
        }
    }

    private static void assertRefused(List<String> settings, Reason reason) {
        assertThatThrownBy(() -> RunningSignet.production(settings).close()).satisfies(
                failure -> assertThat(StartRefusedAnalyzer.refusal(failure).orElseThrow())
                        .isInstanceOfSatisfying(LedgerRefusesToStart.class,
                                refused -> assertThat(refused.reason()).isEqualTo(reason)));
    }

    @Test
    void aNodeWithAGuardOfItsOwnInAFileIsRefused() throws IOException {
        List<String> alone = settings("two");
        alone.removeIf(setting -> setting.startsWith("SIGNET_GUARD_"));
        alone.add("SIGNET_GUARD_DIR=" + folder.resolve("file-guard"));
        assertRefused(alone, Reason.GUARD_NOT_SHARED);
        assertThat(command(alone, "node", "join", "--name", "three", "--reason", "a second guard"))
                .isEqualTo(StartRefusedAnalyzer.EXIT_CODE);
    }

    @Test
    void aJoinStandsInTheLog() throws IOException {
        String log = two.http().send("GET /log/tile/entries/000.p/2").body();
        assertThat(log).contains("log.node-join", "more room");
    }

    @Test
    void whatOneNodeAcknowledgedTheOtherReadsAtOnce() throws IOException {
        RunningSignet here = one;
        RunningSignet there = two;
        Set<String> places = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            String did = here.createDid("weid", "Ed25519").get("did").stringValue();
            there.get("/api/v1/dids/" + did);
            there.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: \"1\"");
            assertThat(here.get("/api/v1/dids/" + did).get("versionId").stringValue()).isEqualTo("2");

            JsonNode issued = here.post(201, "credentials", wish(round));
            String leaf = "/api/v1/ledger/entries/"
                    + TlogProofCodec.decode(issued.get("receipt").stringValue()).index().value();
            there.get(leaf);
            assertThat(there.http().send("GET " + leaf + "/receipt").status()).isEqualTo(200);
            assertThat(report(there, issued).get("verified").booleanValue()).isTrue();
            JsonNode changed = there.changeStatus(issued, "revocation", true);
            assertThat(places.add(changed.get("list").stringValue() + changed.get("index"))).isTrue();
            assertThat(check(report(here, issued), "status").get("code").stringValue()).isEqualTo("revoked");

            RunningSignet swap = here;
            here = there;
            there = swap;
        }
    }

    @Test
    void aKeyWithdrawnAtOneNodeOpensNothingAtTheOther() throws IOException {
        one.post(201, "tenants", "{\"id\":\"school\",\"name\":\"School\"}");
        String keys = "tenants/school/api-keys";
        JsonNode key = one.post(201, keys, "{\"name\":\"clerk\",\"roles\":[\"admin\"]}");
        String bearer = "Authorization: Bearer " + key.get("key").stringValue();
        assertThat(two.http().send("GET /api/v1/" + keys, bearer).status()).isEqualTo(200);

        assertThat(one.delete(keys + "/" + key.get("id").stringValue()).status()).isEqualTo(204);
        assertThat(two.http().send("GET /api/v1/" + keys, bearer).status()).isEqualTo(401);
    }

    @Test
    void oneIdempotencyKeyMakesOneCredentialWhicheverNodeIsAsked() throws Exception {
        String body = wish(7);
        List<Answer> answers = RunningSignet.atOnce(8, number -> (number % 2 == 0 ? one : two)
                .send("credentials", body, "Idempotency-Key: across-nodes"));
        Set<JsonNode> made = new HashSet<>();
        answers.stream().filter(answer -> answer.status() == 201).forEach(answer -> made.add(answer.json()));
        assertThat(made).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.status()).as("%s", answer).isEqualTo(409));
        assertThat(made).containsExactly(two.post(201, "credentials", body, "Idempotency-Key: across-nodes"));
        assertThat(made).containsExactly(one.post(201, "credentials", body, "Idempotency-Key: across-nodes"));
    }

    @Test
    void bothNodesShowWhatEitherPublished() throws IOException {
        one.createDid("weid", "Ed25519");
        one.part(EmbeddedLedger.class).publishNow();
        two.part(EmbeddedLedger.class).publishNow();
        assertThat(two.http().send("GET /log/checkpoint").body())
                .isEqualTo(one.http().send("GET /log/checkpoint").body());
    }

    private String wish(int metres) {
        return "{\"issuer\":\"" + issuer + "\",\"type\":[\"VerifiableCredential\",\"SwimmingBadge\"],"
                + "\"subject\":{\"metres\":" + metres + "},\"status\":[\"revocation\"],\"format\":\"vc+jwt\"}";
    }

    private JsonNode report(RunningSignet node, JsonNode issued) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", issued.get("credential"));
        question.putArray("receipts").add(issued.get("receipt"));
        question.putObject("policy").putArray("authorities").add(authority);
        return node.post(200, "credentials/verify", question.toString());
    }
}
