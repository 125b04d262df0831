package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.net.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DIF Well Known DID Configuration over HTTP: our own origin, and a tenant's site, which is a trap on this machine. */
class LinkedDomainTest {

    private static final String OURS = "http://localhost:8080";
    private static final String CONFIGURATION = "/.well-known/did-configuration.json";

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        trap = new TrapHost(folder, "-ext", "san=dns:academy.example,dns:www.academy.example");
        Path certificate = Files.writeString(folder.resolve("trap.pem"), trap.certificate());
        signet = RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_PORTS=" + trap.port(),
                "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8", "SIGNET_OUTBOUND_CERTIFICATES=" + certificate);
    }

    @AfterAll
    static void stop() {
        signet.close();
        trap.close();
    }

    private static String theirs(String host) {
        return "https://" + host + ":" + trap.port();
    }

    private static JsonNode link(String did, String origin) throws IOException {
        return signet.post(200, "dids/" + did + "/linked-domains", "{\"origin\":\"" + origin + "\"}");
    }

    private static JsonNode domains(String did) throws IOException {
        return signet.get("/api/v1/dids/" + did + "/linked-domains").get("linkedDomains");
    }

    private static String did(String method) throws IOException {
        return signet.createDid(method, "Ed25519").get("did").stringValue();
    }

    private static JsonNode report(JsonNode credential) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", credential);
        question.putObject("policy").put("linkedDomains", true);
        return signet.post(200, "credentials/verify", question.toString());
    }

    @Test
    void ourOwnOriginPublishesTheDidAndItsWordIsFoundWithoutHttp() throws IOException {
        String did = did("web");
        List<String> before = trap.asked();

        JsonNode linked = link(did, OURS);

        Answer published = signet.http().send("GET " + CONFIGURATION);
        assertThat(published.status()).as("%s", published).isEqualTo(200);
        assertThat(published.header("Content-Type")).contains("application/json");
        assertThat(published.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(published.json().get("linked_dids").valueStream())
                .contains(linked.at("/didConfiguration/linked_dids/0"));
        assertThat(domains(did).at("/0/origin").stringValue()).isEqualTo(OURS);
        assertThat(domains(did).at("/0/result").stringValue()).isEqualTo("linked");
        assertThat(domains(did).at("/0/retrieved").stringValue()).endsWith("Z");
        assertThat(trap.asked()).isEqualTo(before);
    }

    @Test
    void whatIsUnlinkedIsPublishedNoMore() throws IOException {
        String did = did("weid");
        JsonNode entry = link(did, OURS).at("/didConfiguration/linked_dids/0");

        Answer unlinked = signet.delete("dids/" + did + "/linked-domains?origin=" + URLEncoder.encode(OURS, UTF_8));

        assertThat(unlinked.status()).as("%s", unlinked).isEqualTo(200);
        assertThat(unlinked.json().get("versionId").stringValue()).isEqualTo("3");
        assertThat(domains(did).isEmpty()).isTrue();
        Answer published = signet.http().send("GET " + CONFIGURATION);
        assertThat(published.status() == 404
                || published.json().get("linked_dids").valueStream().noneMatch(entry::equals)).isTrue();
    }

    @Test
    void aTenantsSiteThatPutsUpItsResourceIsLinkedAndTheReportTellsIt() throws IOException {
        String issuer = signet.accreditedIssuer();
        JsonNode linked = link(issuer, theirs("academy.example"));
        trap.at(CONFIGURATION, TrapHost.body("application/json",
                linked.get("didConfiguration").toString().getBytes(UTF_8), "Cache-Control: no-store"));

        assertThat(domains(issuer).at("/0/result").stringValue()).isEqualTo("linked");

        JsonNode issued = signet.issue(issuer, "data-integrity");
        JsonNode report = report(issued.get("credential"));
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        JsonNode told = check(report, "issuer-key").at("/evidence/linkedDomains/0");
        assertThat(told.get("origin").stringValue()).isEqualTo(theirs("academy.example"));
        assertThat(told.get("result").stringValue()).isEqualTo("linked");
        assertThat(told.get("retrieved").stringValue()).endsWith("Z");

        List<String> before = trap.asked();
        JsonNode unasked = signet.verify(issued);
        assertThat(unasked.get("verified").booleanValue()).isTrue();
        assertThat(check(unasked, "issuer-key").path("evidence").has("linkedDomains")).isFalse();
        ObjectNode forged = issued.get("credential").deepCopy().asObject();
        forged.get("credentialSubject").asObject().put("course", "Crane");
        assertThat(report(forged).get("verified").booleanValue()).isFalse();
        assertThat(trap.asked()).isEqualTo(before);

        trap.at(CONFIGURATION, TrapHost.status(404));
        JsonNode taken = report(issued.get("credential"));
        assertThat(taken.get("verified").booleanValue()).isTrue();
        assertThat(check(taken, "issuer-key").at("/evidence/linkedDomains/0/code").stringValue())
                .isEqualTo("no-configuration");
    }

    @Test
    void N13_anOriginThatCannotBeReadIsUnknownAndOneThatIsNoneIsNotAsked() throws IOException {
        String did = did("weid");
        signet.post(200, "dids/" + did + "/services",
                """
                {"services": [
                  {"id": "#a", "type": "LinkedDomains", "serviceEndpoint": "%s"},
                  {"id": "#b", "type": "LinkedDomains", "serviceEndpoint": "http://169.254.169.254/"}]}"""
                        .formatted(theirs("nobody.example")));
        JsonNode found = domains(did);
        assertThat(found.at("/0/result").stringValue()).isEqualTo("unknown");
        assertThat(found.at("/0/code").stringValue()).isEqualTo("origin-unreachable");
        assertThat(found.at("/1/result").stringValue()).isEqualTo("unknown");
        assertThat(found.at("/1/code").stringValue()).isEqualTo("origin-not-asked");
    }

    @Test
    void aForeignDocumentsOriginsAreRead() throws IOException {
        String foreign = "did:web:www.academy.example%3A" + trap.port();
        trap.at("/.well-known/did.json",
                TrapHost.body("application/json", """
                                                  {"id": "%s", "service": [{"id": "#l", "type": "LinkedDomains",
                                                    "serviceEndpoint": {"origins": ["%s"]}}]}"""
                        .formatted(foreign, theirs("www.academy.example"))
                        .getBytes(UTF_8)));

        JsonNode found = domains(URLEncoder.encode(foreign, UTF_8));

        assertThat(found.at("/0/origin").stringValue()).isEqualTo(theirs("www.academy.example"));
        assertThat(found.at("/0/result").stringValue()).isEqualTo("not-linked");
    }

    @Test
    void theSameKeyAndBodyLinkOnce() throws IOException {
        String did = did("weid");
        String body = "{\"origin\":\"" + theirs("academy.example") + "\"}";
        JsonNode first = signet.post(200, "dids/" + did + "/linked-domains", body, "Idempotency-Key: link-1");

        assertThat(signet.post(200, "dids/" + did + "/linked-domains", body, "Idempotency-Key: link-1"))
                .isEqualTo(first);
        assertThat(signet.send("dids/" + did + "/linked-domains", "{\"origin\":\"" + OURS + "\"}",
                "Idempotency-Key: link-1").status()).isEqualTo(422);
    }

    @Test
    void whatIsNoOriginAndNoDidIsRefusedAndAskedByNobody() throws IOException {
        String did = did("weid");
        for (String origin : List.of("academy.example", "https://academy.example/path", "http://academy.example",
                "https://localhost", "https://127.0.0.1")) {
            Answer answer = signet.send("dids/" + did + "/linked-domains", "{\"origin\":\"" + origin + "\"}");
            assertThat(answer.status()).as(origin).isEqualTo(400);
        }
        assertThat(signet.delete("dids/" + did + "/linked-domains").status()).isEqualTo(400);
        assertThat(signet.http().send("GET /api/v1/dids/nothing/linked-domains").status()).isEqualTo(400);
        assertThat(signet.http()
                .send("GET /api/v1/dids/did:weid:sandbox:0x" + "0".repeat(40) + "/linked-domains")
                .status()).isEqualTo(404);
    }
}
