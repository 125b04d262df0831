package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.Base64Url;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.registry.did.Did;
import id.signet.registry.did.webvh.WebvhHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: did:webvh DIDs that this service hosts. */
class HostedWebvhTest {

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

    private static String did(JsonNode answer) {
        return answer.get("did").stringValue();
    }

    private static String scid(String did) {
        return Did.parse(did).specificId().substring(0, 46);
    }

    private static Answer file(String did, String name) throws IOException {
        return signet.http().send("GET /dids/" + scid(did) + "/" + name);
    }

    private static JsonNode line(String did, int number) throws IOException {
        return StrictJson.parseObject(file(did, "did.jsonl").body().lines().toList().get(number - 1));
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }

    // ---- keys kept here ----

    @Test
    void itIsMadeChangedAndEndedAndItsFilesAreServed() throws IOException {
        JsonNode made = signet.createDid("webvh", "P-256");
        String did = did(made);
        assertThat(did).isEqualTo("did:webvh:" + scid(did) + ":localhost%3A8080:dids:" + scid(did));
        assertThat(made.get("versionId").stringValue()).startsWith("1-");
        assertThat(made.get("receipt").stringValue()).startsWith("c2sp.org/tlog-proof@v1");

        Answer changed = signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\",\"retire\":\"#key-1\"}",
                "If-Match: \"" + made.get("versionId").stringValue() + "\"");
        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(changed.header("ETag"))
                .isEqualTo("\"" + changed.json().get("versionId").stringValue() + "\"");
        assertProblem(signet.send("dids/" + did + "/services", "{\"services\":[]}",
                "If-Match: \"" + made.get("versionId").stringValue() + "\""), 412, "precondition");
        signet.post(200, "dids/" + did + "/services",
                "{\"services\":[{\"id\":\"#desk\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":\"https://a.example/\"}]}");

        Answer log = file(did, "did.jsonl");
        assertThat(log.header("Content-Type")).isEqualTo("text/jsonl");
        assertThat(log.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(log.body().lines()).hasSize(3);
        assertThat(WebvhHash.ofMultikey(line(did, 3).at("/parameters/updateKeys/0").stringValue()).text())
                .isEqualTo(line(did, 2).at("/parameters/nextKeyHashes/0").stringValue());
        assertThat(file(did, "did-witness.json").status()).isEqualTo(404);

        assertThat(signet.delete("dids/" + did).json().get("deactivated").booleanValue()).isTrue();
        assertThat(line(did, 4).at("/parameters/deactivated").booleanValue()).isTrue();
        assertThat(signet.http().send("GET /1.0/identifiers/" + did).status()).isEqualTo(410);
        assertThat(file(did, "did.json").status()).isEqualTo(410);
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}"), 409, "deactivated");
    }

    @Test
    void itResolvesByVersionTimeAndNumberWithTheMetadataOfTheMethodAndAReceipt() throws IOException {
        JsonNode made = signet.createDid("webvh", "Ed25519");
        String did = did(made);
        signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}");
        String path = "/1.0/identifiers/" + did;

        JsonNode now = signet.get(path + "?receipt=true");
        JsonNode metadata = now.get("didDocumentMetadata");
        assertThat(metadata.get("versionId").stringValue()).isEqualTo(line(did, 2).get("versionId").stringValue());
        assertThat(metadata.get("scid").stringValue()).isEqualTo(scid(did));
        assertThat(metadata.get("portable").booleanValue()).isFalse();
        assertThat(metadata.get("ttl").stringValue()).isEqualTo("3600");
        assertThat(metadata.get("created").stringValue()).isEqualTo(line(did, 1).get("versionTime").stringValue());
        assertThat(now.toString()).contains("c2sp.org/tlog-proof@v1");

        String first = made.get("versionId").stringValue();
        for (String query : new String[]{"versionId=" + first, "versionNumber=1"}) {
            JsonNode old = signet.get(path + "?" + query);
            assertThat(old.at("/didDocumentMetadata/versionId").stringValue()).isEqualTo(first);
            assertThat(old.at("/didDocumentMetadata/nextVersionId").stringValue()).startsWith("2-");
            assertThat(old.at("/didDocument/verificationMethod")).hasSize(1);
        }
        assertThat(signet.get(path + "?versionTime=2099-01-01T00:00:00Z").at("/didDocument/verificationMethod"))
                .hasSize(2);
        for (String query : new String[]{"versionId=1", "versionId=1-" + scid(did), "versionNumber=3",
            "versionTime=2020-01-01T00:00:00Z"}) {
            assertThat(signet.http().send("GET " + path + "?" + query).status()).as(query).isEqualTo(404);
        }
        String nobody = did.replace(scid(did), WebvhHash.ofMultikey("nobody").text());
        assertThat(signet.http().send("GET /1.0/identifiers/" + nobody).status()).isEqualTo(404);
    }

    @Test
    void theDidWebBesideItIsServedAndResolvedAndNamesIt() throws IOException {
        String did = did(signet.createDid("webvh", "Ed25519"));
        JsonNode document = file(did, "did.json").json();
        String web = "did:web:localhost%3A8080:dids:" + scid(did);

        assertThat(document.get("id").stringValue()).isEqualTo(web);
        assertThat(document.get("alsoKnownAs")).isEqualTo(Json.array().add(did));
        assertThat(document.at("/verificationMethod/0/id").stringValue()).isEqualTo(web + "#key-1");
        assertThat(document.at("/service/0/id").stringValue()).isEqualTo(web + "#files");
        assertThat(signet.get("/1.0/identifiers/" + web).get("didDocument")).isEqualTo(document);
        assertThat(signet.http().send("GET /1.0/identifiers/" + web + "?versionNumber=1").status()).isEqualTo(501);
        assertThat(signet.get("/1.0/identifiers/" + did).at("/didDocument/alsoKnownAs/0").stringValue())
                .isEqualTo(web);
        assertThat(signet.http().send("GET /dids/" + WebvhHash.ofMultikey("nobody") + "/did.json").status())
                .isEqualTo(404);
        assertThat(signet.http().send("GET /dids/nonsense/did.jsonl").status()).isEqualTo(404);
    }

    @Test
    void itIssuesAndWhatItIssuedIsJudgedByTheOrderOfTheLog() throws IOException {
        for (String format : new String[]{"data-integrity", "vc+jwt", "dc+sd-jwt"}) {
            String did = did(signet.createDid("webvh", "Ed25519"));
            signet.accredit(did, "TrainingCertificate");
            JsonNode early = signet.issue(did, format);
            signet.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\",\"retire\":\"#key-1\"}");
            JsonNode late = signet.issue(did, format);

            for (int number = 1; number <= 2; number++) {
                JsonNode report = signet.verify(number == 1 ? early : late);
                assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
                assertThat(RunningSignet.check(report, "issuer-key").at("/evidence/didVersion").stringValue())
                        .isEqualTo(line(did, number).get("versionId").stringValue());
            }
            signet.post(200, "dids/" + did + "/keys/key-2:compromise",
                    "{\"since\":\"" + signet.report(late.get("credential")).at("/time/logged/loggedAt").stringValue()
                            + "\",\"keyType\":\"Ed25519\"}");
            assertThat(RunningSignet.check(signet.verify(late), "issuer-key").get("code").stringValue())
                    .isEqualTo("key-compromised");
            assertThat(RunningSignet.check(signet.verify(early), "issuer-key").get("result").stringValue())
                    .isEqualTo("passed");
        }
    }

    @Test
    void parametersAreForThisMethodAndJudgedByItsRules() throws IOException {
        assertProblem(signet.send("dids", "{\"method\":\"weid\",\"keyType\":\"Ed25519\",\"parameters\":{}}"), 400,
                "malformed");
        assertProblem(signet.send("dids",
                "{\"method\":\"webvh\",\"keyType\":\"Ed25519\",\"parameters\":{\"ttl\":-1}}"), 400, "malformed");
        assertProblem(signet.send("dids",
                "{\"method\":\"webvh\",\"keyType\":\"Ed25519\",\"parameters\":{\"watchers\":[]}}"), 400,
                "unknown-member");
        String did = did(signet.post(201, "dids",
                "{\"method\":\"webvh\",\"keyType\":\"Ed25519\",\"parameters\":{\"portable\":true,\"ttl\":60}}"));

        JsonNode changed = signet.post(200, "dids/" + did + "/parameters", "{\"portable\":false,\"ttl\":0}");
        assertThat(changed.get("versionId").stringValue()).startsWith("2-");
        assertThat(signet.get("/1.0/identifiers/" + did).at("/didDocumentMetadata/ttl").stringValue()).isEqualTo("0");
        assertProblem(signet.send("dids/" + did + "/parameters", "{\"portable\":true}"), 400, "malformed");
    }

    // ---- witnesses ----

    private static String witness(SigningKey... keys) {
        ObjectNode witness = Json.object().put("threshold", keys.length);
        for (SigningKey key : keys) {
            witness.withArray("witnesses").addObject().put("id", "did:key:" + Multikey.encode(key.publicKey()));
        }
        return witness.toString();
    }

    private static String approval(String versionId, SigningKey... keys) {
        ObjectNode body = Json.object().put("versionId", versionId);
        for (SigningKey key : keys) {
            String multikey = Multikey.encode(key.publicKey());
            ProofOptions options = ProofOptions.of(Cryptosuites.jcs().named("eddsa-jcs-2022").orElseThrow(),
                    "did:key:" + multikey + "#" + multikey, "assertionMethod")
                    .withCreated(Instant.parse("2026-11-28T10:00:00Z"));
            body.withArray("proof")
                    .add(SecuredDocument.sign(Json.object().put("versionId", versionId), options, key).get("proof"));
        }
        return body.toString();
    }

    @Test
    void aLineIsServedOnceItsWitnessesHaveApprovedIt() throws IOException {
        SigningKey anna = SoftwareSigningKey.generate(KeyType.ED25519);
        SigningKey bela = SoftwareSigningKey.generate(KeyType.ED25519);
        JsonNode waits = signet.post(202, "dids",
                "{\"method\":\"webvh\",\"keyType\":\"Ed25519\",\"parameters\":{\"witness\":" + witness(anna, bela)
                        + "}}");
        String did = did(waits);
        String versionId = waits.get("versionId").stringValue();
        String approvals = "dids/" + did + "/approvals";

        assertThat(file(did, "did.jsonl").status()).isEqualTo(404);
        assertThat(signet.http().send("GET /1.0/identifiers/" + did).status()).isEqualTo(404);
        assertThat(signet.post(202, approvals, approval(versionId, anna)).get("approvedBy")).hasSize(1);
        assertThat(signet.http().send("GET /api/v1/dids/" + did + "/waiting", signet.bearer()).json().get("line"))
                .isEqualTo(waits.get("line"));
        ObjectNode again = Json.object().put("type", "did.webvh");
        again.set("line", waits.get("line"));
        assertProblem(signet.send("dids/operations", again.toString()), 403, "forbidden");
        assertThat(file(did, "did.jsonl").status()).isEqualTo(404);
        assertProblem(signet.send(approvals, approval(versionId, SoftwareSigningKey.generate(KeyType.ED25519))), 400,
                "malformed");
        assertThat(signet.post(200, approvals, approval(versionId, bela)).get("versionId").stringValue())
                .isEqualTo(versionId);

        assertThat(line(did, 1)).isEqualTo(waits.get("line"));
        assertThat(file(did, "did-witness.json").json().at("/0/proof")).hasSize(2);
        assertProblem(signet.http().send("GET /api/v1/dids/" + did + "/waiting", signet.bearer()), 404, "not-found");
        assertProblem(signet.send(approvals, approval(versionId, anna)), 404, "not-found");

        JsonNode next = signet.post(202, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}");
        assertThat(signet.get("/1.0/identifiers/" + did).at("/didDocumentMetadata/versionId").stringValue())
                .isEqualTo(versionId);
        signet.post(200, approvals, approval(next.get("versionId").stringValue(), anna, bela));
        assertThat(file(did, "did-witness.json").json()).hasSize(1);
        assertThat(signet.get("/1.0/identifiers/" + did).at("/didDocumentMetadata/witness/threshold").stringValue())
                .isEqualTo("2");
    }

    @Test
    void oneIdempotencyKeyMakesOneDidThatWaits() throws IOException {
        String wish = "{\"method\":\"webvh\",\"keyType\":\"Ed25519\",\"parameters\":{\"witness\":"
                + witness(SoftwareSigningKey.generate(KeyType.ED25519)) + "}}";
        JsonNode first = signet.post(202, "dids", wish, "Idempotency-Key: webvh-1");

        assertThat(signet.post(202, "dids", wish, "Idempotency-Key: webvh-1")).isEqualTo(first);
    }

    // ---- keys kept at home ----

    private final SigningKey update = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey next = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey third = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey use = SoftwareSigningKey.generate(KeyType.P256);

    private static String multikey(SigningKey key) {
        return Multikey.encode(key.publicKey());
    }

    private static String hash(SigningKey key) {
        return WebvhHash.ofMultikey(multikey(key)).text();
    }

    private static ObjectNode wish(SigningKey signer) {
        return Json.object().put("type", "did.webvh").put("signer", multikey(signer));
    }

    private static String signed(JsonNode prepared, SigningKey key) {
        ObjectNode line = prepared.get("line").deepCopy().asObject();
        ((ObjectNode) line.at("/proof/0")).put("proofValue", Multibase.encodeBase58Btc(
                key.sign(Base64Url.decode(prepared.get("signedBytes").stringValue()))));
        ObjectNode body = Json.object().put("type", "did.webvh");
        body.set("line", line);
        return body.toString();
    }

    private static JsonNode prepare(ObjectNode wish) throws IOException {
        return signet.post(200, "dids/operations:prepare", wish.toString());
    }

    @Test
    void whoHoldsHisKeysSignsTheLinesHimself() throws IOException {
        ObjectNode create = wish(update);
        create.putArray("nextKeyHashes").add(hash(next));
        create.putArray("addKeys")
                .addObject()
                .put("publicKeyMultibase", multikey(use))
                .putArray("relationships")
                .add("assertionMethod");
        JsonNode prepared = prepare(create);
        assertProblem(signet.send("dids/operations", signed(prepared, next)), 400, "malformed");
        JsonNode made = signet.post(201, "dids/operations", signed(prepared, update));
        String did = did(made);
        assertThat(did).isEqualTo(prepared.get("did").stringValue());
        assertProblem(signet.send("dids/operations", signed(prepared, update)), 412, "precondition");
        assertProblem(signet.send("dids/" + did + "/keys", "{\"keyType\":\"P-256\"}"), 403, "forbidden");

        ObjectNode thief = wish(update).put("did", did);
        thief.putArray("services");
        assertProblem(signet.send("dids/operations", signed(prepare(thief), update)), 400, "malformed");

        ObjectNode change = wish(next).put("did", did);
        change.putArray("updateKeys").add(multikey(next));
        change.putArray("nextKeyHashes").add(hash(third));
        change.putArray("retireKeys").add("#key-1");
        JsonNode changed = signet.post(200, "dids/operations", signed(prepare(change), next));
        assertThat(changed.get("versionId").stringValue()).startsWith("2-");
        assertThat(changed.at("/didDocument/verificationMethod/0").has("expires")).isTrue();

        ObjectNode end = wish(third).put("did", did).put("deactivate", true);
        end.putArray("updateKeys").add(multikey(third));
        end.putArray("nextKeyHashes");
        assertThat(signet.post(200, "dids/operations", signed(prepare(end), third)).get("deactivated").booleanValue())
                .isTrue();
        assertThat(file(did, "did.jsonl").body().lines()).hasSize(3);
    }

    @Test
    void aLineOfHisWaitsForWitnessesToo() throws IOException {
        SigningKey anna = SoftwareSigningKey.generate(KeyType.ED25519);
        ObjectNode create = wish(update);
        create.putObject("parameters").set("witness", StrictJson.parseObject(witness(anna)));
        JsonNode waits = signet.post(202, "dids/operations", signed(prepare(create), update));

        signet.post(200, "dids/" + did(waits) + "/approvals",
                approval(waits.get("versionId").stringValue(), anna));
        assertThat(line(did(waits), 1)).isEqualTo(waits.get("line"));
    }
}
