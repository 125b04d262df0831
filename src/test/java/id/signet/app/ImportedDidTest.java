package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.Base64Url;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.WeidIdentifier;
import id.signet.crypto.key.Secp256k1PublicKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: the operator imports a document of WeIdentity, and its old controller goes on with it. */
class ImportedDidTest {

    private static final JsonNode VECTORS = VectorFile.read("did/imports.json");

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    private final SigningKey old = SoftwareSigningKey.generate(KeyType.SECP256K1);
    private final String oldDid = WeidIdentifier.of("101", old.publicKey()).did().toString();

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String published(String list, String name) {
        return VECTORS.get(list)
                .valueStream()
                .filter(vector -> vector.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow()
                .get("exported")
                .stringValue();
    }

    private static String wish(String exported) {
        ObjectNode body = Json.object();
        body.put("document", exported);
        body.put("block", "2048");
        body.put("time", "2023-09-26T11:20:37+08:00");
        return body.toString();
    }

    /** A document of the 3.x shape: a secp256k1 key labelled Ed25519, its decimal number as multibase. */
    private String document() {
        String decimal = new BigInteger(1, ((Secp256k1PublicKey) old.publicKey()).uncompressedPoint().toArray())
                .toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xed);
        bytes.write(0x01);
        bytes.writeBytes(decimal.getBytes(StandardCharsets.US_ASCII));
        ObjectNode json = Json.object();
        json.put("id", oldDid);
        json.putArray("authentication")
                .addObject()
                .put("id", oldDid + "#keys-5249e55c")
                .put("type", "Ed25519VerificationKey2020")
                .put("controller", oldDid)
                .put("publicKeyMultibase", Multibase.encodeBase58Btc(bytes.toByteArray()));
        return json.toString();
    }

    private String imported() throws IOException {
        return signet.post(201, "dids:import", wish(document())).get("did").stringValue();
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }

    private JsonNode goOn(String wish) throws IOException {
        JsonNode prepared = signet.post(200, "dids/operations:prepare", wish);
        return signet.post(200, "dids/operations", signed(prepared, old));
    }

    private static String signed(JsonNode prepared, SigningKey key) {
        ObjectNode operation = prepared.get("operation").deepCopy().asObject();
        operation.putObject("proof")
                .put("verificationMethod", prepared.at("/verificationMethods/0").stringValue())
                .put("algorithm", key.publicKey().type().algorithm())
                .put("signature",
                        Base64Url.encode(key.sign(Base64Url.decode(prepared.get("signedBytes").stringValue()))));
        ObjectNode body = Json.object();
        body.put("type", prepared.get("type").stringValue());
        body.set("operation", operation);
        return body.toString();
    }

    @Test
    void aPublishedAnswerOfTheOldServiceBecomesAW3cDocument() throws IOException {
        JsonNode answer = signet.post(201, "dids:import", wish(published("imports", "rest-answer-1.x")));
        String did = answer.get("did").stringValue();

        assertThat(did).isEqualTo("did:weid:sandbox:0x0c8a7279207606838b16053cd526fd49c6c560c0");
        assertThat(answer.at("/didDocument/assertionMethod/0").stringValue()).isEqualTo(did + "#keys-0");
        assertThat(answer.at("/didDocument/verificationMethod/0/type").stringValue()).isEqualTo("Multikey");
        assertThat(answer.get("receipt").stringValue()).startsWith("c2sp.org/tlog-proof@v1");
        assertThat(answer.at("/report/kept/0/part").stringValue()).isEqualTo("/publicKey/0");
        assertThat(answer.at("/report/leftOut")).hasSize(2);
        JsonNode resolved = signet.get("/1.0/identifiers/" + did);
        assertThat(resolved.get("didDocument")).isEqualTo(answer.get("didDocument"));
        assertThat(resolved.at("/didDocumentMetadata/imported/did").stringValue())
                .isEqualTo("did:weid:1:0x0c8a7279207606838b16053cd526fd49c6c560c0");
        assertThat(resolved.at("/didDocumentMetadata/imported/time").stringValue()).isEqualTo("2023-09-26T03:20:37Z");
    }

    @Test
    void aSampleWhoseKeyGivesAnotherAddressIsRefused() throws IOException {
        assertProblem(signet.send("dids:import", wish(published("refused", "foreign-address"))), 400, "malformed");
    }

    @Test
    void theOldControllerGoesOnAndNobodyElse() throws IOException {
        String did = imported();
        SigningKey next = SoftwareSigningKey.generate(KeyType.ED25519);
        JsonNode prepared = signet.post(200, "dids/operations:prepare",
                "{\"type\":\"did.deactivate\",\"did\":\"" + did + "\"}");
        assertProblem(signet.send("dids/operations", signed(prepared, next)), 403, "forbidden");
        assertProblem(signet.delete("dids/" + did), 403, "forbidden");

        JsonNode changed = goOn(
                "{\"type\":\"did.update\",\"did\":\"" + did + "\",\"addKeys\":[{\"publicKeyMultibase\":\""
                        + Multikey.encode(next.publicKey()) + "\",\"relationships\":[\"authentication\"]}]}");
        assertThat(changed.get("versionId").stringValue()).isEqualTo("2");
        assertThat(changed.at("/imported/did").stringValue()).isEqualTo(oldDid);
        assertThat(goOn("{\"type\":\"did.deactivate\",\"did\":\"" + did + "\"}").get("deactivated").booleanValue())
                .isTrue();
        assertProblem(signet.send("dids:import", wish(document())), 409, "conflict");
    }

    @Test
    void thePaperThatTheOldKeySignsVerifiesLikeAnyOther() throws IOException {
        String did = imported();
        signet.accredit(did, "TrainingCertificate");
        ObjectNode header = Json.object();
        header.put("alg", "ES256K").put("typ", "vc+jwt").put("cty", "vc").put("kid", did + "#keys-5249e55c");
        ObjectNode paper = Json.object();
        paper.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        paper.putArray("type").add("VerifiableCredential");
        paper.put("issuer", did);
        paper.put("validFrom", Instant.parse("2023-09-26T03:20:37Z").toString());
        paper.putObject("credentialSubject").put("id", "did:example:ada");
        String input = base64(header.toString()) + "." + base64(paper.toString());
        String token = input + "." + Base64Url.encode(old.sign(input.getBytes(StandardCharsets.US_ASCII)));

        JsonNode report = signet.report(JsonNodeFactory.instance.stringNode(token));

        assertThat(RunningSignet.check(report, "proof").get("result").stringValue()).as("%s", report)
                .isEqualTo("passed");
        assertThat(RunningSignet.check(report, "issuer-key").get("result").stringValue()).as("%s", report)
                .isEqualTo("passed");
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneIdempotencyKeyImportsOnceAndAnswersAlike() throws IOException {
        String wish = wish(document());
        JsonNode first = signet.post(201, "dids:import", wish, "Idempotency-Key: import-1");

        assertThat(signet.post(201, "dids:import", wish, "Idempotency-Key: import-1")).isEqualTo(first);
        assertProblem(signet.send("dids:import", wish), 409, "conflict");
    }

    @Test
    void anotherTenantsAdminImportsNothing() throws IOException {
        signet.post(201, "tenants", "{\"id\":\"harbour\",\"name\":\"Harbour\"}");
        String key = signet.post(201, "tenants/harbour/api-keys", "{\"name\":\"boss\",\"roles\":[\"admin\"]}")
                .get("key")
                .stringValue();

        Answer answer = signet.http()
                .post("/api/v1/dids:import", wish(document()).getBytes(StandardCharsets.UTF_8),
                        "Authorization: Bearer " + key, "Content-Type: application/json");
        assertProblem(answer, 403, "forbidden");
    }
}
