package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.status.codec.BitstringCodec;
import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.net.Names;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Credentials of an issuer elsewhere, whose status lists are read on its host: a trap on this machine. */
class ForeignStatusListTest {

    private static final String HOST = "issuer.example";
    private static final int INDEX = 94_567;
    private static final int ENTRIES = 131_072;
    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.ED25519);

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        trap = new TrapHost(folder, "-ext", "san=dns:" + HOST);
        signet = service();
        ObjectNode document = Json.object().put("id", did());
        document.putArray("verificationMethod")
                .addObject()
                .put("id", did() + "#k")
                .put("type", "JsonWebKey")
                .put("controller", did())
                .set("publicKeyJwk", Jwk.toJson(KEY.publicKey()));
        document.putArray("assertionMethod").add(did() + "#k");
        trap.at("/.well-known/did.json", TrapHost.body("application/json", document.toString().getBytes(UTF_8)));
    }

    private static RunningSignet service() throws IOException {
        Path certificate = Files.writeString(folder.resolve("trap.pem"), trap.certificate());
        return RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_PORTS=" + trap.port(),
                "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8", "SIGNET_OUTBOUND_CERTIFICATES=" + certificate);
    }

    @AfterAll
    static void stop() {
        signet.close();
        trap.close();
    }

    private static String did() {
        return "did:web:" + HOST + "%3A" + trap.port();
    }

    private static String url(String path) {
        return "https://" + HOST + ":" + trap.port() + path;
    }

    // ---- what the issuer elsewhere makes ----

    private static ObjectNode signed(ObjectNode document) {
        return signed(document, KEY, now());
    }

    private static ObjectNode signed(ObjectNode document, SigningKey key, Instant created) {
        return SecuredDocument.sign(document, ProofOptions.of(Cryptosuites.jcs().named("eddsa-jcs-2022").orElseThrow(),
                did() + "#k", "assertionMethod").withCreated(created), key);
    }

    /** A credential with a place in the list below that path. */
    private static ObjectNode credential(String path) {
        ObjectNode document = StrictJson
                .parseObject("""
                             {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
                              "issuer": "%s", "credentialSubject": {"id": "did:example:learner"}}""".formatted(did()));
        document.putObject("credentialStatus")
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", String.valueOf(INDEX))
                .put("statusListCredential", url(path));
        return document;
    }

    private static JsonNode token(String path) {
        ObjectNode claims = Json.object().put("iss", did()).put("vct", "https://issuer.example/types/1");
        claims.putObject("status").putObject("status_list").put("idx", INDEX).put("uri", url(path));
        return JsonNodeFactory.instance.stringNode(
                Jws.sign(Json.object().put("typ", "dc+sd-jwt").put("kid", did() + "#k"),
                        claims.toString().getBytes(UTF_8), KEY) + "~");
    }

    private static ObjectNode list(String path, boolean revoked) {
        byte[] bits = new byte[ENTRIES / 8];
        BitstringCodec.write(bits, 1, INDEX, revoked ? 1 : 0);
        ObjectNode list = StrictJson
                .parseObject("""
                             {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "%s",
                              "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "%s",
                              "credentialSubject": {"id": "%s#list", "type": "BitstringStatusList",
                                "statusPurpose": "revocation"}}""".formatted(url(path), did(), url(path)));
        list.put("validFrom", now().toString());
        list.withObject("/credentialSubject").put("encodedList", BitstringCodec.encode(bits));
        return list;
    }

    private static byte[] tokenList(String path, int value, Consumer<ObjectNode> change) {
        byte[] bits = new byte[ENTRIES / 4];
        TokenStatusCodec.write(bits, 2, INDEX, value);
        ObjectNode claims = Json.object().put("sub", url(path)).put("iat", now().getEpochSecond());
        claims.putObject("status_list").put("bits", 2).put("lst", TokenStatusCodec.encode(bits));
        change.accept(claims);
        return Jws.sign(Json.object().put("typ", "statuslist+jwt").put("kid", did() + "#k"),
                claims.toString().getBytes(UTF_8), KEY).getBytes(UTF_8);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void publish(String path, ObjectNode list) {
        trap.at(path, TrapHost.body("application/vc", list.toString().getBytes(UTF_8), "Cache-Control: no-store"));
    }

    private static void publish(String path, byte[] tokenList) {
        trap.at(path, TrapHost.body("application/statuslist+jwt", tokenList, "Cache-Control: no-store"));
    }

    // ---- what this service says of it ----

    private static JsonNode report(JsonNode credential) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", credential);
        question.putObject("policy").putObject("checks").put("issuer-trust", "advisory").put("status", "required");
        return signet.post(200, "credentials/verify", question.toString());
    }

    private static JsonNode status(JsonNode credential) throws IOException {
        return check(report(credential), "status");
    }

    private static void assertRow(JsonNode row, String result, String code) {
        assertThat(row.get("result").stringValue()).as("%s", row).isEqualTo(result);
        assertThat(row.get("code").stringValue()).as("%s", row).isEqualTo(code);
    }

    @Test
    void aListThatSaysNothingBadIsGoodAndTheRowTellsWhenItWasRead() throws IOException {
        publish("/good", signed(list("/good", false)));
        publish("/good-token", tokenList("/good-token", 0, claims -> {
        }));

        for (JsonNode credential : List.of(signed(credential("/good")), token("/good-token"))) {
            JsonNode report = report(credential);
            assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
            JsonNode evidence = check(report, "status").get("evidence");
            assertThat(evidence.get("listReadAt").stringValue()).endsWith("Z");
            assertThat(evidence.get("listIssuedAt").stringValue()).endsWith("Z");
        }
    }

    @Test
    void aRevocationElsewhereIsHeard() throws IOException {
        publish("/revoked", signed(list("/revoked", true)));
        publish("/revoked-token", tokenList("/revoked-token", 1, claims -> {
        }));
        publish("/suspended-token", tokenList("/suspended-token", 2, claims -> {
        }));

        assertRow(status(signed(credential("/revoked"))), "failed", "revoked");
        assertRow(status(token("/revoked-token")), "failed", "revoked");
        assertRow(status(token("/suspended-token")), "failed", "suspended");
    }

    @Test
    void afterABadProofNothingIsAskedFor() throws IOException {
        publish("/unasked", signed(list("/unasked", false)));
        ObjectNode credential = signed(credential("/unasked"));
        credential.withObject("/credentialSubject").put("id", "did:example:other");

        assertThat(status(credential).get("result").stringValue()).isEqualTo("skipped");
        assertThat(trap.asked()).doesNotContain("/unasked");
    }

    @Test
    void manyWhoShowPapersOfOneListMakeOneQuestion() throws IOException {
        trap.at("/popular", TrapHost.body("application/vc",
                signed(list("/popular", false)).toString().getBytes(UTF_8), "Cache-Control: max-age=86400"));
        for (int shown = 0; shown < 5; shown++) {
            assertThat(status(signed(credential("/popular"))).get("result").stringValue()).isEqualTo("passed");
        }
        assertThat(trap.asked().stream().filter("/popular"::equals)).hasSize(1);
    }

    @Test
    void L01_aListForAnotherPurposeSaysNothing() throws IOException {
        ObjectNode list = list("/purpose", false);
        list.withObject("/credentialSubject").put("statusPurpose", "suspension");
        publish("/purpose", signed(list));

        assertRow(status(signed(credential("/purpose"))), "failed", "status-purpose-mismatch");
    }

    @Test
    void L02_anIndexBeyondTheListIsOutOfRange() throws IOException {
        publish("/range", signed(list("/range", false)));
        ObjectNode credential = credential("/range");
        credential.withObject("/credentialStatus").put("statusListIndex", String.valueOf(ENTRIES));

        assertRow(status(signed(credential)), "failed", "status-index-out-of-range");
    }

    @Test
    void L03_aBombIsCutOff() throws IOException {
        ObjectNode list = list("/bomb", false);
        list.withObject("/credentialSubject")
                .put("encodedList", BitstringCodec.encode(
                        new byte[BitstringCodec.MAXIMUM_BYTES + 1]));
        publish("/bomb", signed(list));
        assertRow(status(signed(credential("/bomb"))), "failed", "status-list-malformed");

        publish("/bomb-token", tokenList("/bomb-token", 0, claims -> claims.withObject("/status_list")
                .put("lst", TokenStatusCodec.encode(new byte[TokenStatusCodec.MAXIMUM_BYTES + 1]))));
        assertRow(status(token("/bomb-token")), "failed", "status-list-malformed");
    }

    @Test
    void L04_aListTooShortToHideInIsRefused() throws IOException {
        ObjectNode list = list("/short", false);
        list.withObject("/credentialSubject").put("encodedList", BitstringCodec.encode(new byte[ENTRIES / 8 - 1]));
        publish("/short", signed(list));

        assertRow(status(signed(credential("/short"))), "failed", "status-list-too-short");
    }

    @Test
    void L05_aListInTheWrongContainerIsRefused() throws IOException {
        ObjectNode list = list("/container", false);
        list.withObject("/credentialSubject").put("encodedList", "u" + TokenStatusCodec.encode(new byte[ENTRIES / 8]));
        publish("/container", signed(list));

        assertRow(status(signed(credential("/container"))), "failed", "status-list-malformed");
    }

    @Test
    void L06_aListOfSomebodyElseIsNotBelieved() throws IOException {
        SigningKey thief = SoftwareSigningKey.generate(KeyType.ED25519);
        publish("/forged", signed(list("/forged", false), thief, now()));
        assertRow(status(signed(credential("/forged"))), "failed", "status-list-signature");

        publish("/other", signed(list("/other", false).put("issuer", "did:web:other.example")));
        assertRow(status(signed(credential("/other"))), "failed", "status-list-issuer");
    }

    @Test
    void L07_anExpiredListLeavesTheStatusUnknown() throws IOException {
        publish("/expired", signed(list("/expired", false).put("validFrom", now().minusSeconds(60).toString())
                .put("validUntil", now().minusSeconds(1).toString())));
        JsonNode report = report(signed(credential("/expired")));
        assertRow(check(report, "status"), "unknown", "status-list-expired");
        assertThat(report.get("verified").booleanValue()).isFalse();

        publish("/expired-token", tokenList("/expired-token", 0,
                claims -> claims.put("iat", now().getEpochSecond() - 90_000).put("ttl", 315_360_000L)));
        assertRow(status(token("/expired-token")), "unknown", "status-list-expired");
    }

    @Test
    void L08_anOlderListReplayedIsRefusedEvenAfterARestart() throws IOException {
        ObjectNode old = signed(list("/replayed", false), KEY, now().minusSeconds(1));
        publish("/replayed", old);
        JsonNode credential = signed(credential("/replayed"));
        assertThat(status(credential).get("result").stringValue()).isEqualTo("passed");
        publish("/replayed", signed(list("/replayed", true)));
        assertRow(status(credential), "failed", "revoked");

        publish("/replayed", old);
        assertRow(status(credential), "failed", "status-list-outdated");

        signet.close();
        signet = service();
        assertRow(status(credential), "failed", "status-list-outdated");
    }

    @Test
    void L09_aHostThatDoesNotAnswerLeavesTheStatusUnknown() throws IOException {
        trap.at("/fault", TrapHost.status(500));
        trap.at("/page", TrapHost.body("text/html", "<html>".getBytes(UTF_8)));
        trap.at("/slow", ForeignStatusListTest::never);

        assertRow(status(signed(credential("/nothing"))), "unknown", "status-list-missing");
        for (String path : List.of("/fault", "/page")) {
            JsonNode report = report(signed(credential(path)));
            assertRow(check(report, "status"), "unknown", "status-source-unreachable");
            assertThat(report.get("verified").booleanValue()).isFalse();
            // A host that answers again is no longer left alone.
            status(signed(credential("/nothing" + path)));
        }
        assertRow(status(signed(credential("/slow"))), "unknown", "status-source-unreachable");
        status(signed(credential("/nothing/slow")));
    }

    private static void never(OutputStream out) throws InterruptedException {
        Thread.sleep(30_000);
    }

    @Test
    void L10_aListForAnotherAddressAndARedirectAreRefused() throws IOException {
        publish("/subject", tokenList("/elsewhere", 0, claims -> {
        }));
        assertRow(status(token("/subject")), "failed", "status-list-subject");

        publish("/named", signed(list("/elsewhere", false)));
        assertRow(status(signed(credential("/named"))), "failed", "status-list-subject");

        publish("/elsewhere", signed(list("/elsewhere", false)));
        trap.at("/moved", TrapHost.status(302, "Location: " + url("/elsewhere")));
        assertRow(status(signed(credential("/moved"))), "unknown", "status-source-unreachable");
        assertThat(trap.asked()).doesNotContain("/elsewhere");
    }

    @Test
    void N09_N10_anAddressOfNoHostOnTheWebIsNotAsked() throws IOException {
        for (String address : List.of("http://issuer.example/list", "https://localhost/list",
                "https://169.254.169.254/list", "https://issuer.example:22/list", url("/list") + "?credential=7")) {
            ObjectNode credential = credential("/list");
            credential.withObject("/credentialStatus").put("statusListCredential", address);
            assertRow(status(signed(credential)), "unknown", "status-source-unreachable");
        }
        assertThat(trap.asked()).doesNotContain("/list");
    }
}
