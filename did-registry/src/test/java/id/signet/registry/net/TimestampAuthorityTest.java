package id.signet.registry.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.timestamp.TestAuthority;
import id.signet.crypto.timestamp.TestAuthority.Fault;
import id.signet.crypto.timestamp.TimestampSource.Stamped;
import id.signet.crypto.timestamp.TimestampSource.Stamped.NoStamp;
import id.signet.crypto.timestamp.TimestampSource.Stamped.Stamp;
import id.signet.crypto.timestamp.TimestampTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over HTTP, against an authority in this process. */
class TimestampAuthorityTest {

    private static final Bytes DIGEST = Bytes.of(Hashes.sha256(new byte[]{1}));
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final String REPLY = "application/timestamp-reply";

    private final List<String> contentTypes = new ArrayList<>();
    private TestAuthority authority = new TestAuthority(NOW);
    private HttpServer server;
    private OutboundHttp http;

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tsa", exchange -> {
            contentTypes.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            answer(exchange, 200, REPLY, authority.answer(exchange.getRequestBody().readAllBytes()));
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/tsa");
            answer(exchange, 307, REPLY, new byte[0]);
        });
        server.createContext("/page", exchange -> answer(exchange, 200, "text/html", new byte[]{'<'}));
        server.createContext("/long", exchange -> answer(exchange, 200, REPLY, new byte[100_001]));
        server.createContext("/nonsense", exchange -> answer(exchange, 200, REPLY, new byte[]{0x30, 0}));
        server.start();
        http = client(List.of(Network.parse("127.0.0.0/8")));
    }

    private static OutboundHttp client(List<Network> networks) throws NoSuchAlgorithmException {
        return new OutboundHttp(new OutboundRules(Set.of(443), networks, SSLContext.getDefault(), 100_000,
                Duration.ofSeconds(2)), name -> List.of(InetAddress.ofLiteral("127.0.0.1")), Clock.systemUTC());
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.stop(0);
    }

    private Stamped stamp(String path) {
        return stamp(path, authority.trust());
    }

    private Stamped stamp(String path, TimestampTrust trust) {
        ServiceAddress address = ServiceAddress
                .parse("http://tsa.example:" + server.getAddress().getPort() + path);
        return new TimestampAuthority(http, address, trust, new SecureRandom()).stamp(DIGEST);
    }

    private String refusal(String path) {
        return ((NoStamp) stamp(path)).reason();
    }

    @Test
    void aStampIsAskedForByPostAndVerified() {
        assertThat(stamp("/tsa")).isInstanceOfSatisfying(Stamp.class,
                stamp -> assertThat(stamp.timestamp().time()).isEqualTo(NOW));
        assertThat(contentTypes).containsExactly("POST application/timestamp-query");
    }

    @Test
    void thePolicyOfTheOperatorIsAskedForAndMustBeAnswered() {
        assertThat(stamp("/tsa", new TimestampTrust(authority.anchors(), Optional.of(TestAuthority.POLICY))))
                .isInstanceOf(Stamp.class);
        assertThat(stamp("/tsa", new TimestampTrust(authority.anchors(), Optional.of("1.3.6.1.4.1.32473.8"))))
                .isEqualTo(new NoStamp("the time-stamp was made under another policy"));
    }

    @Test
    void anAnswerOfAnAuthorityThatIsNotTrustedIsNoStamp() {
        assertThat(stamp("/tsa", new TestAuthority(NOW).trust()))
                .isEqualTo(new NoStamp("no trusted certificate stood behind the time-stamp at its time"));
    }

    @Test
    void anOldAnswerIsNoStamp() {
        authority = new TestAuthority(NOW, Fault.FORGETS_THE_NONCE);
        assertThat(refusal("/tsa")).isEqualTo("the time-stamp answers another request");
    }

    @Test
    void aRejectionIsToldInTheAuthoritysWords() {
        authority = new TestAuthority(NOW, Fault.REJECTS);
        assertThat(refusal("/tsa")).isEqualTo("the time-stamp authority rejects the request: not today");
    }

    @Test
    void aRedirectAnotherKindOfAnswerTooMuchAndNonsenseAreNoStamp() {
        assertThat(refusal("/moved")).contains("307", "not followed");
        assertThat(refusal("/page")).contains("media type");
        assertThat(refusal("/long")).contains("longer");
        assertThat(refusal("/nonsense")).isEqualTo("this is no time-stamp answer");
        assertThat(refusal("/nothing")).contains("not at its address");
        assertThat(contentTypes).isEmpty();
    }

    @Test
    void anInnerNetworkThatTheOperatorDidNotNameIsNotReached() throws IOException, NoSuchAlgorithmException {
        http.close();
        http = client(List.of());
        assertThat(refusal("/tsa")).contains("not one on the Internet");
    }

    @Test
    void anAddressIsHttpOrHttpsAndNamesAHost() {
        assertThat(ServiceAddress.parse("http://tsa.example/x")).hasToString("http://tsa.example:80/x");
        assertThat(ServiceAddress.parse("http://tsa.example:443/x")).hasToString("http://tsa.example:443/x");
        assertThat(ServiceAddress.parse("https://tsa.example")).hasToString("https://tsa.example:443/");
        for (String bad : List.of("ftp://tsa.example/", "http://127.0.0.1/", "http://user@tsa.example/",
                "http://tsa.example/?q", "http://localhost/", "http:tsa.example")) {
            assertThatThrownBy(() -> ServiceAddress.parse(bad)).isInstanceOf(MalformedInput.class);
        }
    }
}
