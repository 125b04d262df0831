package id.signet.credential.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.transport.Transports.Outcome;
import id.signet.credential.transport.Transports.Reading;
import id.signet.credential.transport.Transports.Terms;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.Signers;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.DirectJwe;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.ledger.testing.InMemoryDurableCommit;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.ledger.testing.SteppingClock;
import id.signet.registry.PublicUrl;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class TransportsTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Caller DESK = Caller.of(new TenantId("academy"), "desk", "request-1");
    private static final ObjectNode PAPER = Json.object().put("name", "Zhāng Wěi");
    private static final String READER = "did:example:bank";
    private static final String METHOD = READER + "#key-1";

    private final SteppingClock clock = new SteppingClock(NOW);
    private final TransportStore store = new InMemoryTransportStore();
    private final KeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(),
            Clock.systemUTC());
    private final SigningKey key = ring.open(ring.create(KeyType.ED25519));
    private final Set<String> seen = new HashSet<>();
    private Signers.Answer answer = found(Set.of("authentication"));
    private final Transports transports = new Transports(store,
            new PrivateChange(new InMemoryRows(), new InMemoryDurableCommit(), clock),
            new SignerResolution(
                    (method, version) -> method.equals(METHOD) ? answer : new Signers.Answer.Missing("There is none."),
                    (issuer, keyId) -> new Signers.Answer.Missing("There is none."), AcceptedKeyTypes.STABLE),
            (proof, until) -> seen.add(proof), new PublicUrl("https://id.example.org"), clock, new SecureRandom());

    private Signers.Answer found(Set<String> relationships) {
        return new Signers.Answer.Found(key.publicKey(), READER, READER, relationships, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Outcome.Waiting send(Terms terms) {
        return (Outcome.Waiting) transports.send(DESK, PAPER, terms);
    }

    private Outcome.Waiting sendToReader() {
        return send(new Terms(List.of(READER), false, Optional.empty()));
    }

    private static String open(Reading reading, String link) {
        Bytes secret = Bytes.of(Base64Url.decode(link.substring(link.indexOf('#') + 1)));
        return new DirectJwe(((Reading.Given) reading).token(), secret).decrypt().asUtf8();
    }

    @Test
    void whoHasTheLinkReadsWhatWasSent() {
        Outcome.Waiting waiting = send(new Terms(List.of(), false, Optional.empty()));
        assertThat(waiting.link()).matches("https://id\\.example\\.org/t/[A-Za-z0-9_-]{22}#[A-Za-z0-9_-]{22}");
        assertThat(waiting.expires()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        for (int i = 0; i < 2; i++) {
            assertThat(open(transports.read(waiting.id()), waiting.link())).isEqualTo(PAPER.toString());
        }
    }

    @Test
    void whatIsSealedIsThereWhenItIsKept() {
        Transports.Sealed sealed = transports.seal(DESK.tenant(), PAPER, new Terms(List.of(), false, Optional.empty()));
        assertThat(transports.read(sealed.transport().id())).isInstanceOf(Reading.Absent.class);

        transports.keep(DESK, sealed);
        assertThat(open(transports.read(sealed.transport().id()), sealed.link())).isEqualTo(PAPER.toString());
    }

    @Test
    void whatLiesHereCannotBeReadHere() {
        Outcome.Waiting waiting = send(new Terms(List.of(), false, Optional.empty()));
        Transport kept = store.find(waiting.id(), NOW).orElseThrow();
        String secret = waiting.link().substring(waiting.link().indexOf('#') + 1);
        assertThat(kept.token()).doesNotContain(secret)
                .doesNotContain(Base64Url.encode(PAPER.toString().getBytes(UTF_8)));
        assertThatThrownBy(() -> new DirectJwe(kept.token(), Bytes.of(new byte[16])).decrypt())
                .isInstanceOf(MalformedInput.class);
        assertThat(waiting.toString()).doesNotContain(secret);
    }

    @Test
    void whatIsReadOnceIsGone() {
        Outcome.Waiting waiting = send(new Terms(List.of(), true, Optional.empty()));
        assertThat(transports.read(waiting.id())).isInstanceOf(Reading.Given.class);
        assertThat(transports.read(waiting.id())).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void whatHasExpiredOrNeverWasIsAbsent() {
        Outcome.Waiting waiting = send(new Terms(List.of(), false, Optional.of(NOW.plusSeconds(60))));
        clock.advance(Duration.ofSeconds(60));
        assertThat(transports.read(waiting.id())).isInstanceOf(Reading.Absent.class);
        assertThat(transports.read("A".repeat(22))).isInstanceOf(Reading.Absent.class);
        assertThat(transports.read("../x")).isInstanceOf(Reading.Absent.class);
        assertThat(transports.forget()).isEqualTo(1);
    }

    @Test
    void aTransportNeitherLastsForEverNorEndsInThePast() {
        for (Instant end : List.of(NOW, NOW.plus(Duration.ofDays(367)))) {
            assertThatThrownBy(() -> send(new Terms(List.of(), false, Optional.of(end))))
                    .isInstanceOf(MalformedInput.class);
        }
        assertThatThrownBy(() -> new Terms(List.of("nobody"), false, Optional.empty()))
                .isInstanceOf(MalformedInput.class);
    }

    // ---- readers ----

    private ObjectNode claims(String id) {
        return Json.object()
                .put("iss", READER)
                .put("aud", transports.address(id))
                .put("iat", clock.instant().getEpochSecond())
                .put("jti", "1");
    }

    private String proof(String type, String method, ObjectNode claims) {
        return Jws.sign(Json.object().put("kid", method).put("typ", type), claims.toString().getBytes(UTF_8), key);
    }

    private static void refused(Reading reading, String sentence) {
        assertThat(reading).isInstanceOfSatisfying(Reading.NotForYou.class,
                other -> assertThat(other.reason()).contains(sentence));
    }

    @Test
    void aReaderProvesItsDidAndReads() {
        Outcome.Waiting waiting = sendToReader();
        refused(transports.read(waiting.id()), "certain DIDs");
        String proof = proof(Transports.PROOF_TYPE, METHOD, claims(waiting.id()));
        assertThat(open(transports.read(waiting.id(), proof), waiting.link())).isEqualTo(PAPER.toString());
        refused(transports.read(waiting.id(), proof), "used before");
    }

    @ParameterizedTest
    @CsvSource({"iss,did:example:other,none of the readers", "aud,https://id.example.org/t/other,another address",
        "iat,0,five minutes", "iat,100000000000000000,five minutes"})
    void aProofThatIsWrongInOneClaimIsRefused(String claim, String value, String sentence) {
        Outcome.Waiting waiting = sendToReader();
        ObjectNode claims = claims(waiting.id());
        if (claim.equals("iat")) {
            claims.put(claim, Long.parseLong(value));
        } else {
            claims.put(claim, value);
        }
        refused(transports.read(waiting.id(), proof(Transports.PROOF_TYPE, METHOD, claims)), sentence);
    }

    @Test
    void aTransportForWhoeverHasTheLinkAsksForNoProof() {
        Outcome.Waiting waiting = send(new Terms(List.of(), false, Optional.empty()));
        assertThat(transports.read(waiting.id(), "no proof")).isInstanceOf(Reading.Given.class);
    }

    @Test
    void aKeyOfATypeThatIsNotAcceptedHereProvesNothing() {
        Outcome.Waiting waiting = sendToReader();
        String proof = proof(Transports.PROOF_TYPE, METHOD, claims(waiting.id()));
        answer = new Signers.Answer.Found(ring.open(ring.create(KeyType.ML_DSA_44)).publicKey(), READER, READER,
                Set.of("authentication"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
        refused(transports.read(waiting.id(), proof), "preview");
    }

    @Test
    void readersAreNoLongerThanTheirPlace() {
        List<String> readers = IntStream.range(0, 100)
                .mapToObj(number -> "did:example:" + "a".repeat(200) + number)
                .toList();
        assertThatThrownBy(() -> new Terms(readers, false, Optional.empty()))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void aProofOfAnotherTypeMethodKeyOrPurposeIsRefused() {
        Outcome.Waiting waiting = sendToReader();
        ObjectNode claims = claims(waiting.id());
        refused(transports.read(waiting.id(), proof("vp+jwt", METHOD, claims)), "type");
        refused(transports.read(waiting.id(), proof(Transports.PROOF_TYPE, "did:example:other#key-1", claims)), "kid");
        String good = proof(Transports.PROOF_TYPE, METHOD, claims);
        answer = found(Set.of("assertionMethod"));
        refused(transports.read(waiting.id(), good), "authenticates");
        answer = new Signers.Answer.Found(ring.open(ring.create(KeyType.ED25519)).publicKey(), READER, READER,
                Set.of("authentication"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
        refused(transports.read(waiting.id(), good), "not signed");
        answer = found(Set.of("authentication"));
        assertThat(transports.read(waiting.id(), good)).as("nothing above used the proof up")
                .isInstanceOf(Reading.Given.class);
    }
}
