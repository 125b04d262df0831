package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.Problem;
import id.signet.credential.testing.FakeSigners;
import id.signet.credential.testing.World;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a key still counted is told by the order of leaves; claimed dates never decide. */
class SignatureTimeTest {

    private static final Instant RETIRED = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant LOGGED = Instant.parse("2026-03-01T00:00:00Z");

    private final World world = new World();

    @Test
    void aRetiredKeyNoLongerSigns() {
        retire();

        var failed = failed(world.verify(world.signed()), CheckName.ISSUER_KEY);
        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed.code()).isIn("key-retired");
    }

    @Test
    void aBackDatedCredentialOfARetiredKeyFailsWhateverItClaims() {
        world.clock.set(Instant.parse("2026-02-01T00:00:00Z"));
        var backDated = world.signed();
        world.clock.set(World.NOW);
        retire();

        assertThat(failed(world.verify(backDated), CheckName.ISSUER_KEY).code()).isEqualTo("key-retired");
    }

    @Test
    void aCredentialLoggedBeforeTheRotationStillVerifiesAndTheRowSaysByWhichVersion() {
        retire();
        world.anchor = anchored(10);

        var report = world.verify(world.signed());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.ISSUER_KEY).outcome().message())
                .contains("version 1", "leaf 10", "the log alone vouches for the time", "leaf 20");
        assertThat(report.time().logged().orElseThrow().leaf()).isEqualTo(new LeafIndex(10));
        assertThat(report.check(CheckName.ANCHOR).outcome()).isInstanceOf(CheckOutcome.Passed.class);
    }

    @Test
    void aCredentialLoggedAfterTheRotationFails() {
        retire();
        for (var leaf : List.of(20, 21, 1, 0)) {
            world.anchor = anchored(leaf);
            assertThat(failed(world.verify(world.signed()), CheckName.ISSUER_KEY).code())
                    .isEqualTo("key-not-in-force");
        }
    }

    @Test
    void aDeactivatedIssuersOldCredentialVerifiesByItsLeafOnly() {
        var found = FakeSigners.found(world.issuerKey.publicKey(), World.ISSUER);
        world.signers.put(
                World.METHOD,
                new Signers.Answer.Found(
                        found.key(),
                        found.did(),
                        found.controller(),
                        found.relationships(),
                        Optional.of("2"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new LeafIndex(20))));
        assertThat(failed(world.verify(world.signed()), CheckName.ISSUER_KEY).code()).isEqualTo("issuer-deactivated");

        version1Until(20);
        world.anchor = anchored(10);
        assertThat(world.verify(world.signed()).verified()).isTrue();
    }

    @Test
    void aRefusedReceiptIsToldAndTodaysDocumentDecides() {
        world.anchor = new Anchors.Answer.Refused("The receipt does not prove this credential.");

        var report = world.verify(world.signed());
        assertThat(report.check(CheckName.ISSUER_KEY).outcome()).isInstanceOf(CheckOutcome.Passed.class);
        assertThat(failed(report, CheckName.ANCHOR).code()).isEqualTo("receipt-invalid");
    }

    @Test
    void aPinnedKeyCountsAndNoOther() {
        var pins = new VerificationPolicy(
                VerificationPolicy.CUSTOM,
                World.policy().modes(),
                Set.of(World.AUTHORITY),
                Map.of(World.ISSUER, List.of(world.issuerKey.publicKey())), false);
        assertThat(world.verify(world.signed(), pins).verified()).isTrue();
        assertThat(world.signers.asked()).isZero();
        var others = new VerificationPolicy(
                VerificationPolicy.CUSTOM,
                World.policy().modes(),
                Set.of(World.AUTHORITY),
                Map.of(World.ISSUER, List.of(world.holderKey.publicKey())), false);
        assertThat(failed(world.verify(world.signed(), others), CheckName.PROOF).code())
                .isEqualTo("signature-invalid");
    }

    @Test
    void theReportKeepsFourKindsOfTimeApart() {
        world.anchor = anchored(10);
        version1Until(20);
        var json = ReportJson.of(world.verify(world.signed()));

        var time = json.get("time");
        assertThat(time.get("claimed").get("validFrom").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(time.get("logged").get("leaf").longValue()).isEqualTo(10);
        assertThat(time.get("checkedAt").stringValue()).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(json.get("checks").size()).isEqualTo(9);
        assertThat(json.get("policy").get("checks").size()).isEqualTo(9);
        for (var row : json.get("checks")) {
            assertThat(row.get("message").stringValue()).endsWith(".");
        }
    }

    @Test
    void anUnknownMemberOfAPolicyIsNotIgnored() {
        for (var bad : List.of(
                "{\"check\":{}}",
                "{\"checks\":{\"sturcture\":\"required\"}}",
                "{\"checks\":{\"proof\":\"maybe\"}}",
                "{\"authorities\":\"did:x\"}",
                "[]",
                "\"strict\"",
                "1")) {
            assertThatThrownBy(() -> VerificationPolicy.parse(
                    Optional.of(StrictJson.parse(bad)), Set.of()))
                    .as(bad)
                    .isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void ofAStolenKeyCountsWhatWasLoggedBeforeTheMomentAndNothingElse() {
        compromise(LOGGED.plusMillis(1));
        world.anchor = anchored(10);
        assertThat(world.verify(world.signed()).verified()).isTrue();

        compromise(LOGGED);
        assertThat(failed(world.verify(world.signed()), CheckName.ISSUER_KEY).code()).isEqualTo("key-compromised");
        var lenient = world.verify(world.signed(), VerificationPolicy.vcApi(Set.of(World.AUTHORITY)));
        assertThat(lenient.verified()).as("never a mere warning").isFalse();

        compromise(LOGGED.plusMillis(1));
        world.anchor = new Anchors.Answer.NotAnchored();
        assertThat(failed(world.verify(world.signed()), CheckName.PROOF).code()).isEqualTo("key-compromised");
    }

    /** Today's document lists the method under nothing; version 1 is as it was logged. */
    private void compromise(Instant since) {
        var found = FakeSigners.found(world.issuerKey.publicKey(), World.ISSUER);
        world.signers.put(World.METHOD, compromised(found, Set.of(), Optional.empty(), since));
        world.signers.putVersion(World.METHOD, "1",
                compromised(found, found.relationships(), Optional.of(new LeafIndex(20)), since));
    }

    private static Signers.Answer.Found compromised(
            Signers.Answer.Found found, Set<String> relationships, Optional<LeafIndex> until, Instant since) {
        return new Signers.Answer.Found(
                found.key(),
                found.did(),
                found.controller(),
                relationships,
                found.versionId(),
                found.since(),
                until,
                found.expires(),
                Optional.of(since),
                found.deactivated());
    }

    private void retire() {
        var found = FakeSigners.found(world.issuerKey.publicKey(), World.ISSUER);
        var retired = FakeSigners.retired(found, RETIRED);
        world.signers.put(
                World.METHOD,
                new Signers.Answer.Found(
                        retired.key(),
                        retired.did(),
                        retired.controller(),
                        Set.of("assertionMethod"),
                        retired.versionId(),
                        retired.since(),
                        retired.until(),
                        retired.expires(),
                        retired.compromised(),
                        retired.deactivated()));
        version1Until(20);
    }

    private void version1Until(long leaf) {
        var found = FakeSigners.found(world.issuerKey.publicKey(), World.ISSUER);
        world.signers.putVersion(
                World.METHOD,
                "1",
                new Signers.Answer.Found(
                        found.key(),
                        found.did(),
                        found.controller(),
                        found.relationships(),
                        found.versionId(),
                        found.since(),
                        Optional.of(new LeafIndex(leaf)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Anchors.Answer anchored(long leaf) {
        return new Anchors.Answer.Anchored(
                new LeafIndex(leaf), LOGGED, "1", "receipt", "the log alone vouches for the time");
    }
}
