package id.signet.credential.weidentity;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.StatusEntry;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.DataAuthorization;
import id.signet.credential.format.weidentity.LeafSalts;
import id.signet.credential.format.weidentity.PojoSignature;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.status.StatusOutcome;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.VerifyingHouse;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.RecordedStatus;
import id.signet.credential.weidentity.NewPojo.Kind;
import id.signet.crypto.Base64Url;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Papers of WeIdentity, issued over the real log and verified: each weakness of the original has a test that names it. */
class WeIdentityPapersTest {

    private static final StatusListTerms TERMS = new StatusListTerms(131_072, 64, Duration.ofMillis(20),
            Duration.ofDays(1), Duration.ofDays(50 * 365), Duration.ofMinutes(5));
    private static final Set<StatusPurpose> REVOCATION = Set.of(StatusPurpose.REVOCATION);

    private IssuingHouse.Ground ground;
    private IssuingHouse house;
    private VerifyingHouse here;
    private VerifyingHouse elsewhere;
    private IssuePojo issuing;

    @BeforeEach
    void open() {
        ground = new IssuingHouse.Ground(TestDatabase.h2());
        house = new IssuingHouse(ground, TERMS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
        here = VerifyingHouse.here(house);
        elsewhere = VerifyingHouse.elsewhere(house);
        issuing = new IssuePojo(house.issuing, here.credentials, new LogTime(IssuingHouse.NAMES.origin()),
                ground.clock);
    }

    @AfterEach
    void close() {
        house.close();
        ground.database().close();
    }

    @ParameterizedTest
    @CsvSource({"ORIGINAL, SECP256K1", "LITE1, SECP256K1", "ORIGINAL, SM2", "LITE1, SM2"})
    void whatIsIssuedVerifiesAndEveryCheckSaysWhatItRead(Kind kind, KeyType keyType) {
        Issued issued = issue(house.issuer(keyType), kind, keyType == KeyType.SM2 ? Set.of() : REVOCATION);

        var report = here.verify(issued.credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        var skipped = new HashSet<>(Set.of(CheckName.HOLDER_BINDING));
        if (keyType == KeyType.SM2) {
            skipped.add(CheckName.STATUS);
        }
        for (var name : CheckName.values()) {
            var outcome = report.check(name).outcome();
            assertThat(outcome).as("%s", name)
                    .isInstanceOf(skipped.contains(name) ? CheckOutcome.Skipped.class : CheckOutcome.Passed.class);
        }
        assertThat(report.time().logged().orElseThrow().leaf()).isEqualTo(issued.leaf());
        assertThat(report.credential().orElseThrow().get("claim").get("grade").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aReceiptCarriesThePlaceInTheLogToAVerifierElsewhereWhoThenDoesNotKnowTheStatus(Kind kind) {
        Issued issued = issue(house.issuer(KeyType.SECP256K1), kind, REVOCATION);

        var report = elsewhere.verify(issued.credential(), TlogProofCodec.encode(issued.receipt()));
        assertThat(report.check(CheckName.ANCHOR).outcome()).isInstanceOf(CheckOutcome.Passed.class);
        assertThat(unknown(report, CheckName.STATUS).code()).isEqualTo("status-record-elsewhere");
    }

    @Test
    void anIssuerWithAKeyOfSm2AloneHasNoStatusLists() {
        assertThat(issued(house.issuer(KeyType.SM2), Kind.ORIGINAL, REVOCATION))
                .isInstanceOfSatisfying(IssueOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("no-fitting-key"));
    }

    @Test
    void anAlteredCreatorFails() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        DidUrl other = added(issuer);
        ObjectNode credential = whole(issue(issuer, Kind.ORIGINAL, REVOCATION));
        String creator = credential.get("proof").get("creator").stringValue();
        assertThat(creator).isEqualTo(other.toString());
        String first = house.document(issuer).methods(Relationship.ASSERTION_METHOD).getFirst().id().toString();
        assertThat(here.verify(credential).verified()).isTrue();

        assertThat(failed(here.verify(creator(credential, first)), CheckName.PROOF).code())
                .isEqualTo("signature-invalid");
        assertThat(failed(here.verify(creator(credential, issuer + "#keys-7")), CheckName.PROOF).code())
                .isEqualTo("key-not-found");
    }

    @Test
    void anAlteredCreatorOfAnotherIssuerFails() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        Did other = house.issuer(KeyType.SECP256K1);
        ObjectNode credential = whole(issue(issuer, Kind.ORIGINAL, REVOCATION));

        String theirs = house.document(other).methods(Relationship.ASSERTION_METHOD).getFirst().id().toString();
        assertThat(failed(here.verify(creator(credential, theirs)), CheckName.PROOF).code())
                .isEqualTo("signature-invalid");
    }

    @Test
    void aCreatorThatIsTheIssuersDidAloneMeansAnyOfItsKeysAndNoOtherKey() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        added(issuer);
        ObjectNode credential = whole(issue(issuer, Kind.ORIGINAL, REVOCATION));

        assertThat(here.verify(creator(credential, issuer.toString())).verified()).isTrue();
        assertThat(failed(here.verify(creator(credential, house.issuer(KeyType.SECP256K1).toString())),
                CheckName.PROOF).code()).isEqualTo("key-not-found");
    }

    @Test
    void oneRecordDoesNotSendThisServiceToHundredsOfLists() {
        Issued issued = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        StatusEntry place = new StatusEntry.BitstringEntry("revocation", 0, 1, "https://status.invalid/1");
        var verifier = VerifyingHouse.recording(house,
                (issuer, hash) -> new RecordedStatus.Answer.Issued(Collections.nCopies(17, place)));

        assertThat(unknown(verifier.verify(issued.credential()), CheckName.STATUS).code())
                .isEqualTo("status-entries-too-many");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRevokedCredentialFails(Kind kind) {
        Issued issued = issue(house.issuer(KeyType.SECP256K1), kind, REVOCATION);
        assertThat(here.verify(issued.credential()).verified()).isTrue();
        assertThat(house.status.change(house.caller(), issued.id(), StatusPurpose.REVOCATION, true))
                .isInstanceOf(StatusOutcome.Published.class);

        assertThat(failed(here.verify(issued.credential()), CheckName.STATUS).code()).isEqualTo("revoked");
    }

    @Test
    void aSuspendedCredentialFailsUntilItIsResumed() {
        Issued issued = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL,
                Set.of(StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION));
        house.status.change(house.caller(), issued.id(), StatusPurpose.SUSPENSION, true);
        assertThat(failed(here.verify(issued.credential()), CheckName.STATUS).code()).isEqualTo("suspended");

        house.status.change(house.caller(), issued.id(), StatusPurpose.SUSPENSION, false);
        assertThat(here.verify(issued.credential()).verified()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCredentialOfADeactivatedIssuerThatNobodyLoggedFails(Kind kind) {
        Did issuer = house.issuer(KeyType.SECP256K1);
        Issued issued = issue(issuer, kind, REVOCATION);
        assertThat(house.dids.deactivate(house.caller(), issuer, Optional.empty())).isInstanceOf(DidOutcome.Done.class);

        assertThat(failed(elsewhere.verify(issued.credential()), CheckName.ISSUER_KEY).code())
                .isEqualTo("issuer-deactivated");
    }

    @Test
    void aCredentialOfARetiredKeyCountsByItsPlaceInTheLogAlone() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        Issued issued = issue(issuer, Kind.ORIGINAL, REVOCATION);
        DidUrl retired = house.document(issuer).methods(Relationship.ASSERTION_METHOD).getFirst().id();
        ground.clock.advance(Duration.ofHours(1));
        assertThat(house.dids.addKey(house.caller(), issuer, KeyType.SECP256K1, Optional.of(retired),
                Optional.empty())).isInstanceOf(DidOutcome.Done.class);
        ground.clock.advance(Duration.ofHours(1));

        assertThat(here.verify(issued.credential()).verified()).isTrue();
        assertThat(failed(elsewhere.verify(issued.credential()), CheckName.ISSUER_KEY).code())
                .isEqualTo("key-retired");
    }

    @Test
    void anIssuerWhoIsNotRecognizedIssuesNothingAndFailsWhereHeDidElsewhere() {
        Did stranger = ((DidOutcome.Done) house.dids.create(house.caller(),
                new CreateDid(HostedMethod.WEID, KeyType.SECP256K1))).did();
        assertThat(issued(stranger, Kind.ORIGINAL, REVOCATION)).isInstanceOfSatisfying(IssueOutcome.Refused.class,
                refused -> assertThat(refused.refusal().code()).isEqualTo("issuer-not-accredited"));

        house.accredit(stranger);
        Issued issued = issue(stranger, Kind.ORIGINAL, REVOCATION);
        house.withdrawAccreditation(stranger);
        assertThat(here.verify(issued.credential()).verified()).as("accredited when it was logged").isTrue();
        assertThat(failed(VerifyingHouse.unrecorded(house).verify(issued.credential()), CheckName.ISSUER_TRUST).code())
                .isEqualTo("issuer-not-accredited");
    }

    @Test
    void saltsOfLowEntropyAreNeverIssued() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        var seen = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            for (JsonNode salt : issue(issuer, Kind.ORIGINAL, Set.of()).credential().get("proof").get("salt")) {
                assertThat(Base64Url.decode(salt.stringValue())).hasSize(16);
                assertThat(seen.add(salt.stringValue())).isTrue();
            }
        }
    }

    /** Its hashes stay, but what is issued here has longer salts than the five characters that remain. */
    @Test
    void whatIsIssuedHereIsNotReadWithTheShortSaltsOfWeIdentity() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        ObjectNode credential;
        do {
            credential = whole(issue(issuer, Kind.ORIGINAL, Set.of()));
        } while (!credential.get("proof")
                .get("salt")
                .valueStream()
                .allMatch(salt -> salt.stringValue().matches(".{17}[A-Za-z0-9]{5}")));
        ObjectNode claim = credential.withObject("/claim");
        ObjectNode salts = credential.withObject("/proof/salt");
        for (String name : claim.propertyNames().toArray(String[]::new)) {
            String salt = salts.get(name).stringValue();
            claim.put(name, claim.get(name).asString() + salt.substring(0, 17));
            salts.put(name, salt.substring(17));
        }

        assertThat(failed(here.verify(credential), CheckName.PROOF).code()).isEqualTo("salt-mismatch");
    }

    /** A leaf's hash is over its text, so the number 5 and the text "5" have one: the schema tells them apart. */
    @Test
    void aNumberThatBecameTextIsStillSignedAndFailsTheSchema() {
        ObjectNode credential = whole(issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION));
        credential.withObject("/claim").put("grade", "5");

        var report = here.verify(credential);
        assertThat(report.check(CheckName.PROOF).outcome()).isInstanceOf(CheckOutcome.Passed.class);
        assertThat(failed(report, CheckName.SCHEMA).code()).isEqualTo("schema-violated");
    }

    @Test
    void inTheFormWithoutSaltsANumberThatBecameTextIsNotSigned() {
        ObjectNode credential = whole(issue(house.issuer(KeyType.SECP256K1), Kind.LITE1, REVOCATION));
        credential.withObject("/claim").put("grade", "5");

        assertThat(failed(here.verify(credential), CheckName.PROOF).code()).isEqualTo("key-not-found");
    }

    @Test
    void aClaimAgainstTheSchemaIsNotIssued() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        var outcome = issuing.createCredentialPojo(house.caller(), new NewPojo(Kind.ORIGINAL, house.type().cptId(),
                issuer.toString(), StrictJson.parseObject("{\"grade\": \"5\"}"), Optional.empty(), end(),
                Optional.empty(), REVOCATION));

        assertThat(outcome).isInstanceOfSatisfying(IssueOutcome.Refused.class,
                refused -> assertThat(refused.refusal().code()).isEqualTo("claims-invalid"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPaperThatNobodyCouldReadIsNotIssuedAndNotLogged(Kind kind) {
        Did issuer = house.issuer(KeyType.SECP256K1);
        long entries = house.count("SELECT COUNT(*) FROM credential_record");
        var outcome = issuing.createCredentialPojo(house.caller(), new NewPojo(kind, house.type().cptId(),
                issuer.toString(), StrictJson.parseObject("{\"course\": \"Welding\"}"), Optional.empty(),
                Instant.parse("6000-01-01T00:00:00Z"), Optional.empty(), Set.of()));

        assertThat(outcome).isInstanceOfSatisfying(IssueOutcome.Refused.class,
                refused -> assertThat(refused.refusal().code()).isEqualTo("pojo-time"));
        assertThat(house.count("SELECT COUNT(*) FROM credential_record")).isEqualTo(entries);
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"SECP256K1", "SM2"})
    void whoKeepsHisKeySignsTheTextThatStandsInThePlaceOfTheSignature(KeyType keyType) {
        var key = SoftwareSigningKey.generate(keyType);
        ObjectNode paper = encode(keyType, "{\"id\": \"did:example:learner\", \"course\": \"Welding\"}");
        byte[] text = Base64.getDecoder().decode(paper.get("proof").get("signatureValue").stringValue());
        paper.withObject("/proof")
                .put("signatureValue", Base64.getEncoder().encodeToString(key.signForChain(text)));

        assertThat(paper.get("type").valueStream().map(JsonNode::stringValue))
                .containsExactly("VerifiableCredential", "hashTree");
        var pojo = CredentialPojo.parse(StrictJson.parseObject(paper.toString()));
        assertThat(pojo.text().toArray()).isEqualTo(text);
        assertThat(new PojoSignature("did:example:any", Optional.of(keyType), "assertionMethod", pojo.issued(),
                pojo.text(), false, List.of(), pojo.signature()).verify(key.publicKey())).isTrue();
    }

    @Test
    void aClaimAgainstTheSchemaIsNotPreparedForASignature() {
        assertThatThrownBy(() -> encode(KeyType.SECP256K1, "{\"grade\": 5}"))
                .isInstanceOfSatisfying(UnsuitableInput.class,
                        refused -> assertThat(refused.code()).isEqualTo("claims-invalid"));
    }

    private ObjectNode encode(KeyType keyType, String claim) {
        return new UnsignedPojo(house.issuing, new LeafSalts()).encode("did:weid:test:0x" + "a".repeat(40),
                house.type().cptId(), StrictJson.parseObject(claim), ground.clock.instant(), end(), keyType,
                "did:weid:test:0x" + "a".repeat(40) + "#keys-0");
    }

    @Test
    void anIdempotencyKeyAnswersTheSameCredential() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        var caller = house.caller("once", "body");

        Issued first = (Issued) issuing.createCredentialPojo(caller, wish(issuer, Kind.ORIGINAL, REVOCATION));
        Issued again = (Issued) issuing.createCredentialPojo(caller, wish(issuer, Kind.ORIGINAL, REVOCATION));
        assertThat(again.credential()).hasToString(first.credential().toString());
        assertThat(again.leaf()).isEqualTo(first.leaf());
    }

    @Test
    void aSecondSignatureHoldsAsLongAsEveryCredentialInIt() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        Did cosigner = signer();
        Issued both = (Issued) issuing.addSignature(house.caller(), List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(cosigner.toString(), Optional.empty(), REVOCATION));

        var report = here.verify(both.credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credentials()).hasSize(1);
        house.status.change(house.caller(), member.id(), StatusPurpose.REVOCATION, true);
        assertThat(failed(here.verify(both.credential()), CheckName.STATUS).code()).isEqualTo("revoked");
    }

    @Test
    void aRevokedSecondSignatureIsNotThatOfAnotherOverTheSame() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        Issued one = cosigned(member, signer());
        Issued other = cosigned(member, signer());
        house.status.change(house.caller(), one.id(), StatusPurpose.REVOCATION, true);

        assertThat(failed(here.verify(one.credential()), CheckName.STATUS).code()).isEqualTo("revoked");
        assertThat(here.verify(other.credential()).verified()).isTrue();
    }

    @Test
    void aCredentialPutIntoASignedListIsNotSigned() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        Issued both = cosigned(issue(issuer, Kind.ORIGINAL, REVOCATION), signer());
        ObjectNode more = whole(both);
        more.withObject("/claim")
                .withArray("/credentialList")
                .add(issue(issuer, Kind.ORIGINAL, REVOCATION)
                        .credential());

        var report = here.verify(more);
        assertThat(failed(report, CheckName.PROOF).code()).isEqualTo("signature-invalid");
        assertThat(report.credentials()).as("nobody's word is looked into").isEmpty();
    }

    @Test
    void aTimeIsTheLogsAndProvesItselfElsewhere() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        Issued stamped = (Issued) issuing.createTrustedTimestamp(house.caller(),
                List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(signer().toString(), Optional.empty(), REVOCATION));

        assertThat(here.verify(stamped.credential()).verified()).isTrue();
        assertThat(elsewhere.verify(stamped.credential()).time().logged().orElseThrow().loggedAt())
                .isEqualTo(Instant.ofEpochMilli(
                        stamped.credential().get("claim").get("timestamp").longValue()));
    }

    @Test
    void anAlteredTimeFails() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        ObjectNode stamped = whole((Issued) issuing.createTrustedTimestamp(house.caller(),
                List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(signer().toString(), Optional.empty(), REVOCATION)));
        ObjectNode claim = stamped.withObject("/claim");
        claim.put("timestamp", claim.get("timestamp").longValue() - 1);

        assertThat(failed(here.verify(stamped), CheckName.ANCHOR).code()).isEqualTo("timestamp-mismatch");
    }

    @Test
    void aTimeWhoseReceiptIsThatOfAnotherCredentialIsNotBelieved() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        ObjectNode stamped = whole((Issued) issuing.createTrustedTimestamp(house.caller(),
                List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(signer().toString(), Optional.empty(), REVOCATION)));
        stamped.withObject("/claim").put("authoritySignature", TlogProofCodec.encode(member.receipt()));

        assertThat(failed(here.verify(stamped), CheckName.ANCHOR).code()).isEqualTo("receipt-invalid");
    }

    @Test
    void aTimeInTheNameOfAnotherLogIsNotThisLogs() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        ObjectNode stamped = whole((Issued) issuing.createTrustedTimestamp(house.caller(),
                List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(signer().toString(), Optional.empty(), REVOCATION)));
        stamped.withObject("/claim").put("timestampAuthority", "signet-log:" + IssuingHouse.NAMES.origin() + "/2");

        assertThat(unknown(here.verify(stamped), CheckName.ANCHOR).code()).isEqualTo("timestamp-authority-unknown");
    }

    @Test
    void aTimeOfAnAuthorityThatIsNotKnownIsNotBelieved() {
        Issued member = issue(house.issuer(KeyType.SECP256K1), Kind.ORIGINAL, REVOCATION);
        ObjectNode stamped = whole((Issued) issuing.createTrustedTimestamp(house.caller(),
                List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(signer().toString(), Optional.empty(), REVOCATION)));
        stamped.withObject("/claim").put("timestampAuthority", "wesign");

        assertThat(unknown(here.verify(stamped), CheckName.ANCHOR).code()).isEqualTo("timestamp-authority-unknown");
    }

    @Test
    void nobodyAuthorizesForAnother() {
        Did owner = house.issuer(KeyType.SECP256K1);
        var authorization = new DataAuthorization(owner.toString(),
                signer().toString(), Duration.ofHours(1), "https://data.example/fetch",
                "4d55b1ae-7d0c-4a3f-9e53-6d3d5c8f4b5e");
        Issued token = (Issued) issuing.createDataAuthToken(house.caller(), authorization, Optional.empty(),
                REVOCATION);
        assertThat(here.verify(token.credential()).check(CheckName.PROOF).outcome())
                .isInstanceOf(CheckOutcome.Passed.class);

        ObjectNode altered = whole(token);
        altered.withObject("/claim").put("fromWeId", signer().toString());
        assertThat(failed(here.verify(altered), CheckName.STRUCTURE).code()).isEqualTo("authorization-malformed");
    }

    private Issued cosigned(Issued member, Did cosigner) {
        return (Issued) issuing.addSignature(house.caller(), List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(cosigner.toString(), Optional.empty(), REVOCATION));
    }

    /** One who may sign what others issued. */
    private Did signer() {
        Did did = house.issuer(KeyType.SECP256K1);
        for (long cpt : List.of(107L, 108L)) {
            house.accreditFor(did, IssuingHouse.NAMES.publicUrl().type(cpt));
        }
        return did;
    }

    private DidUrl added(Did issuer) {
        assertThat(house.dids.addKey(house.caller(), issuer, KeyType.SECP256K1, Optional.empty(), Optional.empty()))
                .isInstanceOf(DidOutcome.Done.class);
        return house.document(issuer).methods(Relationship.ASSERTION_METHOD).getLast().id();
    }

    private static ObjectNode creator(ObjectNode credential, String creator) {
        ObjectNode altered = credential.deepCopy();
        altered.withObject("/proof").put("creator", creator);
        return altered;
    }

    private static ObjectNode whole(Issued issued) {
        return (ObjectNode) issued.credential().deepCopy();
    }

    private Issued issue(Did issuer, Kind kind, Set<StatusPurpose> status) {
        var outcome = issued(issuer, kind, status);
        assertThat(outcome).isInstanceOf(Issued.class);
        return (Issued) outcome;
    }

    private IssueOutcome issued(Did issuer, Kind kind, Set<StatusPurpose> status) {
        return issuing.createCredentialPojo(house.caller(), wish(issuer, kind, status));
    }

    private NewPojo wish(Did issuer, Kind kind, Set<StatusPurpose> status) {
        return new NewPojo(kind, house.type().cptId(), issuer.toString(),
                StrictJson.parseObject("""
                                       {"id": "did:example:learner", "course": "Welding", "grade": 5}"""),
                Optional.empty(), end(),
                Optional.empty(), status);
    }

    private Instant end() {
        return ground.clock.instant().plus(Duration.ofDays(365));
    }
}
