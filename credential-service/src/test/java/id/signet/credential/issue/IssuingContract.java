package id.signet.credential.issue;

import static id.signet.credential.testing.IssuingHouse.command;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import id.signet.crypto.Base64Url;
import id.signet.credential.verify.Anchors;
import id.signet.credential.StatusEntry;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.issue.IssueOutcome.Refused;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.IssuingHouse.Ground;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.Hash;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What issuing promises, on each database. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class IssuingContract {

    private Ground ground;
    private IssuingHouse house;

    abstract TestDatabase open();

    @BeforeAll
    void enter() {
        ground = new Ground(open());
        house = new IssuingHouse(ground);
    }

    @AfterAll
    void leave() {
        house.close();
        ground.database().close();
    }

    private static String refusal(IssueOutcome outcome) {
        return ((Refused) outcome).refusal().code();
    }

    @ParameterizedTest
    @CsvSource({"data-integrity, ED25519", "data-integrity, P256", "data-integrity, P384", "vc+jwt, ED25519",
        "vc+jwt, SECP256K1", "vc+cose, ED25519", "vc+cose, P384", "vc+cose, SECP256K1", "vc+sd-jwt, P256",
        "dc+sd-jwt, P256", "dc+sd-jwt, SECP256K1"})
    void aCredentialCarriesAReceiptForExactlyWhatWasSigned(String format, KeyType keyType) {
        Did issuer = house.issuer(keyType);

        Issued issued = (Issued) house.issue(issuer, format);

        UnverifiedCredential credential = house.formats.parse(issued.credential());
        var signature = credential.signatures().getFirst();
        assertThat(credential.issuer()).isEqualTo(issuer.toString());
        assertThat(credential.id()).contains("urn:uuid:" + issued.id());
        var commitment = Commitment.ofCredential(CommitmentOpening.of(issued.receipt()).salt(), issuer.toString(), "1",
                signature.verificationMethod(), Hash.of(signature.signedInputHash().toArray()));
        var result = new ReceiptVerifier(VerifierKey.parse(house.ledger.verifierKey()))
                .verifyCommitment(commitment, issued.receipt());
        assertThat(result).isInstanceOfSatisfying(ReceiptResult.Verified.class,
                verified -> assertThat(verified.index()).isEqualTo(issued.leaf()));
        var subject = new Anchors.Subject(issuer.toString(), signature.verificationMethod(),
                signature.signedInputHash());
        assertThat(house.records.find(subject).orElseThrow().leaf()).isEqualTo(issued.leaf());
        assertThat(house.records.receipt(subject).orElseThrow().opening())
                .isEqualTo(issued.receipt().opening());
    }

    @Test
    void everyHostedMethodCanIssue() {
        for (HostedMethod method : HostedMethod.values()) {
            assertThat(house.issue(house.issuer(method, KeyType.ED25519), "data-integrity")).as(method.name())
                    .isInstanceOf(Issued.class);
        }
    }

    @Test
    void aClaimIsDerivedAtIssueAndItsHolderShowsItAlone() {
        house.register("AgeCard",
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "properties": {"credentialSubject": {"type": "object", "properties": {
                   "id": {"type": "string"}, "birthDate": {"type": "string"}, "age_over_18": {"type": "boolean"}}}}}""");
        Did issuer = house.issuer(KeyType.P256, "AgeCard");
        var wish = IssueCredentialCommand.parse(StrictJson.parseObject(
                """
                {"issuer": "%s", "type": ["AgeCard"], "format": "dc+sd-jwt", "status": [],
                 "subject": {"id": "did:example:ada", "birthDate": "1990-01-31"},
                 "derive": [{"from": "/birthDate", "years": 18, "as": "age_over_18"}]}""".formatted(issuer)));

        Issued issued = (Issued) house.issuing.issue(house.caller(), wish);
        String whole = issued.credential().stringValue();
        StringBuilder shown = new StringBuilder(whole.substring(0, whole.indexOf('~') + 1));
        Stream.of(whole.split("~"))
                .skip(1)
                .filter(disclosure -> new String(Base64Url.decode(disclosure), StandardCharsets.UTF_8)
                        .contains("age_over_18"))
                .forEach(disclosure -> shown.append(disclosure).append('~'));
        var claims = house.formats.parse(JsonNodeFactory.instance.stringNode(shown.toString())).document();
        assertThat(claims.get("age_over_18").booleanValue()).isTrue();
        assertThat(claims.has("birthDate")).isFalse();
    }

    @Test
    void theRecordKeepsNoClaimsAndNothingPending() {
        Did issuer = house.issuer(KeyType.ED25519);

        Issued issued = (Issued) house.issue(issuer, "data-integrity");

        var found = house.records.find(IssuingHouse.TENANT, issued.id()).orElseThrow();
        assertThat(found.isVoid()).isFalse();
        assertThat(found.record().schema()).contains(house.type().id());
        assertThat(found.status()).hasSize(1);
        assertThat(house.count("SELECT COUNT(*) FROM pending_issuance")).isZero();
        assertThat(house.count("SELECT COUNT(*) FROM issuance_answer WHERE credential_id = '" + issued.id() + "'"))
                .isZero();
        assertThat(house.count("SELECT COUNT(*) FROM audit WHERE subject = '" + issued.id() + "'")).isEqualTo(1);
        assertThat(house.records.find(new TenantId("others"), issued.id())).isEmpty();
    }

    @Test
    void aW3cCredentialNamesAPlaceInAListForEachPurposeAndAnSdJwtOneForBoth() {
        Did issuer = house.issuer(KeyType.P256);

        var w3c = (Issued) house.issuing.issue(house.caller(),
                command(issuer, "data-integrity", ", \"status\": [\"revocation\", \"suspension\"]"));
        var token = (Issued) house.issuing.issue(house.caller(),
                command(issuer, "dc+sd-jwt", ", \"status\": [\"revocation\", \"suspension\"]"));
        var without = (Issued) house.issuing.issue(house.caller(), command(issuer, "vc+jwt", ", \"status\": []"));

        assertThat(house.formats.parse(w3c.credential()).status())
                .extracting(entry -> ((StatusEntry.BitstringEntry) entry).purpose())
                .containsExactly("revocation", "suspension");
        assertThat(house.formats.parse(token.credential()).status()).singleElement()
                .isInstanceOf(StatusEntry.TokenEntry.class);
        assertThat(house.formats.parse(without.credential()).status()).isEmpty();
    }

    @Test
    void L13_noAddressInACredentialIsItsOwn() {
        Did issuer = house.issuer(KeyType.ED25519);

        var lists = List.of(house.issue(issuer, "data-integrity"), house.issue(issuer, "vc+jwt"))
                .stream()
                .map(outcome -> house.formats.parse(((Issued) outcome).credential()).status().getFirst())
                .map(entry -> ((StatusEntry.BitstringEntry) entry).list())
                .distinct()
                .toList();

        assertThat(lists).singleElement().asString().matches("https://signet\\.example/status/[0-9a-f]{32}");
    }

    @Test
    void anSdJwtVcStatesWhatTheMetadataOfItsTypeMustBe() {
        Issued issued = (Issued) house.issue(house.issuer(KeyType.P256), "dc+sd-jwt");

        assertThat(house.formats.parse(issued.credential()).schemas()).singleElement().satisfies(reference -> {
            assertThat(reference.id()).isEqualTo(house.type().vct());
            assertThat(reference.digests()).singleElement()
                    .satisfies(digest -> assertThat(digest.isOf(house.type().typeMetadataBytes())).isTrue());
        });
    }

    @Test
    void theRulesOfATypeSayWhatTheHolderOfAnSdJwtVcMayWithhold() {
        house.describe(
                """
                {"claims": [{"path": ["course"], "sd": "never", "mandatory": true}, {"path": ["grade"], "sd": "always"}]}""");
        Did issuer = house.issuer(KeyType.P256);

        Issued issued = (Issued) house.issue(issuer, "dc+sd-jwt");
        var shown = house.formats.parse(issued.credential()).issuedClaims().orElseThrow();
        assertThat(shown.disclosures()).doesNotContain("/course");
        assertThat(house.issuing.issue(house.caller(), command(issuer, "dc+sd-jwt", ", \"disclosable\": []")))
                .isInstanceOf(Issued.class);
        assertThat(refusal(house.issuing.issue(house.caller(),
                command(issuer, "dc+sd-jwt", ", \"disclosable\": [\"/course\"]")))).isEqualTo("claims-against-type");
        assertThat(house.issue(issuer, "data-integrity")).isInstanceOf(Issued.class);
    }

    @Test
    void aMandatoryClaimOfTheTypeIsNotLeftOut() {
        house.describe("{\"claims\": [{\"path\": [\"grade\"], \"mandatory\": true}]}");
        Did issuer = house.issuer(KeyType.P256);

        assertThat(refusal(house.issue(issuer, "dc+sd-jwt"))).isEqualTo("claims-against-type");
    }

    @Test
    void anSdJwtTellsTheDayOfItsIssueAndNotTheSecond() {
        Issued issued = (Issued) house.issue(house.issuer(KeyType.P256), "dc+sd-jwt");

        var issuedAt = house.formats.parse(issued.credential()).issuedAt().orElseThrow();
        assertThat(issuedAt.getEpochSecond() % 86_400).isZero();
        assertThat(house.formats.parse(issued.credential()).document().has("nbf")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                                                                  vc+jwt         | , "cryptosuite": "eddsa-jcs-2022"         | cryptosuite-unfit
                                                                  dc+sd-jwt      | , "cryptosuite": "eddsa-jcs-2022"         | cryptosuite-unfit
                                                                  data-integrity | , "cryptosuite": "eddsa-rdfc-2032"        | cryptosuite-unknown
                                                                  data-integrity | , "disclosable": ["/course"]              | disclosable-unfit
                                                                  vc+cose        | , "disclosable": ["/course"]              | disclosable-unfit
                                                                  vc+cose        | , "cryptosuite": "eddsa-jcs-2022"         | cryptosuite-unfit
                                                                  jwt_vc_json    |                                           | format-unknown
                                                                  vc+jwt         | , "disclosable": ["/course"]              | disclosable-unfit
                                                                  vc+jwt         | , "vct": "https://other.example/type"     | vct-unfit
                                                                  dc+sd-jwt      | , "vct": "https://other.example/type"     | vct-unfit
                                                                  mdoc           |                                           | format-unknown
                                                                  data-integrity | , "cryptosuite": "ecdsa-jcs-2019"         | no-fitting-key
                                                                  data-integrity | , "verificationMethod": "did:key:zX#zX"   | no-fitting-key
                                                                  data-integrity | , "schema": 2000001                       | type-not-registered
                                                                  """)
    void whatDoesNotFitIsRefusedAndLeavesNothing(String format, String more, String code) {
        Did issuer = house.issuer(KeyType.ED25519);
        long before = house.ledger.size().value();

        var outcome = house.issuing.issue(house.caller(), command(issuer, format, more == null ? "" : more));

        assertThat(refusal(outcome)).isEqualTo(code);
        assertThat(house.ledger.size().value()).isEqualTo(before);
        assertThat(house.count(recordsOf(issuer))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "vc+cose", "vc+sd-jwt", "dc+sd-jwt"})
    void anSm2KeyIssuesNoW3cCredential(String format) {
        Did issuer = house.issuer(KeyType.SM2);
        long before = house.ledger.size().value();
        String named = ", \"verificationMethod\": \"" + issuer + "#key-1\"";

        assertThat(refusal(house.issue(issuer, format))).isEqualTo("no-fitting-key");
        assertThat(refusal(house.issuing.issue(house.caller(), command(issuer, format, named))))
                .isEqualTo("no-fitting-key");
        assertThat(house.ledger.size().value()).isEqualTo(before);
        assertThat(house.count(recordsOf(issuer))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aBlsKeySignsNoneOfTheseAndStandsInTheWayOfNone(String format) {
        Did issuer = house.issuer(KeyType.ED25519);
        DidOutcome added = house.dids.addKey(house.caller(), issuer, KeyType.BLS12381_G2, Optional.empty(),
                Optional.empty());
        String named = ", \"verificationMethod\": \"" + ((DidOutcome.Done) added).method().orElseThrow() + "\"";

        assertThat(refusal(house.issuing.issue(house.caller(), command(issuer, format, named))))
                .isEqualTo("no-fitting-key");
        assertThat(house.issue(issuer, format)).isInstanceOf(Issued.class);
    }

    private static String recordsOf(Did issuer) {
        return "SELECT COUNT(*) FROM credential_record WHERE issuer = '" + issuer + "'";
    }

    @Test
    void aHolderKeyBelongsIntoATokenAndNotIntoADataIntegrityCredential() {
        Did issuer = house.issuer(KeyType.ED25519);
        String key = """
                     , "holderKey": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""";

        assertThat(refusal(house.issuing.issue(house.caller(), command(issuer, "data-integrity", key))))
                .isEqualTo("holder-key-unfit");
        var issued = (Issued) house.issuing.issue(house.caller(), command(issuer, "dc+sd-jwt", key));
        assertThat(house.formats.parse(issued.credential()).holderKey()).isPresent();
    }

    @Test
    void anIssuerMustBeKnownBeTheTenantsOwnAndActive() {
        Did issuer = house.issuer(KeyType.ED25519);
        var others = Caller.of(new TenantId("others"), "tester", "request-2");

        assertThat(refusal(house.issuing.issue(others, command(issuer, "vc+jwt")))).isEqualTo("issuer-forbidden");
        assertThat(refusal(house.issue(Did.parse("did:weid:test:0x" + "0".repeat(40)), "vc+jwt")))
                .isEqualTo("unknown-issuer");
        house.dids.deactivate(house.caller(), issuer, Optional.empty());
        assertThat(refusal(house.issue(issuer, "vc+jwt"))).isEqualTo("issuer-deactivated");
    }

    @Test
    void claimsThatBreakTheSchemaAreNamedByTheirPlace() {
        Did issuer = house.issuer(KeyType.ED25519);
        var command = IssueCredentialCommand.parse(StrictJson.parseObject(
                """
                {"issuer": "%s", "type": ["TrainingCertificate"], "format": "vc+jwt", "subject": {"grade": 1}}"""
                        .formatted(issuer)));

        var outcome = (Refused) house.issuing.issue(house.caller(), command);

        assertThat(outcome.refusal().code()).isEqualTo("claims-invalid");
        assertThat(outcome.refusal().violations()).singleElement()
                .satisfies(violation -> assertThat(violation.place()).isEqualTo("/credentialSubject"));
    }

    @Test
    void aTermThatNoContextDefinesIsRefused() {
        Did issuer = house.issuer(KeyType.ED25519);
        var command = IssueCredentialCommand.parse(
                StrictJson.parseObject("""
                                       {"issuer": "%s", "type": ["TrainingCertificate"], "format": "data-integrity",
                                        "subject": {"course": "Welding", "undefinedTerm": 1}}""".formatted(issuer)));

        assertThat(refusal(house.issuing.issue(house.caller(), command))).isEqualTo("terms-undefined");
    }

    @ParameterizedTest
    @CsvSource({"vc+jwt", "dc+sd-jwt"})
    void aTokenLongerThanItsReadersTakeIsNotIssued(String format) {
        Did issuer = house.issuer(KeyType.ED25519);
        var command = IssueCredentialCommand.parse(StrictJson.parseObject(
                """
                {"issuer": "%s", "type": ["TrainingCertificate"], "format": "%s", "disclosable": [],
                 "subject": {"course": "%s"}}""".formatted(issuer, format, "x".repeat(50_000))
                        .replace(format.equals("vc+jwt") ? "\"disclosable\": []," : "\n", "")));

        assertThat(refusal(house.issuing.issue(house.caller(), command))).isEqualTo("credential-too-large");
        assertThat(house.count(recordsOf(issuer))).isZero();
    }

    @Test
    void anIssuerWithoutAccreditationIsRefused() {
        Did issuer = house.issuer(KeyType.ED25519);
        house.withdrawAccreditation(issuer);

        assertThat(refusal(house.issue(issuer, "data-integrity"))).isEqualTo("issuer-not-accredited");
    }

    @Test
    void aNewKeyTakesOverAndTheRetiredOneSignsNoMore() {
        Did issuer = house.issuer(KeyType.ED25519);
        String first = method((Issued) house.issue(issuer, "vc+jwt"));

        var added = (DidOutcome.Done) house.departure.alone(IssuingHouse.TENANT, issuer.toString(), () -> house.dids
                .addKey(house.caller(), issuer, KeyType.P256, Optional.of(DidUrl.parseMethodId(first)),
                        Optional.empty()));

        assertThat(method((Issued) house.issue(issuer, "vc+jwt"))).isEqualTo(added.method().orElseThrow().toString());
        assertThat(refusal(house.issuing.issue(house.caller(),
                command(issuer, "vc+jwt", ", \"verificationMethod\": \"" + first + "\"")))).isEqualTo("no-fitting-key");
    }

    private String method(Issued issued) {
        return house.formats.parse(issued.credential()).signatures().getFirst().verificationMethod();
    }

    @Test
    void askingAgainUnderTheSameKeyGivesTheSameAnswer() {
        Did issuer = house.issuer(KeyType.P256);

        Issued first = (Issued) house.issuing.issue(house.caller("k1", "body"), command(issuer, "vc+jwt"));
        Issued again = (Issued) house.issuing.issue(house.caller("k1", "body"), command(issuer, "vc+jwt"));

        assertThat(again).isEqualTo(first);
        assertThat(refusal(house.issuing.issue(house.caller("k1", "other body"), command(issuer, "vc+jwt"))))
                .isEqualTo("idempotency-key-reused");
        assertThat(house.count(recordsOf(issuer))).isEqualTo(1);
    }

    @Test
    void anAnswerIsForgottenWhenItsDayIsOver() {
        Did issuer = house.issuer(KeyType.P256);
        house.issuing.issue(house.caller("k2", "body"), command(issuer, "vc+jwt"));
        assertThat(house.count("SELECT COUNT(*) FROM issuance_answer")).isPositive();

        ground.clock.advance(Duration.ofHours(25));
        house.issuing.recover(Duration.ZERO);

        assertThat(house.count("SELECT COUNT(*) FROM issuance_answer")).isZero();
    }

    @Test
    void whatFellWithAStolenKeyIsListedInTheOrderOfTheLogRevokedInOneGoAndReplaced() throws InterruptedException {
        Did issuer = house.issuer(KeyType.P256);
        DidUrl stolen = issuer.withFragment("key-1");
        house.issue(issuer, "vc+jwt");
        Thread.sleep(5); // another millisecond of the log
        var first = (Issued) house.issue(issuer, "data-integrity");
        var token = (Issued) house.issue(issuer, "dc+sd-jwt");
        var without = (Issued) house.issuing.issue(house.caller(), command(issuer, "vc+jwt", ", \"status\": []"));
        var since = house.records.find(IssuingHouse.TENANT, first.id()).orElseThrow().record().loggedAt();
        assertThat(house.compromised.fallen(IssuingHouse.TENANT, stolen, Optional.empty(), 10)).isEmpty();
        assertThat(house.departure.alone(IssuingHouse.TENANT, issuer.toString(),
                () -> house.dids.compromiseKey(house.caller(), issuer, stolen, since, Optional.of(KeyType.ED25519),
                        Optional.empty())))
                .isInstanceOf(DidOutcome.Done.class);

        var page = house.compromised.fallen(IssuingHouse.TENANT, stolen, Optional.empty(), 2).orElseThrow();
        assertThat(page.since()).isEqualTo(since);
        assertThat(page.credentials()).extracting(one -> one.place().id()).containsExactly(first.id(), token.id());
        var last = house.compromised.fallen(IssuingHouse.TENANT, stolen, page.next(), 2).orElseThrow();
        assertThat(last.credentials()).extracting(one -> one.place().id()).containsExactly(without.id());
        assertThat(last.next()).isEmpty();
        assertThat(house.compromised.fallen(new TenantId("others"), stolen, Optional.empty(), 2)
                .orElseThrow()
                .credentials()).isEmpty();

        var successor = (Issued) house.issuing.issue(house.caller(),
                command(issuer, "vc+jwt", ", \"replaces\": \"" + first.id() + "\""));
        var done = (CompromisedKeys.Withdrawal.Done) house.compromised.revoke(house.caller(), stolen, Optional.empty(),
                10);
        assertThat(done.reissue()).containsExactly(token.id(), without.id());
        assertThat(done.withoutStatus()).containsExactly(without.id());
        assertThat(done.revokedBefore()).isEmpty();
        assertThat(done.page().credentials().getFirst().replacedBy()).contains(successor.id());
        var again = (CompromisedKeys.Withdrawal.Done) house.compromised.revoke(house.caller(), stolen,
                Optional.empty(), 10);
        assertThat(again.revokedBefore()).containsExactly(first.id(), token.id());
        assertThat(house.status.sweep()).isZero();
        assertThat(house.count("SELECT COUNT(*) FROM audit WHERE action = 'credential.revocation' AND subject = '"
                + token.id() + "'")).isEqualTo(1);
    }
}
