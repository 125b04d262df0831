package id.signet.ledger.witness.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.TreeSize;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.testing.LyingLog;
import id.signet.ledger.witness.WitnessOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpWitnessClientTest {

    private final LyingLog log = LyingLog.begin("log.example/lies", SoftwareSigningKey.generate(KeyType.ED25519))
            .grow(20, "leaf");
    private final VerifierKey witness = new Cosigner("witness.example/w1", SoftwareSigningKey.generate(KeyType.ED25519))
            .verifierKey();
    private final HttpClient http = HttpWitnessClient.http();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    private WitnessOutcome asked(int status, String body) throws Exception {
        server.createContext("/w/add-checkpoint", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Location", "/w/elsewhere");
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        return new HttpWitnessClient(witness,
                URI.create("http://localhost:" + server.getAddress().getPort() + "/w"), http).add(log.request(5, 9));
    }

    @Test
    void theSizeOfAConflictIsRead() throws Exception {
        assertThat(asked(409, "12\n")).isEqualTo(new WitnessOutcome.Conflict(new TreeSize(12)));
    }

    @Test
    void G11_aConflictWithoutASizeIsNoAnswer() {
        assertThatThrownBy(() -> asked(409, "-1\n")).isInstanceOf(IOException.class);
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThatThrownBy(() -> asked(307, "")).isInstanceOf(IOException.class).hasMessageContaining("307");
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        assertThatThrownBy(() -> asked(200, "x".repeat(100_000))).isInstanceOf(IOException.class);
    }

    @Test
    void aRefusalIsToldInOnePrintableLine() throws Exception {
        assertThat(asked(422, "no\u001b[31m\nreally\n")).isEqualTo(new WitnessOutcome.Unprocessable("no [31m really"));
    }
}
