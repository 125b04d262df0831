package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.operate.PrivateReferences;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.hash.StreamDigests;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.Hash;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.registry.operation.SignedOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Evidence over HTTP: what is proven, who sees what, and who may not. */
class EvidenceDoorTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String publisher;
    private static String neighbour;
    private static int works;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        publisher = signet.createDid("weid", "Ed25519").get("did").stringValue();
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
        neighbour = "Authorization: Bearer " + signet.post(201, "tenants/neighbour/api-keys",
                "{\"name\":\"issuer\",\"roles\":[\"issuer\"]}").get("key").stringValue();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void theAnswerToADepositProvesItWithTheKeyOfTheLogAlone() throws IOException {
        assertThat(provenBy(deposit(wish()), signet.part(Ledger.class).verifierKey()))
                .isInstanceOf(ReceiptResult.Verified.class);
    }

    @Test
    void aFileIsHashedAsItStreamsInWhateverItsSize() throws IOException {
        byte[] part = new byte[MEBIBYTE];
        StreamDigests digests = new StreamDigests();
        for (int i = 0; i < 40; i++) {
            part[0] = (byte) i;
            digests.update(part, part.length);
        }
        StreamDigests.Result expected = digests.end();
        Answer answer = signet.http()
                .exchange("POST /api/v1/evidence/files?title=Film HTTP/1.1\r\nHost: localhost\r\n"
                        + signet.bearer() + "\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                        + 40L * MEBIBYTE + "\r\n\r\n", out -> {
                            for (int i = 0; i < 40; i++) {
                                part[0] = (byte) i;
                                out.write(part);
                            }
                            out.flush();
                        }, Duration.ofSeconds(60));

        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        JsonNode json = StrictJson.parseObject(answer.bytes().toArray());
        assertThat(json.at("/digests/sha-256").stringValue()).isEqualTo(expected.sha256().hex());
        assertThat(json.at("/digests/sm3").stringValue()).isEqualTo(expected.sm3().hex());
        assertThat(json.get("size").longValue()).isEqualTo(40L * MEBIBYTE);
    }

    @Test
    void everybodySeesDigestAuthorAndTimeAndOnlyTheTenantSeesWords() throws IOException {
        ObjectNode wish = wish().put("title", "A secret title").put("name", "secret.txt").put("size", 7);
        wish.putObject("metadata").put("author", "a secret name");
        String id = deposit(wish).get("id").stringValue();

        assertThat(signet.http().send("GET /api/v1/evidence/" + id).body()).contains("\"size\":7")
                .doesNotContain("ecret");
        assertThat(signet.http().send("GET /api/v1/evidence/" + id, neighbour).body()).contains("\"size\":7")
                .doesNotContain("ecret");
        assertThat(ours("/api/v1/evidence/" + id).at("/metadata/author").stringValue())
                .isEqualTo("a secret name");
    }

    @Test
    void aDepositThatIsNotFindableIsFoundByItsTenantAlone() throws IOException {
        ObjectNode wish = wish();
        String digest = wish.at("/digests/sha-256").stringValue();
        deposit(wish);

        assertThat(signet.http().send("GET /api/v1/evidence/lookup?digest=" + digest).body())
                .isEqualTo("{\"found\":[]}");
        assertThat(signet.http().send("GET /api/v1/evidence/lookup?digest=" + digest, neighbour).body())
                .isEqualTo("{\"found\":[]}");
        assertThat(ours("/api/v1/evidence/lookup?digest=" + digest).get("found").size()).isEqualTo(1);
    }

    @Test
    void somebodyElsesEvidenceRevocationIsRefused() throws IOException {
        String id = deposit(wish()).get("id").stringValue();
        for (String body : List.of("{\"type\":\"evidence.revoke\"}",
                "{\"type\":\"evidence.revoke\",\"author\":\"" + publisher + "\"}")) {
            Answer answer = asNeighbour("evidence/" + id + "/statements", body);
            assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        }
        assertThat(ours("/api/v1/evidence/" + id).get("state").stringValue()).isEqualTo("standing");
    }

    @Test
    void anInvitedNeighbourSignsAndStillSeesNoWords() throws IOException {
        String id = deposit(wish().put("title", "A secret title")).get("id").stringValue();
        String other = StrictJson.parseObject(asNeighbour("dids",
                "{\"method\":\"weid\",\"keyType\":\"P-256\"}").bytes().toArray()).get("did").stringValue();
        signet.post(200, "evidence/" + id + "/invitations", Json.object().put("signer", other).toString());
        Answer signed = asNeighbour("evidence/" + id + "/statements",
                "{\"type\":\"evidence.sign\",\"author\":\"" + other + "\"}");

        assertThat(signed.status()).as("%s", signed).isEqualTo(200);
        assertThat(signed.body()).contains(other).doesNotContain("ecret");
    }

    @Test
    void aRequestThatIsSentTwiceUnderOneKeyIsOneDepositAndOneAnswer() throws IOException {
        String body = wish().toString();
        Answer first = signet.send("evidence", body, "Idempotency-Key: once");
        Answer second = signet.send("evidence", body, "Idempotency-Key: once");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void aBatchIsAllOrNothing() throws IOException {
        ObjectNode body = Json.object().put("author", publisher);
        var deposits = body.putArray("deposits");
        deposits.add(Json.object().put("customKey", "batch 1").set("digests", digests()));
        deposits.add(Json.object().put("customKey", "batch 1").set("digests", digests()));

        assertThat(signet.send("evidence/batches", body.toString()).status()).isEqualTo(409);
        assertThat(ours("/api/v1/evidence/lookup?customKey=batch%201").get("found").size()).isZero();
    }

    @Test
    void badDepositsAreProblemsThatNameTheTrouble() throws IOException {
        var troubles = Map.ofEntries(Map.entry("{}", "digests"), Map.entry("{\"digests\":{}}", "digest"),
                Map.entry("{\"digests\":{\"md5\":\"00\"}}", "sm3"),
                Map.entry("{\"digests\":{\"sha-256\":\"00\"}}", "hex"),
                Map.entry("{\"digests\":{\"sha-256\":7}}", "text"),
                Map.entry(wish().put("size", -1).toString(), "size"),
                Map.entry(wish().put("title", "x".repeat(201)).toString(), "Title"),
                Map.entry(wish().put("case", "nobody").toString(), "case"),
                Map.entry(wish().put("author", "did:nobody").toString(), "DID"),
                Map.entry(wish().put("operation", "x").toString(), "operation"),
                Map.entry("{\"operation\":{}}", "operation"));
        for (var one : troubles.entrySet()) {
            Answer answer = signet.send("evidence", one.getKey());
            assertThat(answer.status()).as("%s for %s", answer, one).isEqualTo(400);
            assertThat(answer.json().get("detail").stringValue()).as(one.getKey()).contains(one.getValue());
        }
    }

    @Test
    void aDepositIntoANeighboursCaseFindsNoCase() throws IOException {
        String id = signet.post(201, "evidence/cases", "{\"title\":\"Ours\"}").get("id").stringValue();
        ObjectNode wish = Json.object().put("case", id);
        wish.set("digests", digests());

        assertThat(asNeighbour("evidence", wish.toString()).status()).isEqualTo(404);
        assertThat(signet.http().send("GET /api/v1/evidence/cases/" + id, neighbour).status()).isEqualTo(404);
    }

    @Test
    void aStatementThatNoLongerOpensItsCommitmentIsFoundByTheReplay() throws IOException {
        String id = deposit(wish()).get("id").stringValue();
        PrivateReferences references = new PrivateReferences(signet.part(DataSource.class));
        assertThat(references.check()).isEmpty();
        signet.part(JdbcClient.class)
                .sql("UPDATE evidence_statement SET version_id = '9' WHERE evidence = ?")
                .param(id)
                .update();

        assertThat(references.check()).singleElement().asString().contains(id).contains("does not open");
        signet.part(JdbcClient.class)
                .sql("UPDATE evidence_statement SET version_id = '1' WHERE evidence = ?")
                .param(id)
                .update();
    }

    private static JsonNode ours(String path) throws IOException {
        return StrictJson.parseObject(signet.http().send("GET " + path, signet.bearer()).bytes().toArray());
    }

    private static Answer asNeighbour(String path, String body) throws IOException {
        return signet.http()
                .post("/api/v1/" + path, body.getBytes(StandardCharsets.UTF_8), neighbour,
                        "Content-Type: application/json");
    }

    private static ObjectNode digests() {
        return Json.object().put("sha-256", Bytes.of(Hashes.sha256(Bytes.utf8("work " + works++).toArray())).hex());
    }

    private static ObjectNode wish() {
        ObjectNode wish = Json.object().put("author", publisher);
        wish.set("digests", digests());
        return wish;
    }

    private static JsonNode deposit(ObjectNode wish) throws IOException {
        return signet.post(201, "evidence", wish.toString());
    }

    private static ReceiptResult provenBy(JsonNode answer, String verifierKey) {
        SignedOperation signed = SignedOperation.parse("evidence.deposit", (ObjectNode) answer.get("operation"));
        var receipt = TlogProofCodec.decode(answer.get("receipt").stringValue());
        CommitmentOpening opening = CommitmentOpening.of(receipt);
        return new ReceiptVerifier(VerifierKey.parse(verifierKey)).verifyCommitment(
                Commitment.ofEvidence(opening.salt(), signed.operation().party().did().toString(),
                        opening.versionId(), signed.verificationMethod().toString(),
                        Hash.of(Hashes.sha256(signed.operation().signedBytes().toArray()))),
                receipt);
    }
}
