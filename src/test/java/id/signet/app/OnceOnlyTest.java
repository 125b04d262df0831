package id.signet.app;

import static id.signet.app.RunningSignet.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Many callers who ask for the same thing at the same moment, over HTTP. */
class OnceOnlyTest {

    private static final int THREADS = 50;
    private static final String WEID = "{\"method\":\"weid\",\"keyType\":\"Ed25519\"}";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        issuer = signet.accreditedIssuer();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void G14_theSameContentTwiceIsOneLeafUnderOneKeyAndTwoWithoutAndNoneIsLost() throws Exception {
        String body = RunningSignet.certificate(issuer, "vc+jwt");
        JsonNode first = signet.post(201, "credentials", body, key("g14"));
        JsonNode again = signet.post(201, "credentials", body, key("g14"));
        JsonNode other = signet.post(201, "credentials", body);
        assertThat(leaf(again)).isEqualTo(leaf(first));
        assertThat(leaf(other)).isNotEqualTo(leaf(first));
        for (JsonNode issued : List.of(first, again, other)) {
            JsonNode anchor = RunningSignet.check(signet.verify(issued), "anchor");
            assertThat(anchor.get("result").stringValue()).as("%s", anchor).isEqualTo("passed");
        }
    }

    private static long leaf(JsonNode issued) {
        return TlogProofCodec.decode(issued.get("receipt").stringValue()).index().value();
    }

    // ---- one idempotency key, one body ----

    @ParameterizedTest
    @ValueSource(strings = {"weid", "web", "key", "jwk"})
    void X01_fiftyRequestsWithOneKeyCreateOneDid(String method) throws Exception {
        String body = "{\"method\":\"" + method + "\",\"keyType\":\"Ed25519\"}";
        long before = leaves();
        List<Answer> answers = atOnce(THREADS, _ -> signet.send("dids", body, key("did-" + method)));
        Answer first = oneAnswer(201, answers);
        assertThat(leaves() - before).isEqualTo(method.equals("weid") || method.equals("web") ? 1 : 0);
        assertSameAgain(first, signet.send("dids", body, key("did-" + method)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void X01_fiftyRequestsWithOneKeyIssueOneCredential(String format) throws Exception {
        String body = RunningSignet.certificate(issuer, format);
        signet.post(201, "credentials", body); // so that its status lists are there already
        long before = leaves();
        List<Answer> answers = atOnce(THREADS, _ -> signet.send("credentials", body, key("issue-" + format)));
        Answer first = oneAnswer(201, answers);
        assertThat(leaves() - before).isEqualTo(1);
        assertSameAgain(first, signet.send("credentials", body, key("issue-" + format)));
        assertThat(signet.verify(first.json()).get("verified").booleanValue()).isTrue();
    }

    @Test
    void X01_fiftyRequestsWithOneKeyRevokeOnce() throws Exception {
        String path = statusOf(signet.issue(issuer, "vc+jwt"));
        String body = "{\"purpose\":\"revocation\",\"value\":true}";
        long before = leaves();
        List<Answer> answers = atOnce(THREADS, _ -> signet.send(path, body, key("revoke")));
        Answer first = oneAnswer(200, answers);
        assertThat(leaves() - before).isEqualTo(1);
        assertSameAgain(first, signet.send(path, body, key("revoke")));
    }

    @Test
    void fiftyRevocationsWithoutAKeyAllSucceedAndChangeTheListOnce() throws Exception {
        String path = statusOf(signet.issue(issuer, "dc+sd-jwt"));
        long before = leaves();
        List<Answer> answers = atOnce(THREADS,
                _ -> signet.send(path, "{\"purpose\":\"revocation\",\"value\":true}"));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(leaves() - before).isEqualTo(1);
    }

    @Test
    void aVerificationSentAgainWithItsKeyGetsTheFirstReport() throws Exception {
        String question = "{\"credential\":" + signet.issue(issuer, "vc+jwt").get("credential") + "}";
        Answer first = signet.send("credentials/verify", question, key("verify"));
        Answer again = signet.send("credentials/verify", question, key("verify"));
        assertThat(again.json().get("time").get("checkedAt")).isEqualTo(first.json().get("time").get("checkedAt"));
        assertMismatch(signet.send("credentials/verify", "{\"credential\":\"a.b.c\"}", key("verify")));
    }

    // ---- one idempotency key, other bodies ----

    @Test
    void X01_oneKeyWithOtherBodiesCreatesOneDid() throws Exception {
        long before = leaves();
        List<Answer> answers = atOnce(THREADS, i -> signet.send("dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\","
                + "\"services\":[{\"id\":\"#s" + i + "\",\"type\":\"LinkedDomains\","
                + "\"serviceEndpoint\":\"https://example.org/\"}]}", key("did-others")));
        oneEffect(201, answers);
        assertThat(leaves() - before).isEqualTo(1);
        assertMismatch(signet.send("dids", WEID, key("did-others")));
    }

    @Test
    void X01_oneKeyWithOtherBodiesIssuesOneCredential() throws Exception {
        signet.issue(issuer, "vc+jwt"); // so that its status lists are there already
        long before = leaves();
        List<Answer> answers = atOnce(THREADS, i -> signet.send("credentials",
                RunningSignet.certificate(issuer, "vc+jwt").replace("Fire safety", "Course " + i),
                key("issue-others")));
        oneEffect(201, answers);
        assertThat(leaves() - before).isEqualTo(1);
        assertMismatch(signet.send("credentials", RunningSignet.certificate(issuer, "vc+jwt"), key("issue-others")));
    }

    @Test
    void X01_oneKeyWithOtherBodiesChangesOneStatus() throws Exception {
        String path = statusOf(signet.issue(issuer, "vc+jwt"));
        List<Answer> answers = atOnce(THREADS, i -> signet.send(path,
                "{\"purpose\":\"suspension\"," + " ".repeat(i) + "\"value\":true}", key("status-others")));
        oneEffect(200, answers);
        assertMismatch(signet.send(path, "{\"purpose\":\"revocation\",\"value\":true}", key("status-others")));
    }

    @Test
    void aKeyIsItsRoutesOwn() throws IOException {
        assertThat(signet.send("dids", WEID, key("shared")).status()).isEqualTo(201);
        assertThat(signet.send("credentials", RunningSignet.certificate(issuer, "vc+jwt"), key("shared")).status())
                .isEqualTo(201);
    }

    @Test
    void aRequestThatWasRefusedMayBeCorrectedUnderItsKey() throws IOException {
        assertThat(signet.send("dids", "{\"method\":\"weid\",\"keyType\":\"RSA\"}", key("corrected")).status())
                .isEqualTo(400);
        assertThat(signet.send("dids", WEID, key("corrected")).status()).isEqualTo(201);
    }

    // ---- one version ----

    @ParameterizedTest
    @ValueSource(strings = {"weid", "web"})
    void X02_ofFiftyKeyChangesOnOneVersionOneWins(String method) throws Exception {
        String did = signet.createDid(method, "Ed25519").get("did").stringValue();
        oneWinner(atOnce(THREADS,
                _ -> signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}", "If-Match: \"1\"")));
        JsonNode now = signet.get("/api/v1/dids/" + did);
        assertThat(now.get("versionId").stringValue()).isEqualTo("2");
        assertThat(now.get("didDocument").get("assertionMethod").size()).isEqualTo(2);
    }

    @Test
    void X02_ofFiftyServiceChangesOnOneVersionOneWins() throws Exception {
        String did = signet.createDid("weid", "Ed25519").get("did").stringValue();
        List<Answer> answers = atOnce(THREADS, i -> signet.send("dids/" + did + "/services",
                "{\"services\":[{\"id\":\"#s\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":\"https://example.org/"
                        + i + "\"}]}",
                "If-Match: \"1\""));
        JsonNode won = oneWinner(answers);
        assertThat(signet.get("/api/v1/dids/" + did).get("didDocument")).isEqualTo(won.get("didDocument"));
    }

    // ---- what is asserted again and again ----

    /** At least one got the answer; whoever else got one got the same, or was told that it is being made. */
    private static Answer oneAnswer(int status, List<Answer> answers) {
        List<Answer> good = answers.stream().filter(answer -> answer.status() == status).toList();
        assertThat(good).as("%s", answers.getFirst()).isNotEmpty();
        assertThat(good).extracting(Answer::json).containsOnly(good.getFirst().json());
        answers.stream().filter(answer -> answer.status() != status).forEach(answer -> {
            assertProblem(answer, 409, "in-progress");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        return good.getFirst();
    }

    private static void oneEffect(int status, List<Answer> answers) {
        assertThat(answers).filteredOn(answer -> answer.status() == status).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != status)
                .allSatisfy(OnceOnlyTest::assertMismatch);
    }

    private static JsonNode oneWinner(List<Answer> answers) {
        List<Answer> won = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(won.getFirst().json().get("versionId").stringValue()).isEqualTo("2");
        assertThat(answers).filteredOn(answer -> answer.status() != 200)
                .hasSize(THREADS - 1)
                .allSatisfy(answer -> assertProblem(answer, 412, "precondition"));
        return won.getFirst().json();
    }

    private static void assertSameAgain(Answer first, Answer again) {
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    private static void assertMismatch(Answer answer) {
        assertProblem(answer, 422, "idempotency-mismatch");
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }

    private static String key(String key) {
        return "Idempotency-Key: " + key;
    }

    private static String statusOf(JsonNode issued) {
        return "credentials/" + issued.get("id").stringValue() + "/status";
    }

    private static long leaves() {
        return signet.part(Ledger.class).size().value();
    }
}
