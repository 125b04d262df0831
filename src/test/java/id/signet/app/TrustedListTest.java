package id.signet.app;

import static id.signet.app.RunningSignet.check;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.issuer.TrustedList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two services: the second believes the first's authority by its signed list, and no further. */
class TrustedListTest {

    @TempDir
    static Path folder;

    private static RunningSignet first;
    private static RunningSignet second;
    private static String root;
    private static String issuer;
    private static JsonNode paper;

    private final SoftwareSigningKey stranger = SoftwareSigningKey.generate(KeyType.ED25519);

    @BeforeAll
    static void start() throws IOException {
        first = RunningSignet.sandbox(folder.resolve("first"));
        second = RunningSignet.sandbox(folder.resolve("second"));
        issuer = first.createDid("key", "Ed25519").get("did").stringValue();
        first.accredit(issuer, "TrainingCertificate");
        root = first.get("/api/v1/issuers/" + issuer).at("/accreditations/0/accreditedBy").stringValue();
        paper = first.post(201, "credentials", RunningSignet.certificate(issuer, "dc+sd-jwt")
                .replace("\"status\":[\"revocation\",\"suspension\"],", "")).get("credential");
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    private static JsonNode published() throws IOException {
        return first.post(201, "authorities/" + root + "/trusted-list", "{}");
    }

    /** The key of the authority, as its DID document at home shows it. */
    private static String key() throws IOException {
        JsonNode document = first.get("/1.0/identifiers/" + root).get("didDocument");
        String method = document.get("assertionMethod").get(0).stringValue();
        return document.get("verificationMethod")
                .valueStream()
                .filter(one -> one.get("id").stringValue().equals(method))
                .findFirst()
                .orElseThrow()
                .get("publicKeyMultibase")
                .stringValue();
    }

    private static Answer take(String authority, String multikey, String list) throws IOException {
        return second.send("trusted-lists", Json.object()
                .put("authority", authority)
                .put("publicKeyMultibase", multikey)
                .put("list", list)
                .toString());
    }

    private static JsonNode trust(String... authorities) throws IOException {
        ObjectNode question = Json.object();
        question.set("credential", paper);
        question.putObject("policy").set("authorities", Json.array(List.of(authorities)));
        return check(second.post(200, "credentials/verify", question.toString()), "issuer-trust");
    }

    private String signed(String authority, long sequence, Duration age, UnaryOperator<TrustedList> change) {
        Instant issued = Instant.now().minus(age);
        TrustedList list = new TrustedList(Did.parse(authority), "Elsewhere", sequence, issued,
                issued.plus(Duration.ofDays(1)),
                List.of(new TrustedList.Entity(Did.parse(issuer), "School",
                        List.of(new TrustedList.Service("http://localhost:8080/types/1", Did.parse(authority),
                                Optional.empty(), Optional.empty())))));
        return change.apply(list).sign(DidUrl.parseMethodId(authority + "#key-1"), stranger);
    }

    private String multikey() {
        return Multikey.encode(stranger.publicKey());
    }

    private static void refused(Answer answer, int status, String detail) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("detail").stringValue()).contains(detail);
    }

    @Test
    void anIssuerOnTheListOfATrustedAuthorityIsTrustedToday() throws IOException {
        assertThat(trust(root).get("code").stringValue()).as("before").isEqualTo("issuer-not-accredited");
        JsonNode list = published();
        Answer taken = take(root, key(), list.get("list").stringValue());
        assertThat(taken.status()).as("%s", taken).isEqualTo(201);

        JsonNode trusted = trust(root);

        assertThat(trusted.get("result").stringValue()).as("%s", trusted).isEqualTo("passed");
        JsonNode evidence = trusted.at("/evidence/trustedLists/0");
        assertThat(evidence.get("authority").stringValue()).isEqualTo(root);
        assertThat(evidence.get("sequence")).isEqualTo(list.get("sequence"));
        assertThat(evidence.get("ageSeconds").longValue()).isBetween(0L, 600L);
        assertThat(trust(issuer).get("code").stringValue()).as("a policy that does not name the authority")
                .isEqualTo("issuer-not-accredited");
    }

    @Test
    void theListIsServedAsItWasSignedAndKeepsItsNumberWhileNothingChanges() throws IOException {
        JsonNode before = published();
        JsonNode again = published();
        Answer served = first.http().send("GET /api/v1/authorities/" + root + "/trusted-list");

        assertThat(again.get("sequence")).isEqualTo(before.get("sequence"));
        assertThat(served.body()).isEqualTo(again.get("list").stringValue());
        TrustedList read = TrustedList.verify(served.body(), Multikey.decode(key()));
        assertThat(read.entities()).extracting(TrustedList.Entity::did).contains(Did.parse(issuer));
        String other = first.createDid("key", "P-256").get("did").stringValue();
        first.accredit(other, "TrainingCertificate");
        assertThat(published().get("sequence").longValue()).isGreaterThan(before.get("sequence").longValue());
    }

    @Test
    void aListOfAnotherKeyAuthorityOrTimeIsRefused() throws IOException {
        String authority = "did:web:one.example";
        String good = signed(authority, 5, Duration.ofHours(1), list -> list);
        PublicKey another = SoftwareSigningKey.generate(KeyType.ED25519).publicKey();

        refused(take(authority, Multikey.encode(another), good), 400, "not signed by the key that is pinned");
        refused(take("did:web:other.example", multikey(), good), 400, "of another authority");
        refused(take(authority, multikey(), signed(authority, 5, Duration.ofDays(2), list -> list)), 400,
                "out of date");
        refused(take(authority, multikey(), good.substring(0, good.length() - 8) + "AAAAAAAA"), 400, "not signed");
        refused(take(authority, multikey(), "no.token.here"), 400, "");
    }

    @Test
    void anOlderNumberIsRefusedAlsoAfterTheListWasTakenOut() throws IOException {
        String authority = "did:web:two.example";
        assertThat(take(authority, multikey(), signed(authority, 7, Duration.ofHours(1), list -> list)).status())
                .isEqualTo(201);

        refused(take(authority, multikey(), signed(authority, 6, Duration.ofMinutes(1), list -> list)), 409,
                "newer list");
        assertThat(trust(authority).get("result").stringValue()).isEqualTo("passed");
        assertThat(second.delete("trusted-lists/" + authority).status()).isEqualTo(204);
        assertThat(trust(authority).get("code").stringValue()).isEqualTo("issuer-not-accredited");
        refused(take(authority, multikey(), signed(authority, 6, Duration.ofMinutes(1), list -> list)), 409,
                "newer list");
        assertThat(second.delete("trusted-lists/" + authority).status()).isEqualTo(404);
    }

    @Test
    void aListThatRanOutSinceItWasTakenInSaysNothing() throws Exception {
        String authority = "did:web:three.example";
        String ending = signed(authority, 3, Duration.ZERO, list -> new TrustedList(list.authority(), list.operator(),
                list.sequence(), list.issued(), Instant.now().plusMillis(1_500), list.entities()));
        Answer taken = take(authority, multikey(), ending);
        assertThat(taken.status()).as("%s", taken).isEqualTo(201);
        Thread.sleep(2_000);

        JsonNode trust = trust(authority);

        assertThat(trust.get("result").stringValue()).isEqualTo("unknown");
        assertThat(trust.get("code").stringValue()).isEqualTo("trusted-list-out-of-date");
    }

    @Test
    void theListsThatWereTakenInAreShown() throws IOException {
        String authority = "did:web:four.example";
        take(authority, multikey(), signed(authority, 2, Duration.ofHours(1), list -> list));

        Answer all = second.http().send("GET /api/v1/trusted-lists", second.bearer());

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.json().get("lists").valueStream().map(one -> one.get("authority").stringValue()))
                .contains(authority);
        assertThat(second.http().send("GET /api/v1/trusted-lists").status()).isEqualTo(401);
    }
}
