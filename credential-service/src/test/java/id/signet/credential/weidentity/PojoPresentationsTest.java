package id.signet.credential.weidentity;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.format.weidentity.ClaimPolicy;
import id.signet.credential.format.weidentity.DisclosureFault;
import id.signet.credential.format.weidentity.SelectiveDisclosure;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.VerifyingHouse;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.PojoPresentation;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.PresentationRequest;
import id.signet.credential.weidentity.NewPojo.Kind;
import id.signet.credential.weidentity.PojoPresentations.Created;
import id.signet.credential.weidentity.PojoPresentations.Fault;
import id.signet.credential.weidentity.PojoPresentations.Verdict;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** A holder shows papers of WeIdentity, in part, to a verifier who asked with a challenge. */
class PojoPresentationsTest {

    private static final StatusListTerms TERMS = new StatusListTerms(131_072, 64, Duration.ofMillis(20),
            Duration.ofDays(1), Duration.ofDays(50 * 365), Duration.ofMinutes(5));
    private static final String SHOW_COURSE = "{\"id\": 1, \"course\": 1, \"grade\": 0}";

    private IssuingHouse.Ground ground;
    private IssuingHouse house;
    private VerifyingHouse here;
    private IssuePojo issuing;
    private PojoPresentations presentations;
    private Did holder;

    @BeforeEach
    void open() {
        ground = new IssuingHouse.Ground(TestDatabase.h2());
        house = new IssuingHouse(ground, TERMS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
        here = VerifyingHouse.here(house);
        issuing = new IssuePojo(house.issuing, here.credentials, new LogTime(IssuingHouse.NAMES.origin()),
                ground.clock);
        presentations = new PojoPresentations(house.resolver, house.keys, here.presentations, ground.clock);
        holder = did(KeyType.SECP256K1);
    }

    @AfterEach
    void close() {
        house.close();
        ground.database().close();
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"SECP256K1", "SM2"})
    void aHolderShowsWhatWasAskedForAndHidesTheRest(KeyType keyType) {
        holder = did(keyType);
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");
        ObjectNode shown = (ObjectNode) presentation.get("verifiableCredential").get(0);

        assertThat(shown.get("proof").get("salt").get("grade").stringValue()).isEqualTo("0");
        assertThat(shown.get("claim").get("grade").stringValue()).matches("0x[0-9a-f]{64}");
        assertThat(shown.get("claim").get("course").stringValue()).isEqualTo("Welding");
        assertThat(verify(presentation, SHOW_COURSE, "nonce-1")).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aReplayedPresentationWithANewNonceFails() {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");
        ObjectNode replayed = presentation.deepCopy();
        replayed.withObject("/proof").put("nonce", "nonce-2");

        assertThat(verify(presentation, SHOW_COURSE, "nonce-1")).isInstanceOf(Verdict.Verified.class);
        assertThat(notVerified(verify(replayed, SHOW_COURSE, "nonce-2"), CheckName.PROOF))
                .isEqualTo("signature-invalid");
        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-2"), CheckName.PROOF))
                .isEqualTo("nonce-mismatch");
    }

    @Test
    void aNonceIsAnsweredOnce() {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");

        assertThat(verify(presentation, SHOW_COURSE, "nonce-1")).isInstanceOf(Verdict.Verified.class);
        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-1"), CheckName.PROOF))
                .isEqualTo("presentation-replayed");
    }

    @Test
    void aNonceIsAnsweredOnceAlsoAfterDays() {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");
        assertThat(verify(presentation, SHOW_COURSE, "nonce-1")).isInstanceOf(Verdict.Verified.class);

        ground.clock.advance(Duration.ofDays(29));
        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-1"), CheckName.PROOF))
                .isEqualTo("presentation-replayed");
        ground.clock.advance(Duration.ofDays(2));
        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-1"), CheckName.PROOF))
                .isEqualTo("presentation-stale");
    }

    @Test
    void whoeverIsNotTheSubjectOfACredentialWithinAnotherPresentsNothing() {
        Issued member = credential();
        Did signer = house.issuer(KeyType.SECP256K1);
        house.accreditFor(signer, IssuingHouse.NAMES.publicUrl().type(CredentialPojo.MULTI_SIGNATURE));
        Issued both = (Issued) issuing.addSignature(house.caller(), List.of((ObjectNode) member.credential()),
                new IssuePojo.Signer(signer.toString(), Optional.empty(), Set.of()));
        assertThat(holderBinding(both)).isInstanceOf(CheckOutcome.Passed.class);

        holder = did(KeyType.SECP256K1);
        assertThat(holderBinding(both)).isInstanceOfSatisfying(CheckOutcome.Failed.class,
                not -> assertThat(not.code()).isEqualTo("holder-not-subject"));
    }

    private CheckOutcome holderBinding(Issued issued) {
        DidUrl method = house.document(holder).methods(Relationship.AUTHENTICATION).getFirst().id();
        var unsigned = new PojoPresentation(List.of(CredentialPojo.CONTEXT),
                List.of(CredentialPojo.parse((ObjectNode) issued.credential())), KeyType.SECP256K1,
                ground.clock.instant().truncatedTo(ChronoUnit.SECONDS), method.toString(), "nonce-1",
                Bytes.of(new byte[65]));
        Bytes signature = Bytes.of(house.keys.open(IssuingHouse.TENANT, method)
                .orElseThrow()
                .signForChain(unsigned.text().toArray()));
        return here.presentations.verify(new PresentationRequest(unsigned.signed(signature).json(),
                Optional.of("nonce-1"), Optional.empty(), List.of(), here.policy()))
                .check(CheckName.HOLDER_BINDING)
                .outcome();
    }

    /** WeIdentity signs the presentation with a proof that is null: whoever has that text's signature answers every nonce. */
    @Test
    void anOldPresentationWhoseNonceIsOutsideTheSignedTextFails() throws Exception {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");
        ObjectNode text = Json.object();
        for (String name : new TreeSet<>(presentation.propertyNames())) {
            text.set(name, presentation.get(name));
        }
        text.putNull("proof");
        DidUrl method = house.document(holder).methods(Relationship.AUTHENTICATION).getFirst().id();
        byte[] signature = house.keys.open(IssuingHouse.TENANT, method)
                .orElseThrow()
                .signForChain(Bytes.utf8(text.toString()).toArray());
        ObjectNode old = presentation.deepCopy();
        old.withObject("/proof").put("signatureValue", Base64.getEncoder().encodeToString(signature));

        assertThat(notVerified(verify(old, SHOW_COURSE, "nonce-1"), CheckName.PROOF)).isEqualTo("signature-invalid");
    }

    @Test
    void aPresentationOfARevokedCredentialFails() {
        Issued issued = credential();
        ObjectNode presentation = presented(issued, SHOW_COURSE, "nonce-1");
        house.status.change(house.caller(), issued.id(), StatusPurpose.REVOCATION, true);

        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-1"), CheckName.STATUS)).isEqualTo("revoked");
    }

    @Test
    void whoeverIsNotTheSubjectPresentsNothing() {
        Issued issued = credential();
        holder = did(KeyType.SECP256K1);
        ObjectNode presentation = presented(issued, SHOW_COURSE, "nonce-1");

        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-1"), CheckName.HOLDER_BINDING))
                .isEqualTo("holder-not-subject");
    }

    @Test
    void whoeverHidesTheSubjectProvesNotThatHeIsIt() {
        ObjectNode presentation = presented(credential(), "{\"course\": 1}", "nonce-1");

        assertThat(notVerified(verify(presentation, "{\"course\": 1}", "nonce-1"), CheckName.PROOF))
                .isEqualTo("subject-withheld");
    }

    @Test
    void aCreatorOfThePresentationsProofThatIsAlteredFails() {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");
        presentation.withObject("/proof").put("verificationMethodId", holder + "#keys-9");

        assertThat(notVerified(verify(presentation, SHOW_COURSE, "nonce-1"), CheckName.PROOF))
                .isEqualTo("key-not-found");
    }

    @Test
    void whatIsHiddenAgainstThePolicyIsNotAnAnswer() {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");

        assertThat(verify(presentation, "{\"id\": 1, \"course\": 1, \"grade\": 1}", "nonce-1"))
                .isInstanceOfSatisfying(Verdict.NotVerified.class, not -> {
                    assertThat(not.fault()).isEqualTo(Fault.DISCLOSURE);
                    assertThat(not.disclosure()).contains(DisclosureFault.NOT_ANSWERED);
                });
    }

    @Test
    void aCredentialOfACptThatWasNotAskedForIsNotAnAnswer() {
        ObjectNode presentation = presented(credential(), SHOW_COURSE, "nonce-1");
        var other = PresentationPolicy
                .parse(StrictJson.parseObject("""
                                              {"policy": {"77": {"fieldsToBeDisclosed": {"id": 1}}}}"""));

        assertThat(presentations.verifyPresentation(holder.toString(), other,
                new Challenge(Optional.empty(), "nonce-1"), presentation, List.of(), here.policy()))
                .isInstanceOfSatisfying(Verdict.NotVerified.class,
                        not -> assertThat(not.fault()).isEqualTo(Fault.CPT));
    }

    @Test
    void aChallengeForAnotherIsNotAnswered() {
        assertThat(presentations.createPresentation(IssuingHouse.TENANT,
                List.of((ObjectNode) credential().credential()), policy(SHOW_COURSE),
                new Challenge(Optional.of("did:weid:test:0x00"), "nonce-1"), holder.toString(), Optional.empty()))
                .isInstanceOfSatisfying(Created.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(Fault.HOLDER));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"nobody\": 1} | POLICY_SHAPE", "{\"course\": [1]} | POLICY_SHAPE", "{\"course\": 3} | POLICY_VALUE",
        "{\"course\": null} | POLICY_VALUE", "{\"grade\": {\"GE\": 3}} | PREDICATE"})
    void aPolicyThatDoesNotFitIsRefused(String fields, DisclosureFault fault) {
        assertThat(SelectiveDisclosure.disclose((ObjectNode) credential().credential(), fields(fields)))
                .isInstanceOfSatisfying(SelectiveDisclosure.Outcome.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault));
    }

    @Test
    void whatIsHiddenOnceIsNotDisclosedAgain() {
        var disclosed = (SelectiveDisclosure.Outcome.Disclosed) SelectiveDisclosure
                .disclose((ObjectNode) credential().credential(), fields(SHOW_COURSE));

        assertThat(here.verify(disclosed.credential()).verified()).isTrue();
        assertThat(SelectiveDisclosure.disclose(disclosed.credential(), fields(SHOW_COURSE)))
                .isInstanceOfSatisfying(SelectiveDisclosure.Outcome.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(DisclosureFault.RE_DISCLOSED));
    }

    @Test
    void ofAFormWithoutSaltsNothingIsHidden() {
        assertThat(SelectiveDisclosure.disclose((ObjectNode) issue(Kind.LITE1).credential(), fields(SHOW_COURSE)))
                .isInstanceOfSatisfying(SelectiveDisclosure.Outcome.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(DisclosureFault.CREDENTIAL));
    }

    @Test
    void saltsOfAnotherShapeAreRefused() {
        ObjectNode credential = (ObjectNode) credential().credential().deepCopy();
        credential.withObject("/proof").withObject("/salt").remove("course");

        assertThat(SelectiveDisclosure.disclose(credential, fields(SHOW_COURSE)))
                .isInstanceOfSatisfying(SelectiveDisclosure.Outcome.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(DisclosureFault.SALT_MISMATCH));
        assertThat(failed(here.verify(credential), CheckName.STRUCTURE).code()).isEqualTo("salt-mismatch");
    }

    @Test
    void theEvidenceHashIsTheSameWhateverIsHidden() {
        ObjectNode whole = (ObjectNode) credential().credential();
        var disclosed = (SelectiveDisclosure.Outcome.Disclosed) SelectiveDisclosure.disclose(whole,
                fields(SHOW_COURSE));

        assertThat(PojoChecks.credentialPojoHash(disclosed.credential(), Optional.empty()))
                .isEqualTo(PojoChecks.credentialPojoHash(whole, Optional.empty()));
    }

    private Issued credential() {
        return issue(Kind.ORIGINAL);
    }

    private Issued issue(Kind kind) {
        return (Issued) issuing.createCredentialPojo(house.caller(), new NewPojo(kind, house.type().cptId(),
                house.issuer(KeyType.SECP256K1).toString(),
                StrictJson.parseObject("""
                                       {"id": "%s", "course": "Welding", "grade": 5}""".formatted(holder)),
                Optional.empty(),
                ground.clock.instant().plus(Duration.ofDays(365)), Optional.empty(),
                Set.of(StatusPurpose.REVOCATION)));
    }

    private ObjectNode presented(Issued issued, String fields, String nonce) {
        var created = presentations.createPresentation(IssuingHouse.TENANT, List.of((ObjectNode) issued.credential()),
                policy(fields), new Challenge(Optional.of(holder.toString()), nonce), holder.toString(),
                Optional.empty());
        assertThat(created).isInstanceOf(Created.Done.class);
        return ((Created.Done) created).presentation();
    }

    private Verdict verify(ObjectNode presentation, String fields, String nonce) {
        return presentations.verifyPresentation(holder.toString(), policy(fields),
                new Challenge(Optional.of(holder.toString()), nonce), presentation, List.of(), here.policy());
    }

    private static String notVerified(Verdict verdict, CheckName check) {
        assertThat(verdict).isInstanceOf(Verdict.NotVerified.class);
        return failed(((Verdict.NotVerified) verdict).report().orElseThrow(), check).code();
    }

    private PresentationPolicy policy(String fields) {
        return PresentationPolicy.parse(StrictJson.parseObject(
                """
                {"id": 1, "orgId": "1", "policyType": "original",
                 "policy": {"%d": {"fieldsToBeDisclosed": %s}}}""".formatted(house.type().cptId(), fields)));
    }

    private static ClaimPolicy fields(String fields) {
        return ClaimPolicy.parse(StrictJson.parseObject("{\"fieldsToBeDisclosed\": " + fields + "}"));
    }

    private Did did(KeyType keyType) {
        return ((DidOutcome.Done) house.dids.create(house.caller(), new CreateDid(HostedMethod.WEID, keyType))).did();
    }
}
