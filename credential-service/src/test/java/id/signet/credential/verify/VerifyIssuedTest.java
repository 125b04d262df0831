package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.status.StatusFailPoints;
import id.signet.credential.status.StatusListTerms;
import id.signet.credential.status.StatusOutcome;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.VerifyingHouse;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.RdfReader;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.method.DidWeid;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.LoggedWebvh;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the one half issues the other half verifies: over the real log, real DIDs and real lists. */
class VerifyIssuedTest {

    private static final StatusListTerms TERMS = new StatusListTerms(131_072, 64, Duration.ofMillis(20),
            Duration.ofDays(1), Duration.ofDays(50 * 365), Duration.ofMinutes(5));

    private IssuingHouse.Ground ground;
    private IssuingHouse house;
    private DidResolver resolver;
    private VerifyCredential here;
    private VerifyCredential elsewhere;

    @BeforeEach
    void open() {
        ground = new IssuingHouse.Ground(TestDatabase.h2());
        house = new IssuingHouse(ground, TERMS, IssuanceFailPoints.NONE, StatusFailPoints.NONE);
        var logged = new LoggedDids(house.tables);
        resolver = new DidResolver(List.of(new DidKey(), new DidJwk(),
                new DidWeid(IssuingHouse.NAMES.network(), logged),
                new DidWeb(IssuingHouse.NAMES.publicUrl(), logged,
                        new LoggedWebvh(house.tables, IssuingHouse.NAMES.publicUrl()), IssuingHouse.NO_WEB)));
        here = VerifyingHouse.here(house).credentials;
        elsewhere = VerifyingHouse.elsewhere(house).credentials;
    }

    @AfterEach
    void close() {
        house.close();
        ground.database().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void whatIsIssuedVerifiesAndEveryCheckSaysWhatItRead(String format) {
        var issued = issue(house.issuer(KeyType.P256), format);

        var report = verify(here, issued.credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        for (var name : CheckName.values()) {
            var outcome = report.check(name).outcome();
            if (name == CheckName.HOLDER_BINDING) {
                assertThat(outcome).isInstanceOf(CheckOutcome.Skipped.class);
            } else {
                assertThat(outcome).as("%s", outcome)
                        .isInstanceOfSatisfying(
                                CheckOutcome.Passed.class,
                                passed -> assertThat(passed.evidence().facts()).isNotEmpty());
            }
        }
        assertThat(report.time().logged().orElseThrow().leaf()).isEqualTo(issued.leaf());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aReceiptCarriesTheCredentialsPlaceInTheLogToAnyVerifier(String format) {
        var issued = issue(house.issuer(KeyType.ED25519), format);
        var receipt = TlogProofCodec.encode(issued.receipt());

        var report = verify(elsewhere, issued.credential(), receipt);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.ANCHOR).outcome().message()).contains("the log alone vouches for the time");
        assertThat(verify(elsewhere, issued.credential()).check(CheckName.ANCHOR).outcome())
                .isInstanceOf(CheckOutcome.Skipped.class);
    }

    @Test
    void theReceiptOfAnotherCredentialProvesNothing() {
        var issuer = house.issuer(KeyType.ED25519);
        var first = issue(issuer, "vc+jwt");
        var second = issue(issuer, "vc+jwt");

        var report = verify(elsewhere, first.credential(), TlogProofCodec.encode(second.receipt()));
        assertThat(failed(report, CheckName.ANCHOR).code()).isEqualTo("receipt-invalid");
        assertThat(failed(verify(elsewhere, first.credential(), "not a receipt"), CheckName.ANCHOR).code())
                .isEqualTo("receipt-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void aRevokedCredentialFailsItsStatus(String format) {
        var issued = issue(house.issuer(KeyType.P256), format);
        assertThat(house.status.change(house.caller(), issued.id(), StatusPurpose.REVOCATION, true))
                .isInstanceOf(StatusOutcome.Published.class);

        var failed = failed(verify(here, issued.credential()), CheckName.STATUS);
        assertThat(failed.code()).isEqualTo("revoked");
        assertThat(failed.evidence().facts()).containsKeys("list", "index", "listIssuedAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEID", "WEB"})
    void afterARotationTheOldCredentialVerifiesByItsLeafAndABackDatedOneDoesNot(String method) {
        var issuer = house.issuer(HostedMethod.valueOf(method), KeyType.ED25519);
        var old = issueWithoutStatus(issuer);
        var retired = assertionMethod(issuer);
        rotate(issuer, retired);

        var report = verify(here, old.credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.ISSUER_KEY).outcome().message()).contains("version 1", "changed later");
        var byReceipt = verify(elsewhere, old.credential(), TlogProofCodec.encode(old.receipt()));
        assertThat(byReceipt.verified()).as("%s", byReceipt.checks()).isTrue();
        // Without its place in the log it is judged by today's document, whatever date it claims.
        assertThat(verify(elsewhere, old.credential()).verified()).isFalse();
        assertThat(failedRow(verify(elsewhere, old.credential())))
                .isIn(CheckName.PROOF, CheckName.ISSUER_KEY);
        var fresh = issueWithoutStatus(issuer);
        assertThat(verify(here, fresh.credential()).verified()).isTrue();
    }

    @Test
    void afterARotationTheListsAreSignedByAKeyOfToday() {
        var issuer = house.issuer(KeyType.ED25519);
        var old = issue(issuer, "vc+jwt");
        rotate(issuer, assertionMethod(issuer));

        var report = verify(here, old.credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(house.status.change(house.caller(), old.id(), StatusPurpose.REVOCATION, true))
                .isInstanceOf(StatusOutcome.Published.class);
        assertThat(failed(verify(here, old.credential()), CheckName.STATUS).code()).isEqualTo("revoked");
    }

    @Test
    void whatARevokedKeySignedNeverCountsAgainWhereverItStandsInTheLog() {
        var issuer = house.issuer(KeyType.ED25519);
        var old = issueWithoutStatus(issuer);
        var revoked = assertionMethod(issuer);
        assertThat(house.dids.addKey(house.caller(), issuer, KeyType.ED25519, Optional.empty(), Optional.empty()))
                .isInstanceOf(DidOutcome.Done.class);
        assertThat(house.dids.revokeKey(house.caller(), issuer, revoked, Optional.empty(), Optional.empty()))
                .isInstanceOf(DidOutcome.Done.class);

        assertThat(failed(verify(here, old.credential()), CheckName.PROOF).code()).isEqualTo("key-revoked");
        assertThat(verify(elsewhere, old.credential()).verified()).isFalse();
    }

    @Test
    void afterADeactivationOldCredentialsVerifyByTheirLeafAndTheLastLists() {
        var issuer = house.issuer(KeyType.P256);
        var issued = issue(issuer, "dc+sd-jwt");
        assertThat(house.dids.deactivate(house.caller(), issuer, Optional.empty())).isInstanceOf(DidOutcome.Done.class);

        var report = verify(here, issued.credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(failed(verify(elsewhere, issued.credential()), CheckName.ISSUER_KEY).code())
                .isEqualTo("issuer-deactivated");
    }

    /** The claims of every shape that a registered type can have are statements, down to empty and repeated items. */
    @ParameterizedTest
    @CsvSource({"ED25519, eddsa-rdfc-2022", "P256, ecdsa-rdfc-2019", "P384, ecdsa-rdfc-2019"})
    void aCredentialOfEachRegisteredTypePassesStrictExpansionAndVerifies(KeyType keyType, String suite) {
        house.register("Transcript",
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {
                  "credentialSubject": {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"},
                    "hours": {"type": "number"}, "passed": {"type": "boolean"}, "\u59d3\u540d": {"type": "string"},
                    "address": {"type": "object", "properties": {"city": {"type": "object", "properties": {"code": {"type": "string"}}}}},
                    "steps": {"type": "array", "items": {"type": "object", "properties": {"title": {"type": "string"},
                      "grades": {"type": "array", "items": {"type": "integer"}}}}},
                    "expires": {"type": "string"}, "extra": {"type": "object"}}}}}""");
        Map<String, String> subjects = Map.of(IssuingHouse.TYPE,
                "{\"id\": \"did:example:a\", \"course\": \"Welding\", \"grade\": 3}",
                "Transcript",
                """
                {"id": "did:example:a", "name": "Wang", "hours": 12.5, "passed": false, "\u59d3\u540d": "\u738b",
                 "address": {"city": {"code": "c"}}, "steps": [{"title": "t", "grades": [1, 1, 2]}, {"title": "u", "grades": []},
                   {"title": "u", "grades": []}], "expires": "never", "extra": {"any": [null, {"thing": []}, 1e3]}}""");
        var reader = RdfReader.of(Contexts.bundled().and(house.schemas::context));
        subjects.forEach((type, subject) -> {
            Did issuer = type.equals(IssuingHouse.TYPE) ? house.issuer(keyType) : house.issuer(keyType, type);
            var issued = issued(house.issuing.issue(house.caller(),
                    IssueCredentialCommand.parse(StrictJson.parseObject(
                            """
                            {"issuer": "%s", "type": ["VerifiableCredential", "%s"], "format": "data-integrity",
                             "cryptosuite": "%s", "status": ["revocation", "suspension"], "subject": %s}"""
                                    .formatted(issuer, type, suite, subject)))));

            assertThat(issued.credential().path("proof").path("cryptosuite").stringValue()).isEqualTo(suite);
            assertThat(reader.read((ObjectNode) issued.credential()).quads()).hasSizeGreaterThan(20);
            var report = verify(here, issued.credential());
            assertThat(report.verified()).as("%s", report.checks()).isTrue();
            assertThat(report.time().logged().orElseThrow().leaf()).isEqualTo(issued.leaf());
            assertThat(verify(elsewhere, issued.credential(), TlogProofCodec.encode(issued.receipt())).verified())
                    .isTrue();
        });
    }

    private IssueOutcome.Issued issueWithoutStatus(Did issuer) {
        return issued(house.issuing.issue(
                house.caller(), IssuingHouse.command(issuer, "data-integrity", ", \"status\": []")));
    }

    private IssueOutcome.Issued issue(Did issuer, String format) {
        return issued(house.issue(issuer, format));
    }

    private static IssueOutcome.Issued issued(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued issued -> issued;
            case IssueOutcome.Refused refused -> throw new AssertionError(refused.refusal());
        };
    }

    private VerificationReport verify(VerifyCredential verifier, JsonNode credential, String... receipts) {
        return verifier.verify(new VerificationRequest(credential, List.of(receipts),
                VerificationPolicy.standard(Set.of(house.trust.rootAuthority().orElseThrow().toString()))));
    }

    private static CheckName failedRow(VerificationReport report) {
        return report.checks().stream().filter(CheckRow::blocks).findFirst().orElseThrow().name();
    }

    private DidUrl assertionMethod(Did did) {
        return switch (resolver.resolve(did, ResolutionOptions.LATEST)) {
            case ResolutionResult.Resolved(var document, var metadata) ->
                document.methods(Relationship.ASSERTION_METHOD).getFirst().id();
            case ResolutionResult.Deactivated deactivated -> throw new AssertionError("deactivated");
            case ResolutionResult.NotFound missing -> throw new AssertionError(missing.message());
            case ResolutionResult.Unreachable unreachable -> throw new AssertionError(unreachable.message());
            case ResolutionResult.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    private void rotate(Did issuer, DidUrl retired) {
        assertThat(house.dids.addKey(house.caller(), issuer, KeyType.ED25519, Optional.of(retired), Optional.empty()))
                .isInstanceOf(DidOutcome.Done.class);
    }
}
