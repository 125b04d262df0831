package id.signet.ledger.witness.http;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.testing.LyingLog;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.witness.FileWitnessRecords;
import id.signet.ledger.witness.Witness;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessServerTest {

    private final LyingLog log = LyingLog.begin("log.example/lies", SoftwareSigningKey.generate(KeyType.ED25519))
            .grow(20, "leaf");
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private FileWitnessRecords records;
    private Witness witness;
    private WitnessServer server;

    @BeforeEach
    void start() {
        records = new FileWitnessRecords(folder);
        witness = new Witness(
                new Cosigner("witness.example/w1", SoftwareSigningKey.generate(KeyType.ED25519)),
                List.of(log.verifierKey()), records, new SteppingClock(Instant.parse("2026-11-24T03:00:00Z")));
        server = WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        records.close();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send("add-checkpoint", HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(path, HttpRequest.newBuilder().GET());
    }

    private HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
        return http.send(
                request.uri(URI.create("http://localhost:" + server.port() + WitnessServer.PREFIX + path)).build(),
                BodyHandlers.ofString());
    }

    @Test
    void aCosignatureComesAsOneSignatureLine() throws Exception {
        HttpResponse<String> answer = post(log.request(0, 5).encode());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(log.checkpoint(5).cosignedBy(witness.verifierKey(), answer.body()).witness())
                .isEqualTo(witness.verifierKey());
        assertThat(get(Witness.hash(log.origin()) + "/checkpoint").body()).endsWith(answer.body());
    }

    @Test
    void aConflictTellsTheSizeInTheFormOfTheSpecification() throws Exception {
        post(log.request(0, 5).encode());

        HttpResponse<String> answer = post(log.request(0, 9).encode());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("5\n");
    }

    @Test
    void G08_impossibleSizesAre400() throws Exception {
        String good = log.request(0, 5).encode();
        for (String old : List.of("6", "9223372036854775808", "-1")) {
            assertThat(post(good.replaceFirst("old 0", "old " + old)).statusCode()).as(old).isEqualTo(400);
        }
    }

    @Test
    void G12_aSecondRootForOneSizeAndAForkAre422() throws Exception {
        post(log.request(0, 9).encode());
        LyingLog fork = log.fork(5).grow(8, "another");

        assertThat(post(fork.request(9, 9).encode()).statusCode()).isEqualTo(422);
        assertThat(post(fork.request(9, 13).encode()).statusCode()).isEqualTo(422);
    }

    @Test
    void G13_anotherOriginIs404AndAnotherKeyIs403AndTrailingLinesAre400() throws Exception {
        SoftwareSigningKey stranger = SoftwareSigningKey.generate(KeyType.ED25519);
        assertThat(post(LyingLog.begin("log.example/x", stranger).request(0, 0).encode()).statusCode()).isEqualTo(404);
        assertThat(post(LyingLog.begin(log.origin(), stranger).request(0, 0).encode()).statusCode()).isEqualTo(403);
        assertThat(post(log.request(0, 5).encode() + "x\n").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNotInTheSpecificationIsNotServed() throws Exception {
        assertThat(get("add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(get(Witness.hash(log.origin()) + "/checkpoint").statusCode()).isEqualTo(404);
        assertThat(get("../../checkpoint").statusCode()).isEqualTo(404);
        assertThat(get("key").body()).isEqualTo(witness.verifierKey().text() + "\n");
        assertThat(post("x".repeat(200_000)).statusCode()).isEqualTo(413);
    }
}
