package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.proof.EddsaJcs2022;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents secured at the issuer instances of VCALM, over HTTP. */
class IssuerInstanceTest {

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
    @CsvSource({"Ed25519, eddsa-rdfc-2022", "Ed25519, eddsa-jcs-2022", "P-256, ecdsa-rdfc-2019",
        "P-384, ecdsa-jcs-2019",
        "Ed25519, Ed25519Signature2020"})
    void whatIsIssuedHasTheSubmittedClaimsAndVerifiesAtTheDoor(String keyType, String suite) throws IOException {
        JsonNode instance = instance(keyType, suite, "\"status\":[],\"unregisteredTypes\":true");
        ObjectNode submitted = credential(instance, "urn:uuid:" + suite);

        JsonNode answer = issued(instance, submitted);

        ObjectNode credential = (ObjectNode) answer.get("verifiableCredential").deepCopy();
        JsonNode proof = credential.remove("proof");
        assertThat(proof.path("cryptosuite").asString(proof.path("type").stringValue())).isEqualTo(suite);
        submitted.set("@context", credential.get("@context"));
        assertThat(credential).isEqualTo(submitted);
        assertThat(answer.get("receipt").stringValue()).startsWith("c2sp.org/tlog-proof@v1");
        Answer verified = verify(answer.get("verifiableCredential"));
        assertThat(verified.status()).as("%s", verified).isEqualTo(200);
    }

    @Test
    void whatIsGivenBackAsVerifiedHasTheContextThatWasSigned() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"status\":[],\"unregisteredTypes\":true");
        JsonNode issued = issued(instance, credential(instance, "urn:uuid:context")).get("verifiableCredential");
        ObjectNode shown = (ObjectNode) issued.deepCopy();
        shown.putArray("@context").addAll((ArrayNode) issued.get("@context")).add("https://stranger.example/context");
        ObjectNode body = Json.object();
        body.set("verifiableCredential", shown);
        body.putObject("options").put("returnCredential", true);

        Answer answer = signet.http()
                .post("/vc-api/credentials/verify", body.toString().getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().get("verifiableCredential")).isEqualTo(issued);
    }

    @Test
    void whatTheLogDoesNotKnowBesideACommitmentIsAnchoredLikeAnyCredential() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"unregisteredTypes\":true");

        JsonNode answer = issued(instance, credential(instance, "urn:uuid:anchored"));

        JsonNode report = signet.report(answer.get("verifiableCredential"), answer.get("receipt"));
        assertThat(RunningSignet.check(report, "anchor").get("result").stringValue()).isEqualTo("passed");
        assertThat(RunningSignet.check(report, "status").get("result").stringValue()).isEqualTo("passed");
        assertThat(RunningSignet.check(report, "issuer-trust").get("result").stringValue())
                .as("nobody is accredited for what is not registered")
                .isEqualTo("failed");
        assertThat(report.get("verified").booleanValue()).isFalse();
    }

    @Test
    void aRegisteredTypeGetsItsSchemaAndNeedsTheAccreditation() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode certificate = signet.issue(issuer, "data-integrity").get("credential");
        JsonNode instance = instanceOf(issuer, "eddsa-jcs-2022", "\"status\":[]");
        ObjectNode submitted = credential(instance, "urn:uuid:registered");
        submitted.set("@context", certificate.get("@context"));
        submitted.set("type", certificate.get("type"));
        submitted.set("credentialSubject", certificate.get("credentialSubject"));

        JsonNode credential = issued(instance, submitted).get("verifiableCredential");

        assertThat(credential.get("credentialSchema")).isEqualTo(certificate.get("credentialSchema"));
        assertThat(signet.report(credential).get("verified").booleanValue()).isTrue();

        ((ObjectNode) submitted.get("credentialSubject")).remove("course");
        assertRefused(issue(instance, submitted.put("id", "urn:uuid:invalid")), 422, "claims-invalid");
        JsonNode stranger = instance("Ed25519", "eddsa-jcs-2022", "\"status\":[]");
        submitted.set("credentialSubject", certificate.get("credentialSubject"));
        submitted.put("issuer", stranger.get("issuer").stringValue()).put("id", "urn:uuid:stranger");
        assertRefused(issue(stranger, submitted), 422, "issuer-not-accredited");
    }

    @Test
    void otherTypesNeedAnInstanceThatMayIssueThem() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"status\":[]");

        assertRefused(issue(instance, credential(instance, "urn:uuid:other")), 422, "type-not-registered");
    }

    @Test
    void aStatusIsChangedByTheNameTheIssuerGave() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-rdfc-2022", "\"unregisteredTypes\":true");
        JsonNode credential = issued(instance, credential(instance, "urn:uuid:to-be-revoked"))
                .get("verifiableCredential");
        assertThat(credential.at("/credentialStatus/statusPurpose").stringValue()).isEqualTo("revocation");
        assertThat(credential.at("/credentialStatus").has("statusSize")).isFalse();
        String wish = """
                      {"credentialId": "urn:uuid:to-be-revoked", "status": true,
                       "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}}""";

        Answer changed = at(instance, "credentials/status", wish);

        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(changed.json().at("/credentialStatus/statusListIndex"))
                .isEqualTo(credential.at("/credentialStatus/statusListIndex"));
        assertThat(RunningSignet.check(signet.report(credential), "status").get("code").stringValue())
                .isEqualTo("revoked");
        assertProblem(at(instance, "credentials/status", wish.replace("true", "false")), 409, "conflict");
        assertProblem(at(instance, "credentials/status", wish.replace("to-be", "never")), 404, "not-found");
        assertProblem(at(instance, "credentials/status", wish.replace("StatusListEntry", "")), 400, "malformed");
        assertProblem(at(instance, "credentials/status", wish.replace("revocation", "message")), 400, "malformed");
    }

    @Test
    void anIssuerGivesANameOnce() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"unregisteredTypes\":true");
        issued(instance, credential(instance, "urn:uuid:once"));

        assertProblem(issue(instance, credential(instance, "urn:uuid:once")), 409, "conflict");
    }

    @Test
    void anotherNameLeavesTheDocumentWithoutAnId() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"status\":[],\"unregisteredTypes\":true");
        ObjectNode submitted = credential(instance, "gone");
        submitted.remove("id");

        assertThat(issued(instance, submitted).at("/verifiableCredential/id").stringValue()).startsWith("urn:uuid:");
        Answer named = at(instance, "credentials/issue",
                "{\"credential\":" + submitted + ",\"options\":{\"credentialId\":\"mine\"}}");
        assertThat(named.json().get("verifiableCredential").has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@context", "type", "issuer", "credentialSubject"})
    void aDocumentThatLacksWhatItsDataModelAsksForIsMalformed(String member) throws IOException {
        changed(credential -> credential.remove(member), 400, "malformed");
    }

    @Test
    void whatAnIssuerMustNotSignIsRefused() throws IOException {
        changed(credential -> credential.put("issuer", "did:example:somebody"), 400, "malformed");
        changed(credential -> credential.putObject("proof"), 400, "malformed");
        changed(credential -> credential.put("type", "VerifiableCredential"), 400, "malformed");
        changed(credential -> ((ObjectNode) credential.get("credentialSubject")).put("level", "basic"), 422,
                "terms-undefined");
        changed(credential -> credential.putArray("@context")
                .add("https://www.w3.org/ns/credentials/v2")
                .addObject()
                .put("level", "https://example.org/level"), 422, "context-refused");
        changed(credential -> credential.putArray("relatedResource")
                .addObject()
                .put("id", "https://www.w3.org/ns/credentials/v2")
                .put("digestSRI", "sha256-XZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ="), 422,
                "related-resource-mismatch");
    }

    @Test
    void aPlaceInAListIsGivenAndNeverTaken() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"unregisteredTypes\":true");
        JsonNode given = issued(instance, credential(instance, "urn:uuid:given")).get("verifiableCredential");
        ObjectNode taking = credential(instance, "urn:uuid:taking");
        taking.set("credentialStatus", given.get("credentialStatus"));

        assertRefused(issue(instance, taking), 422, "status-not-given");
    }

    @Test
    void theOlderSuiteIsForInstancesAlone() throws IOException {
        String issuer = signet.accreditedIssuer();

        Answer refused = signet.send("credentials", RunningSignet.certificate(issuer, "data-integrity")
                .replaceFirst("\\{", "{\"cryptosuite\":\"Ed25519Signature2020\","));

        assertRefused(refused, 422, "cryptosuite-unknown");
    }

    @Test
    void anInstanceNeedsAKeyThatFitsAndASuiteThatIsKnown() throws IOException {
        String did = signet.createDid("key", "P-256").get("did").stringValue();

        assertRefused(signet.send("vc-api/instances", wish(did, "eddsa-jcs-2022", "")), 422, "no-fitting-key");
        assertRefused(signet.send("vc-api/instances", wish(did, "rot13", "")), 422, "cryptosuite-unknown");
        assertRefused(signet.send("vc-api/instances", wish("did:example:1", "ecdsa-jcs-2019", "")), 422,
                "unknown-issuer");
        assertProblem(signet.send("vc-api/instances", wish(did, "ecdsa-jcs-2019", ",\"status\":[\"message\"]")), 400,
                "malformed");
    }

    @Test
    void anInstanceIsItsTenantsAloneAndGoneOnceRemoved() throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"unregisteredTypes\":true");
        String neighbour = neighbour();
        byte[] body = ("{\"credential\":" + credential(instance, "urn:uuid:foreign") + "}")
                .getBytes(StandardCharsets.UTF_8);
        String address = instance.get("path").stringValue() + "/credentials/issue";

        assertThat(signet.http().post(address, body, "Content-Type: application/json").status()).isEqualTo(401);
        assertProblem(signet.http().post(address, body, "Content-Type: application/json", neighbour), 404,
                "not-found");

        String id = instance.get("id").stringValue();
        assertThat(signet.delete("vc-api/instances/" + id).status()).isEqualTo(204);
        assertThat(signet.delete("vc-api/instances/" + id).status()).isEqualTo(404);
        assertProblem(issue(instance, credential(instance, "urn:uuid:late")), 404, "not-found");
    }

    @Test
    void aChallengeOfThisServiceIsAnsweredOnceAndAnothersAsOftenAsItsGiverLikes() throws IOException {
        Answer given = signet.http().post("/vc-api/challenges", new byte[0], signet.bearer());
        assertThat(given.status()).as("%s", given).isEqualTo(200);
        assertThat(signet.http().post("/vc-api/challenges", new byte[0]).status()).isEqualTo(401);

        String ours = presentation(given.json().get("challenge").stringValue());
        assertThat(present(ours).status()).isEqualTo(200);
        Answer replayed = present(ours);
        assertThat(replayed.status()).isEqualTo(400);
        assertThat(replayed.json().at("/problemDetails/0/code").stringValue()).isEqualTo("presentation-replayed");

        String theirs = presentation("theirs");
        assertThat(present(theirs).status()).isEqualTo(200);
        assertThat(present(theirs).status()).isEqualTo(200);
    }

    // ---- the steps ----

    private static void changed(Consumer<ObjectNode> change, int status, String code) throws IOException {
        JsonNode instance = instance("Ed25519", "eddsa-jcs-2022", "\"status\":[],\"unregisteredTypes\":true");
        ObjectNode credential = credential(instance, "urn:uuid:changed");
        change.accept(credential);
        Answer answer = issue(instance, credential);
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).endsWith(":" + code);
    }

    private static ObjectNode credential(JsonNode instance, String id) {
        ObjectNode credential = Json.object();
        credential.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        credential.put("id", id);
        credential.putArray("type").add("VerifiableCredential").add("https://example.org/types#Visit");
        credential.put("issuer", instance.get("issuer").stringValue());
        credential.putObject("credentialSubject").put("id", "did:example:subject").put("name", "Ada Marsh");
        return credential;
    }

    private static JsonNode instance(String keyType, String suite, String more) throws IOException {
        return instanceOf(signet.createDid("key", keyType).get("did").stringValue(), suite, more);
    }

    private static JsonNode instanceOf(String issuer, String suite, String more) throws IOException {
        return signet.post(201, "vc-api/instances", wish(issuer, suite, "," + more));
    }

    private static String wish(String issuer, String suite, String more) {
        return "{\"issuer\":\"" + issuer + "\",\"cryptosuite\":\"" + suite + "\"" + more + "}";
    }

    private static JsonNode issued(JsonNode instance, ObjectNode credential) throws IOException {
        Answer answer = issue(instance, credential);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.json();
    }

    private static Answer issue(JsonNode instance, ObjectNode credential) throws IOException {
        return at(instance, "credentials/issue", "{\"credential\":" + credential + ",\"options\":{\"theirs\":1}}");
    }

    private static Answer at(JsonNode instance, String operation, String body) throws IOException {
        return signet.http()
                .post(instance.get("path").stringValue() + "/" + operation, body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json", signet.bearer());
    }

    private static Answer verify(JsonNode credential) throws IOException {
        ObjectNode body = Json.object();
        body.set("verifiableCredential", credential);
        return signet.http()
                .post("/vc-api/credentials/verify", body.toString().getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");
    }

    /** The body of a question about a presentation that answers the challenge. */
    private static String presentation(String challenge) {
        SigningKey holder = SoftwareSigningKey.generate(KeyType.ED25519);
        String key = Multikey.encode(holder.publicKey());
        ObjectNode presentation = Json.object();
        presentation.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        presentation.putArray("type").add("VerifiablePresentation");
        presentation.put("holder", "did:key:" + key);
        ProofOptions options = ProofOptions.of(new EddsaJcs2022(), "did:key:" + key + "#" + key, "authentication")
                .withCreated(Instant.now())
                .withChallenge(challenge);
        ObjectNode body = Json.object();
        body.set("verifiablePresentation", SecuredDocument.sign(presentation, options, holder));
        body.putObject("options").put("challenge", challenge);
        return body.toString();
    }

    private static Answer present(String body) throws IOException {
        return signet.http()
                .post("/vc-api/presentations/verify", body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");
    }

    private static String neighbour() throws IOException {
        signet.post(201, "tenants", "{\"id\":\"neighbour\",\"name\":\"Neighbour\"}");
        return "Authorization: Bearer " + signet
                .post(201, "tenants/neighbour/api-keys", "{\"name\":\"desk\",\"roles\":[\"issuer\"]}")
                .get("key")
                .stringValue();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(StrictJson.parseObject(answer.bytes().toArray()).get("type").stringValue())
                .isEqualTo("urn:signet:problem:" + code);
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertRefused(answer, status, slug);
    }
}
