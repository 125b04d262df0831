package id.signet.registry.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.testing.TrapHost;
import id.signet.ledger.testing.TrapHost.Behaviour;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a host that plays every trick, and a resolver that says what the test wants. */
class OutboundHttpTest {

    private static final Set<String> JSON = Set.of("application/json");
    private static final String HOST = "issuer.example";
    private static final List<Network> LOOPBACK = List.of(Network.parse("127.0.0.0/8"));
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int MAX = 10_000;

    @TempDir
    private Path folder;

    private TrapHost trap;
    private OutboundHttp http;
    private Map<String, List<InetAddress>> names = Map.of(HOST, List.of(HERE));
    private final AtomicInteger lookups = new AtomicInteger();

    @BeforeEach
    void start() {
        trap = new TrapHost(folder, "-ext", "san=dns:" + HOST).at("/good",
                TrapHost.body("application/json", "{}".getBytes(US_ASCII), "Cache-Control: public, max-age=7"));
        http = client(LOOPBACK, trap.trusting());
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        trap.close();
    }

    private OutboundHttp client(List<Network> networks, SSLContext trust) {
        OutboundRules rules = new OutboundRules(Set.of(trap.port()), networks, trust, MAX, Duration.ofSeconds(1));
        return new OutboundHttp(rules, this::look, Clock.systemUTC());
    }

    private List<InetAddress> look(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        List<InetAddress> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found;
    }

    private Fetched get(String path) {
        return http.get(new HttpsAddress(HOST, trap.port(), path), JSON);
    }

    private String refusal(String path) {
        return ((Fetched.Unreachable) get(path)).reason();
    }

    @Test
    void aGoodHostIsReadWithItsOwnNameInTls() {
        assertThat(get("/good")).isInstanceOfSatisfying(Fetched.Found.class, found -> {
            assertThat(found.body().toArray()).asString(US_ASCII).isEqualTo("{}");
            assertThat(found.maxAge()).isEqualTo(7);
        });
        assertThat(trap.namesInTls()).containsExactly(HOST);
        assertThat(get("/nothing")).isEqualTo(new Fetched.Absent());
    }

    @Test
    void N10_aNameOfThisMachineOrAnInnerNetworkIsNeverConnectedTo() throws IOException {
        http.close();
        http = client(List.of(), trap.trusting());
        assertThat(get("/good")).isInstanceOf(Fetched.Forbidden.class);
        assertThat(trap.asked()).isEmpty();
    }

    @Test
    void N11_oneInnerAddressAmongOuterOnesSpoilsTheName() throws IOException {
        http.close();
        http = client(List.of(), trap.trusting());
        names = Map.of(HOST, List.of(InetAddress.ofLiteral("1.1.1.1"), HERE));
        assertThat(get("/good")).isInstanceOf(Fetched.Forbidden.class);
    }

    @Test
    void N12_theNameIsLookedUpOnceAndThatAddressIsConnectedTo() {
        assertThat(get("/good")).isInstanceOf(Fetched.Found.class);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void N13_aRedirectIsNotFollowed() {
        trap.at("/moved", TrapHost.status(302, "Location: https://" + HOST + ":" + trap.port() + "/good"))
                .at("/moved-for-good", TrapHost.status(307, "Location: https://127.0.0.1/"));
        assertThat(refusal("/moved")).contains("302", "not followed");
        assertThat(refusal("/moved-for-good")).contains("307");
        assertThat(trap.asked()).containsExactly("/moved", "/moved-for-good");
    }

    @Test
    void N14_aPortThatIsNotAllowedIsNotAsked() {
        assertThat(http.get(new HttpsAddress(HOST, 22, "/good"), JSON)).isInstanceOf(Fetched.Forbidden.class);
        assertThat(lookups).hasValue(0);
    }

    @Test
    void N15_tooMuchTooSlowCompressedOrOfAnotherKindIsCut() {
        trap.at("/long", TrapHost.body("application/json", new byte[MAX + 1]))
                .at("/claims-a-gigabyte", out -> {
                    out.write(TrapHost.head("200 OK", "application/json", 1L << 30));
                    out.flush();
                    Thread.sleep(10_000);
                })
                .at("/endless", out -> {
                    out.write(TrapHost.head("200 OK", "application/json", -1));
                    while (true) {
                        out.write(new byte[1_000]);
                    }
                })
                .at("/drip", out -> {
                    out.write(TrapHost.head("200 OK", "application/json", 1_000));
                    drip(out);
                })
                .at("/drips-headers", out -> {
                    out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(US_ASCII));
                    drip(out);
                })
                .at("/silent", out -> Thread.sleep(10_000))
                .at("/bomb", TrapHost.body("application/json", new byte[100], "Content-Encoding: gzip"))
                .at("/page", TrapHost.body("text/html", "{}".getBytes(US_ASCII)))
                .at("/many-headers", out -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
                    while (true) {
                        out.write("X-Header: more\r\n".getBytes(US_ASCII));
                    }
                });
        assertThat(refusal("/long")).contains("longer than");
        assertThat(refusal("/claims-a-gigabyte")).contains("longer than");
        assertThat(refusal("/endless")).contains("longer than");
        assertThat(refusal("/drip")).contains("took longer");
        assertThat(refusal("/drips-headers")).contains("took longer");
        assertThat(refusal("/silent")).contains("took longer");
        assertThat(refusal("/bomb")).contains("compressed");
        assertThat(refusal("/page")).contains("media type");
        assertThat(get("/many-headers")).isInstanceOf(Fetched.Unreachable.class);
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            out.write('1');
            out.flush();
            Thread.sleep(50);
        }
    }

    @Test
    void N16_aHostProvesItsNameByTls() throws IOException {
        names = Map.of(HOST, List.of(HERE), "other.example", List.of(HERE));
        assertThat(http.get(new HttpsAddress("other.example", trap.port(), "/good"), JSON))
                .as("wrong host")
                .isInstanceOfSatisfying(Fetched.Unreachable.class,
                        answer -> assertThat(answer.reason()).contains("TLS"));
        try (TrapHost expired = new TrapHost(folder, "-ext", "san=dns:" + HOST, "-startdate", "-10d", "-validity", "1");
                TrapHost ofAnotherAuthority = new TrapHost(folder, "-ext", "san=dns:" + HOST + ",dns:other.example")) {
            for (TrapHost host : List.of(expired, ofAnotherAuthority)) {
                host.at("/good", TrapHost.body("application/json", "{}".getBytes(US_ASCII)));
                OutboundRules rules = new OutboundRules(Set.of(host.port()), LOOPBACK,
                        host == expired ? expired.trusting() : trap.trusting(), MAX, Duration.ofSeconds(1));
                try (OutboundHttp client = new OutboundHttp(rules, this::look, Clock.systemUTC())) {
                    assertThat(client.get(new HttpsAddress(HOST, host.port(), "/good"), JSON))
                            .isInstanceOfSatisfying(Fetched.Unreachable.class,
                                    answer -> assertThat(answer.reason()).contains("TLS"));
                }
                assertThat(host.asked()).isEmpty();
            }
        }
    }

    @Test
    void R12_resetsHalfAnswersAndWrongLengthsAreToldAsSuch() {
        Behaviour halfClose = out -> out.write(TrapHost.head("200 OK", "application/json", 50));
        trap.at("/half", halfClose)
                .at("/wrong-length", out -> {
                    out.write(TrapHost.head("200 OK", "application/json", 50));
                    out.write("{}".getBytes(US_ASCII));
                    out.flush();
                })
                .at("/not-http", out -> out.write("hello\r\n\r\n".getBytes(US_ASCII)))
                .at("/nothing-said", out -> {
                })
                .at("/error", TrapHost.status(500));
        assertThat(List.of("/half", "/wrong-length", "/not-http", "/nothing-said", "/error"))
                .allSatisfy(path -> assertThat(get(path)).isInstanceOf(Fetched.Unreachable.class));
        assertThat(get("/good")).isInstanceOf(Fetched.Found.class);
    }

    @Test
    void R12_strangersThatHangHoldNoMoreThanTheThreadsSetAsideForThem() throws Exception {
        trap.at("/silent", out -> Thread.sleep(10_000));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Fetched>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit(() -> get("/silent")));
            }
            int busy = 0;
            for (Future<Fetched> answer : answers) {
                busy += answer.get() instanceof Fetched.Busy ? 1 : 0;
            }
            assertThat(busy).isBetween(50, 99);
        }
        assertThat(get("/good")).isInstanceOf(Fetched.Found.class);
    }
}
