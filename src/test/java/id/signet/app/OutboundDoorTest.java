package id.signet.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.registry.net.Names;
import id.signet.ledger.testing.TrapHost;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DIDs that live on other hosts, asked for over HTTP; the other host is a trap on this machine. */
class OutboundDoorTest {

    private static final String ISSUER = "issuer.example";
    private static final String ERROR = "https://www.w3.org/ns/did#";
    private static final int PER_MINUTE = 60;

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        trap = new TrapHost(folder, "-ext", "san=dns:" + ISSUER);
        Path certificate = Files.writeString(folder.resolve("trap.pem"), trap.certificate());
        signet = RunningSignet.sandbox(folder, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")), "SIGNET_OUTBOUND_PORTS=" + trap.port(),
                "SIGNET_OUTBOUND_NETWORKS=127.0.0.0/8", "SIGNET_OUTBOUND_CERTIFICATES=" + certificate,
                "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE=1000000");
    }

    @AfterAll
    static void stop() {
        signet.close();
        trap.close();
    }

    private static String did(String path) {
        return "did:web:" + ISSUER + "%3A" + trap.port() + ":" + path;
    }

    private static Answer resolve(String did) throws IOException {
        return signet.http().send("GET /1.0/identifiers/" + URLEncoder.encode(did, UTF_8));
    }

    @Test
    void aForeignDocumentIsShownWithTheMomentItWasRead() throws IOException {
        trap.at("/good/did.json",
                TrapHost.body("application/json", ("{\"id\":\"" + did("good") + "\"}").getBytes(UTF_8)));
        Answer answer = resolve(did("good"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().at("/didDocument/id").stringValue()).isEqualTo(did("good"));
        assertThat(answer.json().at("/didResolutionMetadata/retrieved").stringValue()).endsWith("Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:web:localhost", "did:web:127.0.0.1", "did:web:%3A%3A1", "did:web:%6cocalhost",
        "did:web:169.254.169.254", "did:web:issuer.example%3A6379", "did:web:issuer.example%3a22",
        "did:web:issuer.example:%2e%2e:x", "did:web:a%40issuer.example"})
    void N09_N10_N14_whatIsNoHostOnTheWebIsNoDidAndNobodyIsAsked(String did) throws IOException {
        List<String> before = trap.asked();
        Answer answer = resolve(did);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().at("/didResolutionMetadata/error/type").stringValue())
                .isEqualTo(ERROR + "INVALID_DID");
        assertThat(trap.asked()).isEqualTo(before);
    }

    @Test
    void N13_aHostThatCannotBeReadIsSaidToBeUnreachable() throws IOException {
        trap.at("/moved/did.json", TrapHost.status(302, "Location: https://127.0.0.1/"));
        Answer answer = resolve(did("moved"));
        assertThat(answer.status()).as("%s", answer).isEqualTo(502);
        assertThat(answer.json().at("/didResolutionMetadata/error/type").stringValue())
                .isEqualTo(ERROR + "INTERNAL_ERROR");
        assertThat(signet.http().send("GET /api/v1/dids/" + URLEncoder.encode(did("moved"), UTF_8)).status())
                .isEqualTo(502);
    }

    @Test
    void N01_aDocumentOfAnotherDidIsRefused() throws IOException {
        trap.at("/liar/did.json",
                TrapHost.body("application/json", "{\"id\":\"did:web:other.example\"}".getBytes(UTF_8)));
        Answer answer = resolve(did("liar"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/didResolutionMetadata/error/type").stringValue())
                .isEqualTo(ERROR + "INVALID_DID_DOCUMENT");
    }

    @Test
    void whatIsNotPublishedIsNotFound() throws IOException {
        assertThat(resolve(did("nothing")).status()).isEqualTo(404);
    }

    @Test
    void N17_whoMakesUsAskTooManyStrangersMustWaitAndOthersAreServed(@TempDir Path other) throws IOException {
        try (RunningSignet limited = RunningSignet.sandbox(other, Names.class,
                (Names) host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                "SIGNET_ANONYMOUS_VERIFICATIONS_PER_MINUTE=" + PER_MINUTE)) {
            int refused = 0;
            for (int i = 0; i < PER_MINUTE; i++) {
                Answer answer = limited.http()
                        .send("GET /1.0/identifiers/" + URLEncoder.encode("did:web:h" + i + ".example", UTF_8));
                refused += answer.status() == 429 ? 1 : 0;
            }
            assertThat(refused).isPositive();
            String ours = limited.createDid("weid", "Ed25519").get("did").stringValue();
            assertThat(limited.http().send("GET /1.0/identifiers/" + URLEncoder.encode(ours, UTF_8)).status())
                    .isEqualTo(200);
        }
    }
}
