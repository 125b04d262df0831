package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.Problem;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Attacks on presentations of VC Data Model 2.0. */
class PresentationAttacksTest {

    private static final String NONCE = "challenge-1";
    private static final String AUDIENCE = "https://verifier.example";

    private static final String STRANGER = "did:weid:test:0x00000000000000000000000000000000000000dd";

    private final World world = new World();

    @Test
    void aGoodPresentationVerifiesInBothForms() {
        var report = present(presentation(options -> options));
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credentials()).hasSize(1);
        assertThat(ReportJson.of(report).get("credentials").get(0).get("verified").booleanValue()).isTrue();

        var token = present(text(vpJwt(world, "another", AUDIENCE, claims -> {
        })), "another");
        assertThat(token.verified()).as("%s", token.checks()).isTrue();
    }

    @Test
    void D05_theChallengeIsAnsweredExactly() {
        for (var options : List.<UnaryOperator<ProofOptions>>of(
                good -> good.withChallenge("other"), good -> good.withChallenge(NONCE + " "))) {
            assertThat(failed(present(presentation(options)), CheckName.PROOF).problem())
                    .isEqualTo(Problem.INVALID_CHALLENGE);
        }
        var absent = signed(plain(), bare().withDomain(AUDIENCE));
        assertThat(failed(present(absent), CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
        var none = present(plain());
        assertThat(failed(none, CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
    }

    @Test
    void D05_theDomainIsExactlyTheVerifier() {
        for (var options : List.<UnaryOperator<ProofOptions>>of(
                good -> good.withDomain("https://other.example"),
                good -> good.withDomain(AUDIENCE, "https://other.example"),
                good -> good.withDomain(AUDIENCE + "/"))) {
            assertThat(failed(present(presentation(options)), CheckName.PROOF).problem())
                    .isEqualTo(Problem.INVALID_DOMAIN);
        }
        var absent = signed(plain(), bare().withChallenge(NONCE));
        assertThat(failed(present(absent), CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_DOMAIN);
    }

    @Test
    void D05_theVcApiPolicyHoldsToChallengeAndDomainToo() {
        var report = world.presentations.verify(new PresentationRequest(
                presentation(good -> good.withChallenge("other")),
                Optional.of(NONCE),
                Optional.of(AUDIENCE),
                List.of(),
                VerificationPolicy.vcApi(Set.of())));

        assertThat(failed(report, CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
    }

    @Test
    void D19_aGoodCredentialInABadPresentationIsNotVerified() {
        for (var policy : List.of(World.policy(), VerificationPolicy.vcApi(Set.of()))) {
            var changed = presentation(options -> options);
            changed.put("id", "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c6");
            var report = world.presentations.verify(
                    new PresentationRequest(changed, Optional.of(NONCE), Optional.of(AUDIENCE), List.of(), policy));

            assertThat(failed(report, CheckName.PROOF).problem()).isEqualTo(Problem.PROOF_VERIFICATION);
            assertThat(report.credentials().getFirst().check(CheckName.PROOF).outcome())
                    .isInstanceOf(CheckOutcome.Passed.class);
            assertThat(report.credential()).isEmpty();
        }
    }

    @Test
    void D19_aBadCredentialInAGoodPresentationIsNotVerified() {
        var credential = world.signed();
        credential.withObject("/credentialSubject").put("course", "Crane");

        failed(present(signed(plain(credential), good())), CheckName.PROOF);
    }

    @Test
    void D20_anEnvelopeHoldsTheTokenItSays() {
        var jwt = world.vcJwt();
        assertThat(present(signed(plain(envelope("data:application/vc+jwt," + jwt)), good())).verified()).isTrue();
        for (var bad : List.of(
                "data:application/vc+cose;base64,AAAA",
                "data:application/jwt," + jwt,
                "data:application/vc+jwt;base64," + jwt,
                "data:application/dc+sd-jwt," + jwt,
                "data:application/vc+jwt," + jwt + "~",
                "data:text/html,<script>",
                "data:application/vc+jwt",
                "https://example.org/credential",
                "not-a-credential")) {
            var report = present(signed(plain(envelope(bad)), good().withChallenge(NONCE)));
            assertThat(failed(report, CheckName.STRUCTURE).problem()).as(bad).isEqualTo(Problem.PARSING);
        }
    }

    @Test
    void D20_anEnvelopeInAnEnvelopeIsNotOpened() {
        var inner = envelope("data:application/vc+jwt," + world.vcJwt());
        for (var i = 0; i < 20; i++) {
            var token = Jws.sign(
                    Json.object().put("typ", "vc+jwt").put("kid", World.METHOD),
                    Bytes.utf8(inner.toString()).toArray(),
                    world.issuerKey);
            inner = envelope("data:application/vc+jwt," + token);
            var report = world.verify(inner);
            assertThat(report.verified()).isFalse();
            failed(report, CheckName.STRUCTURE);
            if (token.length() > 40_000) {
                break;
            }
        }
    }

    @Test
    void aStolenCredentialIsNotItsPresentersOwn() {
        var document = world.certificate();
        document.withObject("/credentialSubject").put("id", STRANGER);

        var failed = failed(present(signed(plain(world.signed(document)), good())), CheckName.HOLDER_BINDING);
        assertThat(failed.code()).isEqualTo("holder-not-subject");
    }

    @Test
    void aStolenCredentialIsNotItsPresentersOwnWhenItsSubjectsStandInAnArray() {
        for (var ids : List.of(List.of(STRANGER), List.of(STRANGER, "did:example:other"),
                List.of("urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c6", STRANGER),
                List.of("DID:" + STRANGER.substring(4)))) {
            var nonce = String.join(" ", ids);
            var report = present(signed(plain(about(ids)), good().withChallenge(nonce)), nonce);
            assertThat(failed(report, CheckName.HOLDER_BINDING).code()).as(nonce).isEqualTo("holder-not-subject");
        }
    }

    @Test
    void oneOfSeveralSubjectsMayPresentTheCredential() {
        var report = present(signed(plain(about(List.of(STRANGER, World.HOLDER))), good()));

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
    }

    private ObjectNode about(List<String> subjects) {
        var document = world.certificate();
        var claims = document.withObject("/credentialSubject");
        var array = document.putArray("credentialSubject");
        subjects.forEach(id -> array.add(claims.deepCopy().put("id", id)));
        return world.signed(document);
    }

    @Test
    void moreReceiptsThanCanBeTriedForEachProofAreRefused() {
        var credential = world.signed();
        var proofs = Json.array();
        for (int i = 0; i < 16; i++) {
            proofs.add(credential.path("proof").deepCopy());
        }
        credential.set("proof", proofs);
        var report = world.credentials.verify(
                new VerificationRequest(credential, Collections.nCopies(100, "no receipt"), World.policy()));
        assertThat(report.check(CheckName.PROOF).outcome()).isInstanceOf(CheckOutcome.Passed.class);

        assertThatThrownBy(() -> world.credentials.verify(
                new VerificationRequest(credential, Collections.nCopies(2_000, "no receipt"), World.policy())))
                .isInstanceOf(MalformedInput.TooLarge.class);
        var several = plain(credential);
        several.putArray("verifiableCredential").add(credential).add(credential);
        assertThatThrownBy(() -> world.presentations.verify(new PresentationRequest(several, Optional.empty(),
                Optional.empty(), Collections.nCopies(1_000, "no receipt"), World.policy())))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void aHolderWhoDidNotSignIsNoHolder() {
        var stranger = plain().put("holder", World.ISSUER);

        assertThat(failed(present(signed(stranger, good())), CheckName.PROOF).code()).isEqualTo("holder-mismatch");
    }

    @Test
    void aPresentationIsReplayedOnce() {
        var presentation = presentation(options -> options);
        assertThat(present(presentation).verified()).isTrue();

        assertThat(failed(present(presentation), CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
    }

    @Test
    void anExpiredPresentationTokenIsRefused() {
        var expired = vpJwt(world, NONCE, AUDIENCE, claims -> claims.put("exp", World.NOW.getEpochSecond()));

        assertThat(failed(present(text(expired)), CheckName.VALIDITY_PERIOD).code()).isEqualTo("expired");
    }

    @Test
    void aTokenInPlaceOfACredentialObjectIsRefused() {
        var document = plain();
        document.putArray("verifiableCredential").add(world.vcJwt());

        failed(present(signed(document, good())), CheckName.STRUCTURE);
    }

    static String vpJwt(World world, String nonce, String audience, Consumer<ObjectNode> change) {
        var claims = plain(world.signed())
                .put("nonce", nonce)
                .put("aud", audience)
                .put("iss", World.HOLDER)
                .put("iat", World.NOW.getEpochSecond());
        change.accept(claims);
        var header = Json.object().put("typ", "vp+jwt").put("cty", "vp").put("kid", World.HOLDER_METHOD);
        return Jws.sign(header, Bytes.utf8(claims.toString()).toArray(), world.holderKey);
    }

    private VerificationReport present(JsonNode presentation) {
        return present(presentation, NONCE);
    }

    private VerificationReport present(JsonNode presentation, String nonce) {
        return world.present(presentation, nonce, AUDIENCE);
    }

    private ObjectNode presentation(UnaryOperator<ProofOptions> options) {
        return signed(plain(), options.apply(good()));
    }

    private ObjectNode signed(ObjectNode document, ProofOptions options) {
        return SecuredDocument.sign(document, options, world.holderKey);
    }

    private static ProofOptions bare() {
        return ProofOptions.of(
                Cryptosuites.jcs().named("ecdsa-jcs-2019").orElseThrow(), World.HOLDER_METHOD, "authentication")
                .withCreated(World.NOW);
    }

    private static ProofOptions good() {
        return bare().withChallenge(NONCE).withDomain(AUDIENCE);
    }

    private ObjectNode plain() {
        return plain(world.signed());
    }

    private static ObjectNode plain(ObjectNode credential) {
        var document = StrictJson.parseObject(
                """
                {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"holder":"%s"}
                """
                        .formatted(World.HOLDER));
        document.putArray("verifiableCredential").add(credential);
        return document;
    }

    private static ObjectNode envelope(String id) {
        return Json.object()
                .put("@context", "https://www.w3.org/ns/credentials/v2")
                .put("type", "EnvelopedVerifiableCredential")
                .put("id", id);
    }
}
