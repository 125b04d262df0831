package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.Problem;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.CwtClaims;
import id.signet.credential.format.Envelopes;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.cose.CoseKey;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Attacks on {@code vc+cose} and {@code vp+cose}. */
class CoseAttacksTest {

    private static final String CREDENTIAL = "application/vc+cose";
    private static final String PRESENTATION = "application/vp+cose";
    private static final String NONCE = "challenge-1";
    private static final String AUDIENCE = "https://verifier.example";

    private final World world = new World();

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aGoodCredentialVerifiesWithAllChecksTold(KeyType type) {
        var other = new World(type);
        var report = other.verify(other.vcCose());

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.checks()).extracting(CheckRow::name).containsExactly(CheckName.values());
    }

    @Test
    void itsSignedInputIsTheSigStructure() {
        var request = world.vcCose.prepare(world.unsecured(world.certificate()));
        var body = world.vcCose.assemble(request, world.issuerKey.sign(request.signedInput().toArray())).body();

        assertThat(world.formats.parse(body).signatures().getFirst().signedInputHash())
                .isEqualTo(request.signedInputHash());
    }

    @Test
    void theHoldersKeyIsReadFromCnf() {
        var plain = world.unsecured(world.certificate());
        var bound = World.issue(world.vcCose, new UnsecuredCredential(plain.document(), plain.verificationMethod(),
                plain.key(), plain.created(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(world.holderKey.publicKey())), world.issuerKey);

        assertThat(world.formats.parse(bound).holderKey()).contains(world.holderKey.publicKey());
        assertThat(world.present(presentation(bound), NONCE, AUDIENCE).verified()).isTrue();
    }

    @Test
    void J12_theKeyOfAnotherDidIsNotTheIssuers() {
        var signed = message(header(CREDENTIAL, World.HOLDER_METHOD, Map.of()), world.certificate(), world.holderKey);

        var report = world.verify(Envelopes.credential(CREDENTIAL, signed));
        assertThat(report.verified()).isFalse();
    }

    @Test
    void J12_theClaimsSayWhatTheCredentialSays() {
        for (var claims : List.of(new CwtClaims().issuer(World.HOLDER).all(), Map.of(Cbor.of(2), Cbor.of(
                World.ISSUER)))) {
            var failed = failed(world.verify(credential(claims)), CheckName.STRUCTURE);
            assertThat(failed.code()).isEqualTo("claim-conflict");
            assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void J26_noMessagePassesForAnotherKind() {
        for (var type : List.of("application/vp+cose", "vc+cose", "application/cose", "application/vc+jwt",
                "application/statuslist+cwt", "APPLICATION/VC+COSE")) {
            var signed = message(header(type, World.METHOD, Map.of()), world.certificate(), world.issuerKey);
            assertThat(failed(world.verify(Envelopes.credential(CREDENTIAL, signed)), CheckName.STRUCTURE).code())
                    .as(type)
                    .isEqualTo("typ-wrong");
        }
        var content = new Cose.Header(World.METHOD, CREDENTIAL, "application/vp", Map.of());
        assertThat(failed(world.verify(Envelopes.credential(CREDENTIAL,
                message(content, world.certificate(), world.issuerKey))), CheckName.STRUCTURE).code())
                .isEqualTo("cty-wrong");
        // a good credential where a presentation should be, and the other way round
        var good = bytes(world.vcCose());
        assertThat(failed(world.present(Envelopes.presentation(PRESENTATION, good), NONCE, AUDIENCE),
                CheckName.STRUCTURE).code()).isEqualTo("typ-wrong");
        assertThat(failed(world.verify(Envelopes.credential(CREDENTIAL, bytes(presentation(world.vcCose())))),
                CheckName.STRUCTURE).code()).isEqualTo("typ-wrong");
        failed(world.verify(presentation(world.vcCose())), CheckName.STRUCTURE);
    }

    @Test
    void J27_theTimesInTheHeaderCount() {
        var now = World.NOW.getEpochSecond();
        assertThat(failed(world.verify(credential(Map.of(Cbor.of(4), Cbor.of(now)))), CheckName.VALIDITY_PERIOD)
                .code()).isEqualTo("expired");
        assertThat(failed(world.verify(credential(Map.of(Cbor.of(5), Cbor.of(now + 61)))), CheckName.VALIDITY_PERIOD)
                .code()).isEqualTo("not-yet-valid");
        assertThat(failed(world.verify(credential(Map.of(Cbor.of(6), Cbor.of(now + 61)))), CheckName.PROOF).code())
                .isEqualTo("proof-from-the-future");
        for (var bad : List.of(Cbor.of(-1), Cbor.of("2026-01-01T00:00:00Z"), Cbor.of(Long.MAX_VALUE),
                Cbor.Simple.NULL)) {
            for (var name : List.of(4, 5, 6)) {
                assertThat(failed(world.verify(credential(Map.of(Cbor.of(name), bad))), CheckName.STRUCTURE).code())
                        .isEqualTo("date-malformed");
            }
        }
    }

    @Test
    void J31_aPrivateKeyInCnfIsRefused() {
        var key = new HashMap<>(((Cbor.Dictionary) CoseKey.of(world.holderKey.publicKey())).entries());
        key.put(Cbor.of(-4), Cbor.of(new byte[32]));
        var cnf = new Cbor.Dictionary(Map.of(Cbor.of(1), new Cbor.Dictionary(key)));

        failed(world.verify(credential(Map.of(Cbor.of(8), cnf))), CheckName.STRUCTURE);
        for (var bad : List.of(Cbor.of(1), new Cbor.Dictionary(Map.of()))) {
            assertThat(failed(world.verify(credential(Map.of(Cbor.of(8), bad))), CheckName.STRUCTURE).code())
                    .isEqualTo("holder-key-malformed");
        }
    }

    @Test
    void J11_aKidThatIsNoTextOfAUriIsRefused() {
        var signed = message(header(CREDENTIAL, "' OR 1=1", Map.of()), world.certificate(), world.issuerKey);

        assertThat(failed(world.verify(Envelopes.credential(CREDENTIAL, signed)), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.MALFORMED_VALUE);
        assertThat(world.signers.asked()).isZero();
    }

    @Test
    void aLegacyClaimOrAnEmbeddedProofIsRefused() {
        for (var member : List.of("vc", "vp", "proof")) {
            var document = world.certificate();
            document.putObject(member);
            var signed = message(header(CREDENTIAL, World.METHOD, Map.of()), document, world.issuerKey);
            assertThat(failed(world.verify(Envelopes.credential(CREDENTIAL, signed)), CheckName.STRUCTURE).code())
                    .isEqualTo("legacy-claim");
        }
    }

    @Test
    void D20_anEnvelopeHoldsBase64OfTheMessage() {
        var good = world.vcCose();
        var text = content(good);
        var unpadded = text.replace("=", "");
        assertThat(world.verify(envelope("data:application/vc+cose;base64," + unpadded)).verified()).isTrue();
        var hex = bytes(good).hex();
        for (var bad : List.of("data:application/vc+cose," + text, "data:application/vc+cose;base64," + hex,
                "data:application/vc+cose;base64;base64," + text, "data:application/vc+cose;base64," + text + "=",
                "data:application/vc+cose;base64, " + text, "data:application/vc+cose;base64," + text + "AAAA",
                "data:application/vp+cose;base64," + text, "data:application/vc+jwt;base64," + text,
                "data:application/cose;base64," + text, "data:application/vc+cose;base64,",
                "data:application/vc+cose;base64," + unpadded + "-_")) {
            assertThat(failed(world.verify(envelope(bad)), CheckName.STRUCTURE).problem()).as(bad)
                    .isEqualTo(Problem.PARSING);
        }
    }

    @Test
    void noFlippedByteOfACredentialOrPresentationVerifies() {
        var credential = bytes(world.vcCose()).toArray();
        for (var at = 0; at < credential.length; at++) {
            var report = world.verify(Envelopes.credential(CREDENTIAL, flipped(credential, at)));
            assertThat(report.verified()).as("byte %d", at).isFalse();
            assertThat(report.credential()).isEmpty();
        }
        var presentation = bytes(presentation(world.vcCose())).toArray();
        for (var at = 0; at < presentation.length; at++) {
            var report = world.present(Envelopes.presentation(PRESENTATION, flipped(presentation, at)), NONCE,
                    AUDIENCE);
            assertThat(report.verified()).as("byte %d", at).isFalse();
            assertThat(report.credential()).isEmpty();
        }
    }

    // --- presentations -------------------------------------------------------------------------------------------

    @Test
    void aPresentationHoldsCredentialsOfEveryKind() {
        var report = world.present(presentation(world.vcCose(), world.signed(),
                envelope("data:application/vc+jwt," + world.vcJwt()),
                envelope("data:application/vc+sd-jwt," + world.vcSdJwt("/name")),
                envelope("data:application/dc+sd-jwt," + world.sdJwt("/name"))), NONCE, AUDIENCE);

        assertThat(report.credentials()).hasSize(5);
        for (var credential : report.credentials()) {
            assertThat(credential.check(CheckName.PROOF).outcome()).as("%s", credential.checks())
                    .isInstanceOf(CheckOutcome.Passed.class);
        }
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
    }

    @Test
    void itAnswersTheNonceAndTheVerifier() {
        assertThat(failed(world.present(presentation(claims -> claims.audience(AUDIENCE).nonce("other")), NONCE,
                AUDIENCE), CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
        assertThat(failed(world.present(presentation(claims -> claims.audience(AUDIENCE)), NONCE, AUDIENCE),
                CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
        assertThat(failed(world.present(presentation(claims -> claims.nonce(NONCE).audience(AUDIENCE + "/")), NONCE,
                AUDIENCE), CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_DOMAIN);
        assertThat(failed(world.present(presentation(claims -> claims.nonce(NONCE)), NONCE, AUDIENCE),
                CheckName.PROOF).problem()).isEqualTo(Problem.INVALID_DOMAIN);
    }

    @Test
    void itIsAnsweredOnce() {
        var presentation = presentation(world.vcCose());
        assertThat(world.present(presentation, NONCE, AUDIENCE).verified()).isTrue();
        assertThat(failed(world.present(presentation, NONCE, AUDIENCE), CheckName.PROOF).code())
                .isEqualTo("presentation-replayed");
    }

    @Test
    void itIsTheHoldersOwn() {
        var document = plain(List.of(world.vcCose()));
        var byIssuer = message(header(PRESENTATION, World.METHOD,
                new CwtClaims().nonce(NONCE).audience(AUDIENCE).all()), document, world.issuerKey);
        failed(world.present(Envelopes.presentation(PRESENTATION, byIssuer), NONCE, AUDIENCE), CheckName.PROOF);

        var claimsAnother = message(header(PRESENTATION, World.HOLDER_METHOD,
                new CwtClaims().issuer(World.ISSUER).nonce(NONCE).audience(AUDIENCE).all()), document,
                world.holderKey);
        assertThat(failed(world.present(Envelopes.presentation(PRESENTATION, claimsAnother), NONCE, AUDIENCE),
                CheckName.STRUCTURE).code()).isEqualTo("claim-conflict");
    }

    // --- making them ---------------------------------------------------------------------------------------------

    private ObjectNode credential(Map<Cbor, Cbor> claims) {
        return Envelopes.credential(CREDENTIAL,
                message(header(CREDENTIAL, World.METHOD, claims), world.certificate(), world.issuerKey));
    }

    private ObjectNode presentation(JsonNode... credentials) {
        return presentation(plain(List.of(credentials)), claims -> claims.nonce(NONCE).audience(AUDIENCE));
    }

    private ObjectNode presentation(Consumer<CwtClaims> answer) {
        return presentation(plain(List.of(world.vcCose())), answer);
    }

    private ObjectNode presentation(ObjectNode document, Consumer<CwtClaims> answer) {
        var claims = new CwtClaims().issuedAt(World.NOW);
        answer.accept(claims);
        return Envelopes.presentation(PRESENTATION,
                message(header(PRESENTATION, World.HOLDER_METHOD, claims.all()), document, world.holderKey));
    }

    private static ObjectNode plain(List<JsonNode> credentials) {
        var document = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        document.put("type", "VerifiablePresentation").put("holder", World.HOLDER);
        document.putArray("verifiableCredential").addAll(credentials);
        return document;
    }

    private static Cose.Header header(String type, String kid, Map<Cbor, Cbor> claims) {
        return new Cose.Header(kid, type, type.contains("vp") ? "application/vp" : "application/vc", claims);
    }

    private static Bytes message(Cose.Header header, ObjectNode document, SigningKey key) {
        return Bytes.of(Cose.sign(header, document.toString().getBytes(StandardCharsets.UTF_8), key));
    }

    private static ObjectNode envelope(String url) {
        return Json.object()
                .put("@context", "https://www.w3.org/ns/credentials/v2")
                .put("type", "EnvelopedVerifiableCredential")
                .put("id", url);
    }

    private static String content(ObjectNode envelope) {
        var url = envelope.get("id").stringValue();
        return url.substring(url.indexOf(',') + 1);
    }

    private static Bytes bytes(ObjectNode envelope) {
        return Bytes.of(Base64.getDecoder().decode(content(envelope)));
    }

    private static Bytes flipped(byte[] bytes, int at) {
        var flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        return Bytes.of(flipped);
    }
}
