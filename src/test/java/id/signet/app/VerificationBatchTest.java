package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.LinesOverHttp;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Many credentials verified by one request over HTTP, a line each. */
class VerificationBatchTest {

    private static final String LINES = "Content-Type: application/x-ndjson";

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder, "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE=60");
        issuer = signet.accreditedIssuer();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void eachLineHasItsReportAndWhatIsNoQuestionIsALineToo() throws Exception {
        JsonNode good = signet.issue(issuer, "vc+jwt");
        JsonNode revoked = signet.issue(issuer, "data-integrity");
        signet.changeStatus(revoked, "revocation", true);
        ObjectNode anchored = question(good.get("credential"));
        anchored.putArray("receipts").add(good.get("receipt"));
        anchored.putObject("policy").putObject("checks").put("anchor", "required");

        List<ObjectNode> answers;
        try (LinesOverHttp exchange = open()) {
            exchange.send(anchored.toString());
            exchange.send(question(revoked.get("credential")).toString());
            exchange.send("{\"credential\":");
            exchange.send("");
            exchange.send("{\"credential\":\"eyJhbGciOiJub25lIn0.e30.\"}");
            exchange.send("{\"credential\":\"x\",\"answer\":true}");
            exchange.send("{\"policy\":\"default\"}");
            exchange.send("{\"credential\":\"x\",\"policy\":\"nobody-keeps-this\"}");
            exchange.end();
            answers = exchange.rest();
        }

        assertThat(answers).extracting(answer -> answer.get("line").intValue())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(answers.get(0).at("/report/verified").booleanValue()).as("%s", answers.get(0)).isTrue();
        assertThat(RunningSignet.check(answers.get(0).get("report"), "anchor").get("result").stringValue())
                .isEqualTo("passed");
        assertThat(RunningSignet.check(answers.get(1).get("report"), "status").get("code").stringValue())
                .isEqualTo("revoked");
        assertThat(slug(answers.get(2))).isEqualTo("malformed");
        assertThat(slug(answers.get(3))).isEqualTo("malformed");
        assertThat(answers.get(4).at("/report/verified").booleanValue()).isFalse();
        assertThat(slug(answers.get(5))).isEqualTo("unknown-member");
        assertThat(slug(answers.get(6))).isEqualTo("malformed");
        assertThat(slug(answers.get(7))).isEqualTo("malformed");
    }

    @Test
    void aReportComesBackBeforeTheNextLineIsSent() throws Exception {
        JsonNode credential = signet.issue(issuer, "dc+sd-jwt").get("credential");

        try (LinesOverHttp exchange = open()) {
            for (int i = 1; i <= 3; i++) {
                exchange.send(question(credential).toString());
                ObjectNode answer = exchange.next();
                assertThat(answer.get("line").intValue()).isEqualTo(i);
                assertThat(answer.at("/report/verified").booleanValue()).isTrue();
            }
            exchange.end();
            assertThat(exchange.rest()).isEmpty();
        }
    }

    @Test
    void aThousandLinesAreAnsweredAsEachWouldBeAlone() throws Exception {
        List<JsonNode> papers = new ArrayList<>();
        for (String format : List.of("data-integrity", "vc+jwt", "vc+cose", "vc+sd-jwt", "dc+sd-jwt")) {
            papers.add(signet.issue(issuer, format).get("credential"));
        }

        try (LinesOverHttp exchange = open()) {
            Thread sender = Thread.startVirtualThread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    exchange.send(i % 7 == 6 ? "{}" : question(papers.get(i % 5)).toString());
                }
                exchange.end();
            });
            List<ObjectNode> answers = exchange.rest();
            sender.join();

            assertThat(answers).hasSize(1_000);
            for (int i = 0; i < 1_000; i++) {
                assertThat(answers.get(i).get("line").intValue()).isEqualTo(i + 1);
                assertThat(answers.get(i).has("problem")).isEqualTo(i % 7 == 6);
                assertThat(answers.get(i).at("/report/verified").asBoolean(false)).isEqualTo(i % 7 != 6);
            }
        }
    }

    @Test
    void theLinesOfAStrangerCountOneByOne() throws Exception {
        String question = question(signet.issue(issuer, "vc+jwt").get("credential")).toString();

        try (LinesOverHttp exchange = LinesOverHttp.open(signet.http().port(), "/api/v1/credentials/verify", LINES)) {
            for (int i = 0; i < 80; i++) {
                exchange.send(question);
            }
            exchange.end();
            List<ObjectNode> answers = exchange.rest();

            assertThat(answers).hasSize(80);
            assertThat(answers.getFirst().at("/report/verified").booleanValue()).isTrue();
            assertThat(slug(answers.getLast())).isEqualTo("too-many-requests");
            assertThat(answers.getLast().at("/problem/retryAfter").intValue()).isPositive();
        }
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        Answer answer = signet.http()
                .send("POST /api/v1/credentials/verify", LINES, signet.bearer(), "Content-Length: 67108865");

        assertThat(answer.status()).as("%s", answer).isEqualTo(413);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:too-large");
    }

    @Test
    void presentationsAreNotTakenByTheLine() throws Exception {
        Answer answer = signet.http()
                .post("/api/v1/presentations/verify", "{}\n".getBytes(StandardCharsets.UTF_8), LINES,
                        signet.bearer());

        assertThat(answer.status()).isEqualTo(415);
    }

    private static LinesOverHttp open() throws IOException {
        return LinesOverHttp.open(signet.http().port(), "/api/v1/credentials/verify", LINES, signet.bearer());
    }

    private static ObjectNode question(JsonNode credential) {
        ObjectNode question = Json.object();
        question.set("credential", credential);
        return question;
    }

    private static String slug(ObjectNode answer) {
        return answer.at("/problem/type").stringValue().replace("urn:signet:problem:", "");
    }
}
