package id.signet.credential.weidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.issue.IssuanceTables;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.VerifyingHouse;
import id.signet.credential.weidentity.NewPojo.Kind;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.issue.Origin;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The same claims, as a paper of WeIdentity and as a W3C credential. */
class ExchangeCredentialTest {

    private static final StatusListTerms TERMS = new StatusListTerms(131_072, 64, Duration.ofMillis(20),
            Duration.ofDays(1), Duration.ofDays(50 * 365), Duration.ofMinutes(5));
    private static final Set<StatusPurpose> REVOCATION = Set.of(StatusPurpose.REVOCATION);

    private IssuingHouse.Ground ground;
    private IssuingHouse house;
    private VerifyingHouse here;
    private IssuePojo issuing;
    private ExchangeCredential exchanging;
    private Did issuer;

    @BeforeEach
    void open() {
        ground = new IssuingHouse.Ground(TestDatabase.h2());
        house = new IssuingHouse(ground, TERMS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
        here = VerifyingHouse.here(house);
        issuing = new IssuePojo(house.issuing, here.credentials, new LogTime(IssuingHouse.NAMES.origin()),
                ground.clock);
        exchanging = new ExchangeCredential(house.formats, here.credentials, house.issuing, house.schemas);
        issuer = house.issuer(KeyType.SECP256K1);
        house.dids.addKey(house.caller(), issuer, KeyType.ED25519, Optional.empty(), Optional.empty());
    }

    @AfterEach
    void close() {
        house.close();
        ground.database().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "vc+cose", "vc+sd-jwt", "dc+sd-jwt"})
    void aPaperIsExchangedForAnyFormatAndBack(String format) {
        Issued paper = paper(Kind.ORIGINAL);
        Issued credential = exchanged(paper.credential(), format);
        Issued back = exchanged(credential.credential(), "weidentity-original");

        UnverifiedCredential read = house.formats.parse(credential.credential());
        assertThat(here.verify(credential.credential()).verified()).isTrue();
        assertThat(here.verify(back.credential()).verified()).isTrue();
        assertThat(read.schemaDocument().get("credentialSubject").get("grade").isIntegralNumber()).isTrue();
        for (String member : List.of("claim", "issuer", "cptId", "issuanceDate", "expirationDate")) {
            assertThat(Jcs.canonicalize(back.credential().get(member))).as(member)
                    .isEqualTo(Jcs.canonicalize(paper.credential().get(member)));
        }
    }

    @Test
    void theCredentialSaysWhichPaperItCameFrom() {
        Issued paper = paper(Kind.LITE1);
        Issued credential = exchanged(paper.credential(), "data-integrity");

        JsonNode evidence = credential.credential().get("evidence").get(0);
        String digest = "sha256-" + Base64.getEncoder()
                .encodeToString(Hashes.sha256(Jcs.canonicalize(paper.credential())));
        assertThat(evidence.get("id").stringValue()).isEqualTo("urn:uuid:" + paper.id());
        assertThat(evidence.get("type").get(0).stringValue()).isEqualTo(house.type().typeUri());
        assertThat(evidence.get("name").stringValue()).isEqualTo("weidentity-lite1");
        assertThat(evidence.get("digestSRI").stringValue()).isEqualTo(digest);
        assertThat(evidence.get("description").stringValue()).contains("leaf " + paper.leaf().value() + " ");
    }

    @Test
    void theRecordOfAPaperSaysWhichCredentialItCameFrom() {
        Issued credential = (Issued) house.issue(issuer, "vc+jwt");
        Issued paper = exchanged(credential.credential(), "weidentity-lite1", Optional.of(end()));

        var origin = house.tables.get(IssuanceTables.ORIGINS, paper.id()).orElseThrow();
        assertThat(origin.format()).isEqualTo("vc+jwt");
        assertThat(origin.paperId()).isEqualTo("urn:uuid:" + credential.id());
        assertThat(origin.leaf()).contains(credential.leaf());
        assertThat(origin.tenant()).isEqualTo(IssuingHouse.TENANT);
    }

    @Test
    void aRevokedPaperIsNotExchanged() {
        Issued paper = paper(Kind.ORIGINAL);
        house.status.change(house.caller(), paper.id(), StatusPurpose.REVOCATION, true);

        assertThat(refusal(exchange(paper.credential(), "vc+jwt", Optional.empty())))
                .isEqualTo("credential-not-verified");
    }

    @ParameterizedTest
    @CsvSource({"weidentity-lite1, exchange-unfit", "weidentity-legacy, exchange-unfit", "nothing, format-unknown"})
    void aPaperIsNotExchangedForAPaper(String format, String code) {
        assertThat(refusal(exchange(paper(Kind.ORIGINAL).credential(), format, Optional.empty()))).isEqualTo(code);
    }

    @Test
    void aCredentialWithoutAnEndNeedsOneToBeAPaper() {
        Issued credential = (Issued) house.issue(issuer, "vc+jwt");

        assertThat(refusal(exchange(credential.credential(), "weidentity-original", Optional.empty())))
                .isEqualTo("valid-until-missing");
    }

    @Test
    void theEndOfAPaperStays() {
        assertThat(refusal(exchange(paper(Kind.ORIGINAL).credential(), "vc+jwt", Optional.of(end()))))
                .isEqualTo("valid-until-kept");
    }

    @Test
    void anotherTenantExchangesNothing() {
        Issued paper = paper(Kind.ORIGINAL);
        var stranger = Caller.of(new TenantId("others"), "x", "r");

        assertThat(refusal(exchanging.exchange(stranger, wish(paper.credential(), "vc+jwt", Optional.empty()),
                here.policy().authorities()))).isEqualTo("issuer-forbidden");
    }

    @Test
    void anIdThatNoRecordHoldsIsRefused() {
        assertThatThrownBy(() -> new Origin("data-integrity", "https://signet.example/types/1",
                "urn:example:" + "x".repeat(2_048), Bytes.of(new byte[32]), Optional.empty()))
                .isInstanceOfSatisfying(UnsuitableInput.class,
                        refused -> assertThat(refused.code()).isEqualTo("exchange-unfit"));
    }

    private Issued paper(Kind kind) {
        return (Issued) issuing.createCredentialPojo(house.caller(), new NewPojo(kind, house.type().cptId(),
                issuer.toString(),
                StrictJson.parseObject("""
                                       {"id": "did:example:learner", "course": "Welding", "grade": 5}"""),
                Optional.empty(), end(),
                Optional.empty(), REVOCATION));
    }

    private Instant end() {
        return ground.clock.instant().plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS);
    }

    private Issued exchanged(JsonNode credential, String format) {
        return exchanged(credential, format, Optional.empty());
    }

    private Issued exchanged(JsonNode credential, String format, Optional<Instant> until) {
        var outcome = exchange(credential, format, until);
        assertThat(outcome).isInstanceOf(Issued.class);
        return (Issued) outcome;
    }

    private IssueOutcome exchange(JsonNode credential, String format, Optional<Instant> until) {
        return exchanging.exchange(house.caller(), wish(credential, format, until), here.policy().authorities());
    }

    private static ExchangeCredential.Wish wish(JsonNode credential, String format, Optional<Instant> until) {
        return new ExchangeCredential.Wish(credential, List.of(), format, Optional.empty(), Optional.empty(), until,
                REVOCATION, Optional.empty());
    }

    private static String refusal(IssueOutcome outcome) {
        assertThat(outcome).isInstanceOf(IssueOutcome.Refused.class);
        return ((IssueOutcome.Refused) outcome).refusal().code();
    }
}
