package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.signet.app.access.FollowersView;
import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.app.config.StartRefusedAnalyzer;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.follow.FollowReport;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.crypto.key.SigningKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyId;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.follow.Follower;
import id.signet.ledger.follow.Lie;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.issuer.TrustRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A follower beside the service that it follows: it answers alike, says how old its view is, and believes no lie. */
class FollowerTest {

    private static final int TRIES = 400;

    @TempDir
    static Path origins;
    private static Optional<RunningSignet> running = Optional.empty();

    @TempDir
    Path folder;

    private RunningSignet origin;
    private Road road;
    private RunningSignet follower;
    private String authority;
    private String key;
    private String issuer;

    /** Between the two: hands on what the origin serves, unless it is told otherwise. */
    private static final class Road implements AutoCloseable {

        private final Map<String, byte[]> instead = new ConcurrentHashMap<>();
        private final HttpServer server;
        private final HttpClient client = HttpClient.newHttpClient();
        private final int to;
        private volatile String closed = "nothing";

        Road(int to) throws IOException {
            this.to = to;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::pass);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void pass(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getRawPath();
            try (exchange; OutputStream out = exchange.getResponseBody()) {
                if (path.startsWith(closed)) {
                    exchange.sendResponseHeaders(502, -1);
                    return;
                }
                byte[] body = instead.get(path);
                int status = 200;
                if (body == null) {
                    var answer = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path)).build(),
                            BodyHandlers.ofByteArray());
                    status = answer.statusCode();
                    body = answer.body();
                }
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                out.write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.stop(0);
            client.close();
        }
    }

    @BeforeEach
    void anOriginWithAnIssuerAndAFollower() throws Exception {
        origin = runningOrigin();
        issuer = origin.accreditedIssuer();
        authority = origin.part(TrustRegistry.class).facts().root().orElseThrow().toString();
        road = new Road(origin.http().port());
        key = origin.http().send("GET /log/key").body().strip();
        follower = follow();
        eventually(() -> sees(size(origin)));
    }

    /** One for all tests; another one where a test has stopped it. */
    private static RunningSignet runningOrigin() throws IOException {
        if (running.filter(one -> one.context().isActive()).isEmpty()) {
            running = Optional.of(RunningSignet.sandbox(Files.createTempDirectory(origins, "origin")));
        }
        return running.orElseThrow();
    }

    @AfterEach
    void stop() {
        follower.close();
        road.close();
    }

    @AfterAll
    static void stopOrigin() {
        running.filter(one -> one.context().isActive()).ifPresent(RunningSignet::close);
    }

    private RunningSignet follow() {
        return RunningSignet.follower(List.of("SIGNET_FOLLOW_URL=" + road.address(), "SIGNET_FOLLOW_KEY=" + key,
                "SIGNET_DATA_DIR=" + folder.resolve("follower"), "SIGNET_AUTHORITIES=" + authority));
    }

    private static long size(RunningSignet node) {
        try {
            return SignedCheckpoint.parse(node.http().send("GET /log/checkpoint").body()).checkpoint().size().value();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean sees(long size) {
        return report().size().filter(view -> view.value() >= size).isPresent();
    }

    private FollowReport report() {
        return follower.part(Follower.class).report();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        fail("it never came to that");
    }

    /** Waits until the follower has everything that the origin has acknowledged. */
    private void caughtUp(JsonNode receipt) throws InterruptedException {
        caughtUp(receipt.stringValue());
    }

    private void caughtUp(String receipt) throws InterruptedException {
        long leaf = TlogProofCodec.decode(receipt).index().value();
        eventually(() -> sees(leaf + 1));
    }

    private JsonNode verdict(JsonNode issued) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", issued.get("credential"));
        question.putArray("receipts").add(issued.get("receipt"));
        Answer answer = follower.http()
                .post("/api/v1/credentials/verify", question.toString().getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header(FollowersView.HEADER)).startsWith("size=");
        return answer.json();
    }

    private boolean verified(JsonNode issued) throws IOException {
        return verdict(issued).get("verified").booleanValue();
    }

    private String code(JsonNode issued, String name) throws IOException {
        return check(verdict(issued), name).path("code").asString("");
    }

    @Test
    void itAnswersAsTheOriginDoes() throws Exception {
        follower.http().send("GET /log/key");
        for (String path : List.of("/api/v1/dids/" + issuer, "/1.0/identifiers/" + issuer, "/log/key",
                "/api/v1/issuers/" + issuer, "/log/tile/entries/000.p/2", "/log/tile/0/000.p/3",
                "/api/v1/ledger/entries/1")) {
            Answer there = origin.http().send("GET " + path);
            Answer here = follower.http().send("GET " + path);
            assertThat(there.status()).as(path).isEqualTo(200);
            assertThat(here.status()).as(path).isEqualTo(200);
            assertThat(here.body()).as(path).isEqualTo(there.body());
        }
        for (String format : List.of("data-integrity", "vc+jwt", "dc+sd-jwt")) {
            JsonNode issued = origin.issue(issuer, format);
            caughtUp(issued.get("receipt"));
            assertThat(verified(issued)).as("%s", verdict(issued)).isTrue();

            caughtUp(origin.changeStatus(issued, "suspension", true).get("receipt"));
            assertThat(code(issued, "status")).as(format).isEqualTo("suspended");
            caughtUp(origin.changeStatus(issued, "suspension", false).get("receipt"));
            assertThat(verified(issued)).as("%s", verdict(issued)).isTrue();
            caughtUp(origin.changeStatus(issued, "revocation", true).get("receipt"));
            assertThat(code(issued, "status")).as(format).isEqualTo("revoked");
        }
    }

    /** By a follower that begins afterwards: a list that it kept from before is read anew when its time is over. */
    @Test
    void itJudgesByTheMomentAKeyWasStolenAndByTheReceiptAlone() throws Exception {
        follower.close();
        Map<String, List<JsonNode>> issued = new LinkedHashMap<>();
        String newest = "";
        for (String format : List.of("data-integrity", "vc+jwt", "dc+sd-jwt")) {
            issuer = origin.accreditedIssuer();
            JsonNode before = origin.issue(issuer, format);
            Thread.sleep(20);
            JsonNode after = origin.issue(issuer, format);
            issued.put(format, List.of(before, after));
            String since = origin.report(after.get("credential")).at("/time/logged/loggedAt").stringValue();
            newest = origin.post(200, "dids/" + issuer + "/keys/key-1:compromise",
                    "{\"since\":\"" + since + "\",\"keyType\":\"P-256\"}").get("receipt").stringValue();
            // Its list is signed anew, which may be a moment later.
            eventually(() -> {
                try {
                    return origin.verify(before).get("verified").booleanValue();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        follower = follow();
        caughtUp(newest);

        for (String format : issued.keySet()) {
            JsonNode before = issued.get(format).getFirst();
            JsonNode after = issued.get(format).getLast();
            assertThat(code(after, "issuer-key")).as(format).isEqualTo("key-compromised");
            assertThat(verified(after)).isFalse();
            assertThat(verified(before)).as("%s", verdict(before)).isTrue();
            Answer unanchored = follower.http()
                    .post("/api/v1/credentials/verify",
                            Json.object()
                                    .set("credential", before.get("credential"))
                                    .toString()
                                    .getBytes(StandardCharsets.UTF_8),
                            "Content-Type: application/json");
            assertThat(check(unanchored.json(), "proof").get("code").stringValue()).as(format)
                    .isEqualTo("key-compromised");
        }
        assertThat(report().alarms()).isEmpty();
    }

    @Test
    void itFollowsAChainOfAuthoritiesAndItsEnd() throws Exception {
        String board = origin.createDid("weid", "Ed25519").get("did").stringValue();
        String school = origin.createDid("weid", "Ed25519").get("did").stringValue();
        origin.post(201, "delegations", "{\"did\":\"" + board + "\",\"name\":\"Board\",\"delegations\":"
                + "[{\"credentialType\":\"TrainingCertificate\",\"depth\":0}]}");
        origin.post(201, "issuers", "{\"did\":\"" + school + "\",\"name\":\"School\",\"accreditedBy\":\"" + board
                + "\",\"accreditations\":[{\"credentialType\":\"TrainingCertificate\"}]}");
        JsonNode before = origin.issue(school, "vc+jwt");
        origin.post(201, "delegations:withdraw", "{\"did\":\"" + board
                + "\",\"credentialTypes\":[\"TrainingCertificate\"]}");
        assertThat(origin.send("credentials", RunningSignet.certificate(school, "vc+jwt")).status()).isEqualTo(422);
        caughtUp(origin.issue(issuer, "vc+jwt").get("receipt"));

        assertThat(verified(before)).as("%s", verdict(before)).isTrue();
        JsonNode chain = check(verdict(before), "issuer-trust").at("/evidence/chain");
        assertThat(chain.valueStream().map(link -> link.get("about").stringValue()))
                .containsExactly(authority, board, school);
        assertThat(chain).isEqualTo(check(origin.verify(before), "issuer-trust").at("/evidence/chain"));
        ObjectNode unanchored = Json.object();
        unanchored.set("credential", before.get("credential"));
        Answer today = follower.http()
                .post("/api/v1/credentials/verify", unanchored.toString().getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json");
        assertThat(check(today.json(), "issuer-trust").get("code").stringValue()).isEqualTo("issuer-not-accredited");
        assertThat(report().alarms()).isEmpty();
    }

    @Test
    void itJudgesAnImportFromTheLogAloneAndTellsWhereTheDidWasBefore() throws Exception {
        ObjectNode wish = Json.object();
        wish.put("document", VectorFile.text("did/imports.json", "/imports/0/exported"));
        JsonNode imported = origin.post(201, "dids:import", wish.toString());
        caughtUp(imported.get("receipt"));

        String path = "/1.0/identifiers/" + imported.get("did").stringValue();
        Answer here = follower.http().send("GET " + path);
        assertThat(here.body()).isEqualTo(origin.http().send("GET " + path).body());
        assertThat(here.json().at("/didDocumentMetadata/imported/shape").stringValue()).isEqualTo("1.x");
    }

    @Test
    void itJudgesTheLinesOfADidWebvhAndServesItsFiles() throws Exception {
        JsonNode made = origin.createDid("webvh", "Ed25519");
        String did = made.get("did").stringValue();
        caughtUp(origin.post(200, "dids/" + did + "/keys", "{\"keyType\":\"P-256\"}").get("receipt"));

        String folder = "/dids/" + Did.parse(did).specificId().substring(0, 46) + "/";
        for (String path : List.of("/1.0/identifiers/" + did, folder + "did.jsonl", folder + "did.json")) {
            Answer here = follower.http().send("GET " + path);
            assertThat(here.status()).as(path).isEqualTo(200);
            assertThat(here.body()).as(path).isEqualTo(origin.http().send("GET " + path).body());
        }
        assertThat(report().alarms()).isEmpty();
    }

    @Test
    void itJudgesWhatAControllerSignedFromTheLogAlone() throws Exception {
        String department = origin.createDid("key", "Ed25519").get("did").stringValue();
        String organisation = origin.createDid("weid", "Ed25519").get("did").stringValue();
        origin.post(200, "dids/" + organisation + "/controllers", "{\"controller\":\"" + department + "\"}");
        JsonNode changed = origin.post(200, "dids/" + organisation + "/keys", "{\"keyType\":\"P-256\"}");
        caughtUp(changed.get("receipt"));
        long leaf = TlogProofCodec.decode(changed.get("receipt").stringValue()).index().value();
        assertThat(origin.get("/api/v1/ledger/entries/" + leaf).toString()).contains(department + "#");

        String path = "/1.0/identifiers/" + organisation;
        Answer here = follower.http().send("GET " + path);
        assertThat(here.body()).isEqualTo(origin.http().send("GET " + path).body()).contains(department);
        assertThat(report().alarms()).isEmpty();
    }

    @Test
    void withTheOriginStoppedItGoesOnAndSaysHowOldItsViewIs() throws Exception {
        JsonNode good = origin.issue(issuer, "vc+jwt");
        JsonNode revoked = origin.issue(issuer, "dc+sd-jwt");
        caughtUp(origin.changeStatus(revoked, "revocation", true).get("receipt"));
        assertThat(verified(good)).isTrue();
        origin.close();
        eventually(() -> report().problem().isPresent());

        for (int start = 0; start < 2; start++) {
            assertThat(verified(good)).as("%s", verdict(good)).isTrue();
            assertThat(code(revoked, "status")).isEqualTo("revoked");
            Answer resolved = follower.http().send("GET /1.0/identifiers/" + issuer);
            assertThat(resolved.status()).isEqualTo(200);
            assertThat(resolved.header(FollowersView.HEADER))
                    .matches("size=[0-9]+, as-of=@[0-9]+, age=[0-9]+");
            assertThat(report().alarms()).isEmpty();
            follower.close();
            follower = follow();
        }
    }

    @Test
    void anOldViewSaysNothingAboutAStatus() throws Exception {
        JsonNode good = origin.issue(issuer, "vc+jwt");
        caughtUp(good.get("receipt"));
        assertThat(verified(good)).isTrue();
        follower.close();
        origin.close();
        List<String> settings = new ArrayList<>(List.of("SIGNET_FOLLOW_URL=" + road.address(),
                "SIGNET_FOLLOW_KEY=" + key, "SIGNET_DATA_DIR=" + folder.resolve("follower"),
                "SIGNET_AUTHORITIES=" + authority, "SIGNET_FOLLOW_OLDEST_SECONDS=0"));
        follower = RunningSignet.follower(settings);
        Thread.sleep(1_000);

        assertThat(verified(good)).isFalse();
        JsonNode status = check(verdict(good), "status");
        assertThat(status.get("result").stringValue()).isEqualTo("unknown");
        assertThat(status.get("code").stringValue()).isEqualTo("status-source-unreachable");
    }

    @Test
    void aListThatIsOlderThanTheLogSaysNothing() throws Exception {
        JsonNode issued = origin.issue(issuer, "vc+jwt");
        JsonNode change = origin.changeStatus(issued, "suspension", true);
        caughtUp(change.get("receipt"));
        assertThat(code(issued, "status")).isEqualTo("suspended");
        String list = URI.create(change.get("list").stringValue()).getPath();
        byte[] old = origin.http().send("GET " + list).body().getBytes(StandardCharsets.UTF_8);
        road.instead.put(list, old);

        caughtUp(origin.changeStatus(issued, "suspension", false).get("receipt"));
        assertThat(code(issued, "status")).isEqualTo("status-source-unreachable");
        assertThat(follower.http().send("GET " + list).status()).isEqualTo(503);
        road.instead.clear();
        assertThat(verified(issued)).as("%s", verdict(issued)).isTrue();
        assertThat(follower.http().send("GET " + list).status()).isEqualTo(200);
    }

    @Test
    void itWritesNothing() throws Exception {
        for (String path : List.of("dids", "credentials", "schemas", "issuers", "authorities", "tenants")) {
            Answer answer = follower.http()
                    .post("/api/v1/" + path, "{}".getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
            assertThat(answer.status()).as(path).isEqualTo(421);
            assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:only-at-origin");
            assertThat(answer.json().get("detail").stringValue()).contains("http://localhost:8080");
        }
        assertThat(follower.http().send("GET /api/v1/audit").status()).isEqualTo(421);
    }

    @Test
    void G12_aForkOfTheLogRaisesAnAlarmAndTheViewStays() throws Exception {
        long before = report().size().orElseThrow().value();
        road.instead.put("/log/checkpoint", forged(before).getBytes(StandardCharsets.UTF_8));
        eventually(() -> !report().alarms().isEmpty());
        assertThat(report().alarms().getFirst().lie()).isEqualTo(Lie.FORK);
        Answer answer = follower.http().send("GET /api/v1/dids/" + issuer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(FollowersView.HEADER)).endsWith(", alarm");
        assertThat(health().get("status").stringValue()).isEqualTo("DOWN");
        assertThat(health().at("/components/followed/details/alarms/0/lie").stringValue()).isEqualTo("FORK");
    }

    /** What only the log itself could make: its own key signs another root. */
    private String forged(long size) {
        var key = origin.part(EmbeddedLedger.class);
        var signer = new NoteSigner(key.origin(), logSigningKey());
        return SignedCheckpoint.sign(new Checkpoint(key.origin(), new TreeSize(size), Hash.of(new byte[32])), signer)
                .text();
    }

    private SigningKey logSigningKey() {
        var jdbc = origin.part(JdbcClient.class);
        var id = jdbc.sql("SELECT key_id FROM log_key").query(String.class).single();
        return origin.part(KeyRing.class).open(new KeyId(id));
    }

    @Test
    void G13_aPageThatIsNoCheckpointRaisesAnAlarmThatEndsWithTheNextGoodRound() throws Exception {
        road.instead.put("/log/checkpoint", "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        eventually(() -> !report().alarms().isEmpty());
        assertThat(report().alarms().getFirst().lie()).isEqualTo(Lie.NO_CHECKPOINT);
        road.instead.clear();
        eventually(() -> report().alarms().isEmpty());
        assertThat(health().get("status").stringValue()).isEqualTo("UP");
    }

    @Test
    void anOriginThatIsAwayIsNoAlarm() throws Exception {
        road.closed = "/log/";
        eventually(() -> report().problem().isPresent());
        assertThat(report().alarms()).isEmpty();
        assertThat(health().get("status").stringValue()).isEqualTo("UP");
        road.closed = "nothing";
        eventually(() -> report().problem().isEmpty());
    }

    @Test
    void itDoesNotStartUnderAnotherKey() {
        String other = new NoteSigner(follower.part(RegistryNames.class).origin(),
                SoftwareSigningKey.generate(KeyType.ED25519)).verifierKey().text();
        assertThatThrownBy(() -> RunningSignet.follower(List.of("SIGNET_FOLLOW_URL=" + road.address(),
                "SIGNET_FOLLOW_KEY=" + other, "SIGNET_DATA_DIR=" + folder.resolve("other"))).close())
                .satisfies(failure -> assertThat(StartRefusedAnalyzer.refusal(failure).orElseThrow().getMessage())
                        .contains("does not show the log of SIGNET_FOLLOW_KEY"));
    }

    @Test
    void itDoesNotStartWithoutAKey() {
        assertThatThrownBy(() -> RunningSignet.follower(List.of("SIGNET_FOLLOW_URL=" + road.address(),
                "SIGNET_DATA_DIR=" + folder.resolve("other"))).close())
                .satisfies(failure -> assertThat(StartRefusedAnalyzer.refusal(failure).orElseThrow().getMessage())
                        .contains("SIGNET_FOLLOW_KEY is not set", "/log/key"));
    }

    private JsonNode health() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + follower.managementPort() + "/actuator/health");
            return StrictJson.parse(
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray()).body());
        }
    }

}
