package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.Problem;
import id.signet.credential.testing.FakeSigners;
import id.signet.credential.testing.World;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EmbeddedProofAttacksTest {

    private final World world = new World();

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"P521", "SECP256K1", "SM2", "BLS12381_G2",
        "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aGoodProofVerifies(KeyType type) {
        var other = new World(type);

        var report = other.verify(other.signed());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credential()).contains(other.certificate());
    }

    @Test
    void D01_aProofForAuthenticationAssertsNothing() {
        assertThat(proof(signed(options().purpose("authentication"))).code()).isEqualTo("purpose-wrong");
    }

    @Test
    void D01_aMethodForAuthenticationAloneAssertsNothing() {
        world.signers.put(
                World.METHOD,
                FakeSigners.found(world.issuerKey.publicKey(), World.ISSUER, Set.of("authentication")));

        assertThat(proof(world.signed()).code()).isEqualTo("method-not-authorised");
    }

    @Test
    void D02_anExpiredProofIsNone() {
        assertThat(proof(signed(options().expires(World.NOW))).code()).isEqualTo("proof-expired");
        assertThat(world.verify(signed(options().expires(World.NOW.plusSeconds(1)))).verified()).isTrue();
    }

    @Test
    void D02_aProofFromTheFutureIsNone() {
        assertThat(proof(signed(options().created(World.NOW.plusSeconds(61)))).code())
                .isEqualTo("proof-from-the-future");
    }

    @Test
    void D02_aProofTimeHasAnOffset() {
        for (var member : List.of("created", "expires")) {
            var credential = world.signed();
            proofOf(credential).put(member, "2026-05-01T00:00:00");
            assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                    .isEqualTo(Problem.PROOF_VERIFICATION);
        }
    }

    @Test
    void D03_theSuiteFitsTheKey() {
        var p256 = SoftwareSigningKey.generate(KeyType.P256);
        world.signers.put(World.METHOD, FakeSigners.found(p256.publicKey(), World.ISSUER));

        assertThat(proof(world.signed()).problem()).isEqualTo(Problem.PROOF_VERIFICATION);
    }

    @Test
    void D03_anUnknownOrLegacySuiteIsRefused() {
        for (var suite : List.of("eddsa-2022", "EDDSA-JCS-2022", "ecdsa-sd-2023", "eddsa-rdfc-2032", "")) {
            var credential = world.signed();
            proofOf(credential).put("cryptosuite", suite);
            assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                    .as(suite)
                    .isEqualTo(Problem.PROOF_VERIFICATION);
        }
        var legacy = world.signed();
        proofOf(legacy).put("type", "Ed25519Signature2020");
        assertThat(failed(world.verify(legacy), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PROOF_VERIFICATION);
    }

    @Test
    void D03_aProofUnderTheNameOfAnotherSuiteOfItsKeyIsNone() {
        var credential = world.signed();
        proofOf(credential).put("cryptosuite", "eddsa-rdfc-2022");

        assertThat(proof(credential).code()).isEqualTo("signature-invalid");
    }

    @Test
    void D04_aProofValueIsExactlyOneSignatureInBase58() {
        var good = world.signed();
        var value = proofOf(good).get("proofValue").stringValue();
        var bytes = Multibase.decode(value);
        for (var bad : List.of(
                "u" + value.substring(1),
                "m" + value.substring(1),
                value.substring(1),
                "z",
                "",
                Multibase.encodeBase58Btc(Arrays.copyOf(bytes, 63)),
                Multibase.encodeBase58Btc(Arrays.copyOf(bytes, 65)),
                value + "1111",
                value + " ",
                value.replace(value.charAt(5), '0'))) {
            var changed = good.deepCopy();
            proofOf(changed).put("proofValue", bad);
            assertThat(failed(world.verify(changed), CheckName.STRUCTURE).problem())
                    .as(bad)
                    .isEqualTo(Problem.PROOF_VERIFICATION);
        }
    }

    @Test
    void D04_everyProofOptionIsCovered() {
        var good = signed(options().expires(World.NOW.plusSeconds(600)).created(World.NOW.minusSeconds(60)));
        for (var change : List.<Consumer<ObjectNode>>of(
                proof -> proof.put("created", "2026-06-01T11:58:59Z"),
                proof -> proof.put("expires", "2027-06-01T12:00:00Z"),
                proof -> proof.put("challenge", "new"),
                proof -> proof.put("domain", "new"),
                proof -> proof.put("nonce", "new"),
                proof -> proof.put("id", "urn:uuid:1"),
                proof -> proof.put("unknown", "new"),
                proof -> proof.remove("created"),
                proof -> proof.remove("@context"))) {
            var changed = good.deepCopy();
            change.accept(proofOf(changed));
            assertThat(proof(changed).problem()).isEqualTo(Problem.PROOF_VERIFICATION);
        }
        assertThat(world.verify(good).verified()).isTrue();
    }

    @Test
    void D04_everyClaimIsCovered() {
        var changed = world.signed();
        changed.withObject("/credentialSubject").put("course", "Crane");

        var failed = proof(changed);
        assertThat(failed.code()).isEqualTo("signature-invalid");
        var report = world.verify(changed);
        for (var row : report.checks().subList(2, 9)) {
            assertThat(row.outcome()).isInstanceOf(CheckOutcome.Skipped.class);
        }
        assertThat(report.credential()).isEmpty();
    }

    @Test
    void D06_aChainVerifiesAndNoLinkCanBeTakenAwayOrChanged() {
        var chain = chain();
        assertThat(world.verify(chain).verified()).as("%s", world.verify(chain).checks()).isTrue();

        var withoutFirst = chain.deepCopy();
        withoutFirst.set("proof", proofs(chain).get(1));
        assertThat(failed(world.verify(withoutFirst), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.PROOF_VERIFICATION);

        var changedFirst = chain.deepCopy();
        ((ObjectNode) proofs(changedFirst).get(0)).put("nonce", "new");
        assertThat(proof(changedFirst).problem()).isEqualTo(Problem.PROOF_VERIFICATION);

        var twice = chain.deepCopy();
        proofs(twice).add(proofs(twice).get(0));
        assertThat(failed(world.verify(twice), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PROOF_VERIFICATION);

        var circle = chain.deepCopy();
        ((ObjectNode) proofs(circle).get(0)).put("previousProof", "urn:uuid:second");
        assertThat(failed(world.verify(circle), CheckName.STRUCTURE).problem()).isEqualTo(Problem.PROOF_VERIFICATION);

        var dangling = chain.deepCopy();
        ((ObjectNode) proofs(dangling).get(1)).put("previousProof", "urn:uuid:nobody");
        assertThat(failed(world.verify(dangling), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.PROOF_VERIFICATION);
    }

    @Test
    void D07_aSetWithOneBadMemberIsBad() {
        var first = SecuredDocument.sign(world.certificate(), options().build(), world.issuerKey);
        var both = SecuredDocument.sign(first, options().build(), world.issuerKey);
        assertThat(world.verify(both).verified()).isTrue();

        for (var member : List.of(0, 1)) {
            var bad = both.deepCopy();
            ((ObjectNode) proofs(bad).get(member)).put("nonce", "new");
            assertThat(proof(bad).problem()).isEqualTo(Problem.PROOF_VERIFICATION);
        }
        var stranger = SecuredDocument.sign(
                first,
                ProofOptions.of(
                        Cryptosuites.jcs().named("ecdsa-jcs-2019").orElseThrow(), World.HOLDER_METHOD,
                        "assertionMethod"),
                world.holderKey);
        proof(stranger);
    }

    @Test
    void D08_withoutAProofADocumentIsNobodysWord() {
        for (var proof : List.of("null", "[]")) {
            var document = world.certificate();
            document.set("proof", StrictJson.parse(proof));
            assertThat(failed(world.verify(document), CheckName.STRUCTURE).problem())
                    .isEqualTo(Problem.MALFORMED_VALUE);
        }
        assertThat(failed(world.verify(world.certificate()), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.MALFORMED_VALUE);
        for (var proof : List.of("{}", "\"z\"", "[null]", "[[]]", "1")) {
            var document = world.certificate();
            document.set("proof", StrictJson.parse(proof));
            failed(world.verify(document), CheckName.STRUCTURE);
        }
    }

    @Test
    void D18_twoTextsThatLookAlikeAreTwoDocuments() {
        var composed = world.certificate();
        composed.withObject("/credentialSubject").put("name", "Ren\u00e9");
        var signed = world.signed(composed);
        assertThat(world.verify(signed).verified()).isTrue();
        var decomposed = signed.deepCopy();
        decomposed.withObject("/credentialSubject").put("name", "Rene\u0301");
        assertThat(proof(decomposed).code()).isEqualTo("signature-invalid");

        var text = signed.toString();
        for (var bad : List.of(
                text.replace("\"course\":", "\"course\":1,\"course\":"),
                text.replace("Forklift", "\\ud800"),
                text.replace("\"Forklift\"", "1e400"),
                text.replace("\"Forklift\"", "NaN"),
                text.replace("\"Forklift\"", "9007199254740993"))) {
            assertThat(bad).isNotEqualTo(text);
            assertThatThrownBy(() -> StrictJson.parseObject(bad)).isInstanceOf(MalformedInput.class);
        }
    }

    @Test
    void D22_aMethodThatNamesAnotherControllerIsNotTheIssuers() {
        world.signers.put(
                World.METHOD,
                FakeSigners.controlledBy(
                        FakeSigners.found(world.issuerKey.publicKey(), World.ISSUER), World.HOLDER));

        var failed = failed(world.verify(world.signed()), CheckName.ISSUER_KEY);
        assertThat(failed.code()).isEqualTo("controller-mismatch");
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_VERIFICATION);
    }

    @Test
    void D22_anIssuerThatDoesNotControlTheMethodDidNotSign() {
        world.signers.put(World.METHOD, FakeSigners.found(world.issuerKey.publicKey(), World.HOLDER));

        var failed = failed(world.verify(world.signed()), CheckName.ISSUER_KEY);
        assertThat(failed.code()).isEqualTo("issuer-mismatch");
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_VERIFICATION);
    }

    @Test
    void D22_anIssuerThatIsNotTheKeysControllerIsAWarningAtTheVcApiPolicy() {
        var document = world.certificate().put("issuer", "https://vc.example/issuers/5678");
        var report = world.verify(world.signed(document), VerificationPolicy.vcApi(Set.of()));

        assertThat(report.verified()).isTrue();
        assertThat(report.check(CheckName.ISSUER_KEY).outcome())
                .isInstanceOfSatisfying(
                        CheckOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("issuer-mismatch"));
    }

    @Test
    void anExpiredCredentialIsAWarningAtTheVcApiPolicyAndAFailureAtOurs() {
        var credential = world.signed();
        world.clock.advance(Duration.ofDays(400));

        assertThat(failed(world.verify(credential), CheckName.VALIDITY_PERIOD).problem()).isEqualTo(Problem.RANGE);
        assertThat(world.verify(credential, VerificationPolicy.vcApi(Set.of())).verified()).isTrue();
    }

    private ObjectNode chain() {
        var first = SecuredDocument.sign(world.certificate(), options().id("urn:uuid:first").build(), world.issuerKey);
        return SecuredDocument.sign(
                first, options().id("urn:uuid:second").build().withPreviousProof("urn:uuid:first"), world.issuerKey);
    }

    private static ArrayNode proofs(ObjectNode credential) {
        return (ArrayNode) credential.get("proof");
    }

    private static ObjectNode proofOf(ObjectNode credential) {
        return (ObjectNode) credential.get("proof");
    }

    private CheckOutcome.Failed proof(ObjectNode credential) {
        return failed(world.verify(credential), CheckName.PROOF);
    }

    private ObjectNode signed(Options options) {
        return SecuredDocument.sign(world.certificate(), options.build(), world.issuerKey);
    }

    private static Options options() {
        return new Options(ProofOptions.of(
                Cryptosuites.jcs().named("eddsa-jcs-2022").orElseThrow(), World.METHOD, "assertionMethod"));
    }

    private record Options(ProofOptions build) {

        Options purpose(String purpose) {
            return new Options(ProofOptions.of(build.suite(), build.verificationMethod(), purpose));
        }

        Options created(Instant instant) {
            return new Options(build.withCreated(instant));
        }

        Options expires(Instant instant) {
            return new Options(build.withExpires(instant));
        }

        Options id(String id) {
            return new Options(build.withId(id));
        }
    }
}
