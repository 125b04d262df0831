package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.Problem;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Credentials and presentations of VC Data Model 1.1, which are read and never issued. */
class DataModel11Test {

    private static final TermCheck TERMS = TermCheck.of(Contexts.bundled().andExamples());
    private static final String NONCE = "challenge-1";
    private static final String AUDIENCE = "https://verifier.example";
    private static final long ISSUED = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final long EXPIRES = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();

    private final World world = new World(KeyType.ED25519, TERMS::check);

    // --- embedded proofs -----------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"eddsa-jcs-2022", "eddsa-rdfc-2022"})
    void aCredentialWithAnEmbeddedProofVerifies(String suite) {
        var report = world.verify(proved(certificate(), suite));

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.time().claimed().validFrom()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eddsa-jcs-2022", "eddsa-rdfc-2022"})
    void aChangedClaimIsNotProved(String suite) {
        var credential = proved(certificate(), suite);
        credential.withObject("/credentialSubject").put("course", "Crane");

        assertThat(failed(world.verify(credential), CheckName.PROOF).code()).isEqualTo("signature-invalid");
    }

    @Test
    void itsDatesAreThePeriodOfValidity() {
        assertThat(failed(world.verify(proved(with(credential -> credential.put("issuanceDate",
                "2026-06-01T12:02:00Z")))), CheckName.VALIDITY_PERIOD).code()).isEqualTo("not-yet-valid");
        assertThat(failed(world.verify(proved(with(credential -> credential.put("expirationDate",
                "2026-06-01T12:00:00Z")))), CheckName.VALIDITY_PERIOD).code()).isEqualTo("expired");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"issuanceDate|date-missing", "issuer|issuer-missing", "type|type-missing",
        "credentialSubject|subject-missing"})
    void whatTheDataModelRequiresIsThere(String member, String code) {
        var credential = certificate();
        credential.remove(member);

        assertThat(failed(world.verify(proved(credential)), CheckName.STRUCTURE).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"issuanceDate\":\"2026-01-01\"}|date-malformed",
        "{\"issuanceDate\":\"2026-01-01T00:00:00\"}|date-malformed",
        "{\"expirationDate\":\"2025-12-31T00:00:00Z\"}|validity-reversed",
        "{\"validFrom\":\"2026-01-01T00:00:00Z\"}|date-of-another-model",
        "{\"validUntil\":\"2026-01-02T00:00:00Z\"}|date-of-another-model",
        "{\"type\":\"TrainingCertificate\"}|type-missing",
        "{\"issuer\":\"the office\"}|url-malformed",
        "{\"credentialSubject\":[]}|subject-missing",
        "{\"credentialStatus\":{\"type\":\"StatusList2021Entry\"}}|id-missing",
        "{\"refreshService\":{\"type\":\"Manual\"}}|id-missing",
        "{\"credentialSchema\":{\"type\":\"JsonSchema\"}}|schema-malformed"})
    void whatItRequiresHasItsForm(String change, String code) {
        var credential = with(document -> document.setAll(StrictJson.parseObject(change)));

        assertThat(failed(world.verify(proved(credential)), CheckName.STRUCTURE).code()).isEqualTo(code);
    }

    @Test
    void aStatusThisServiceDoesNotKnowIsNeverTakenForGood() {
        var report = world.verify(proved(with(credential -> credential.putObject("credentialStatus")
                .put("id", "https://example.org/status/1#94567")
                .put("type", "StatusList2021Entry"))));

        assertThat(World.unknown(report, CheckName.STATUS).code()).isEqualTo("status-type-unsupported");
    }

    @Test
    void aTermThatNoContextDefinesIsRefused() {
        var undefined = with(credential -> credential.set("@context",
                Json.array(List.of("https://www.w3.org/2018/credentials/v1",
                        "https://w3id.org/security/data-integrity/v2"))));

        assertThat(failed(world.verify(proved(undefined)), CheckName.STRUCTURE).problem())
                .isEqualTo(Problem.DATA_LOSS);
    }

    // --- tokens --------------------------------------------------------------------------------------------------

    @Test
    void aCredentialInTheVcClaimOfAJwtVerifies() {
        var report = world.verify(token(claims()));

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        var document = report.credential().orElseThrow();
        assertThat(document.get("issuer").stringValue()).isEqualTo(World.ISSUER);
        assertThat(document.get("id").stringValue()).startsWith("urn:uuid:");
        assertThat(document.get("issuanceDate").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(document.get("expirationDate").stringValue()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(document.at("/credentialSubject/id").stringValue()).isEqualTo(World.HOLDER);
    }

    @Test
    void itsTypeIsJwtOrAbsent() {
        var untyped = Json.object().put("kid", World.METHOD);
        assertThat(world.verify(Jws.sign(untyped, bytes(claims()), world.issuerKey)).verified()).isTrue();
        for (var type : List.of("jwt", "vc+jwt", "vp+jwt", "at+jwt", "kb+jwt", "application/jwt")) {
            var token = Jws.sign(untyped.deepCopy().put("typ", type), bytes(claims()), world.issuerKey);
            assertThat(failed(world.verify(token), CheckName.STRUCTURE).code()).as(type)
                    .isEqualTo(type.equals("vc+jwt") ? "legacy-claim" : "typ-wrong");
        }
    }

    @Test
    void aMemberInBothPlacesSaysTheSame() {
        var full = claims();
        var vc = full.withObject("/vc");
        vc.set("issuer", full.get("iss"));
        vc.set("id", full.get("jti"));
        vc.put("issuanceDate", "2026-01-01T00:00:00.500Z").put("expirationDate", "2027-01-01T01:00:00+01:00");
        vc.withObject("/credentialSubject").set("id", full.get("sub"));
        assertThat(world.verify(token(full)).verified()).isTrue();

        for (var other : List.of("{\"iss\":\"" + World.HOLDER + "\"}", "{\"sub\":\"" + World.ISSUER + "\"}",
                "{\"jti\":\"urn:uuid:00000000-0000-0000-0000-000000000000\"}", "{\"nbf\":" + (ISSUED + 1) + "}",
                "{\"exp\":" + (EXPIRES - 1) + "}")) {
            var changed = full.deepCopy();
            changed.setAll(StrictJson.parseObject(other));
            var failed = failed(world.verify(token(changed)), CheckName.STRUCTURE);
            assertThat(failed.code()).as(other).isEqualTo("claim-conflict");
            assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void anIssuerThatIsAnObjectIsNamedByItsId() {
        var claims = claims();
        claims.withObject("/vc").putObject("issuer").put("id", World.ISSUER);
        assertThat(world.verify(token(claims)).verified()).isTrue();
        claims.withObject("/vc").putObject("issuer").put("id", World.HOLDER);
        assertThat(failed(world.verify(token(claims)), CheckName.STRUCTURE).code()).isEqualTo("claim-conflict");
    }

    @Test
    void theClaimsOfTheTokenAreJudgedAsDates() {
        assertThat(failed(world.verify(token(claims().put("exp", World.NOW.getEpochSecond()))),
                CheckName.VALIDITY_PERIOD).code()).isEqualTo("expired");
        assertThat(failed(world.verify(token(claims().put("nbf", World.NOW.getEpochSecond() + 120))),
                CheckName.VALIDITY_PERIOD).code()).isEqualTo("not-yet-valid");
        assertThat(failed(world.verify(token(claims().put("exp", "2027-01-01T00:00:00Z"))), CheckName.STRUCTURE)
                .code()).isEqualTo("date-malformed");
    }

    @Test
    void theVcClaimIsOneCredentialAndNothingElse() {
        var withVp = claims();
        withVp.putObject("vp");
        var withProof = claims();
        withProof.withObject("/vc").putObject("proof");
        var text = claims().put("vc", "a credential");
        for (var bad : List.of(withVp, withProof, text)) {
            assertThat(failed(world.verify(token(bad)), CheckName.STRUCTURE).code()).isEqualTo("vc-claim-malformed");
        }
        var second = claims();
        second.withObject("/vc").set("@context", world.certificate().get("@context"));
        assertThat(failed(world.verify(token(second)), CheckName.STRUCTURE).code()).isEqualTo("context-missing");
    }

    @Test
    void D20_anEnvelopeOfVcJwtHoldsNoTokenOfTheFirstDataModel() {
        var envelope = Json.object()
                .put("@context", "https://www.w3.org/ns/credentials/v2")
                .put("type", "EnvelopedVerifiableCredential")
                .put("id", "data:application/vc+jwt," + token(claims()));

        assertThat(failed(world.verify(envelope), CheckName.STRUCTURE).code()).isEqualTo("typ-wrong");
    }

    @Test
    void aVcJwtIsNeverOfTheFirstDataModel() {
        var token = Jws.sign(Json.object().put("typ", "vc+jwt").put("kid", World.METHOD), bytes(certificate()),
                world.issuerKey);

        assertThat(failed(world.verify(token), CheckName.STRUCTURE).code()).isEqualTo("context-missing");
    }

    @Test
    void itIsReadAndNotIssued() {
        assertThat(world.formats.named("jwt_vc_json")).isEmpty();
        assertThat(world.formats.named("vc+jwt")).isPresent();
    }

    @Test
    void noFlippedByteOfATokenVerifies() {
        var token = token(claims());
        for (var at = 0; at < token.length(); at++) {
            var flipped = token.getBytes(StandardCharsets.US_ASCII);
            flipped[at] ^= 1;
            var report = world.verify(new String(flipped, StandardCharsets.US_ASCII));
            assertThat(report.verified()).as("byte %d", at).isFalse();
            assertThat(report.credential()).isEmpty();
        }
    }

    // --- presentations -------------------------------------------------------------------------------------------

    @Test
    void aPresentationInTheVpClaimOfAJwtVerifies() {
        var report = world.present(text(presentation(vpClaims())), NONCE, AUDIENCE);

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credentials()).hasSize(2);
    }

    @Test
    void itAnswersTheVerifierAndIsTheHolders() {
        assertThat(failed(world.present(text(presentation(vpClaims().put("nonce", "other"))), NONCE, AUDIENCE),
                CheckName.PROOF).code()).isEqualTo("nonce-mismatch");
        assertThat(failed(world.present(text(presentation(vpClaims().put("aud", "https://other.example"))), NONCE,
                AUDIENCE), CheckName.PROOF).code()).isEqualTo("audience-mismatch");
        var another = vpClaims();
        another.withObject("/vp").put("holder", World.ISSUER);
        assertThat(failed(world.present(text(presentation(another)), NONCE, AUDIENCE), CheckName.STRUCTURE).code())
                .isEqualTo("claim-conflict");
        var twice = vpClaims().put("jti", "urn:uuid:00000000-0000-0000-0000-000000000001");
        twice.withObject("/vp").put("id", "urn:uuid:00000000-0000-0000-0000-000000000002");
        assertThat(failed(world.present(text(presentation(twice)), NONCE, AUDIENCE), CheckName.STRUCTURE).code())
                .isEqualTo("claim-conflict");
        var both = vpClaims();
        both.putObject("vc");
        assertThat(failed(world.present(text(presentation(both)), NONCE, AUDIENCE), CheckName.STRUCTURE).code())
                .isEqualTo("vp-claim-malformed");
        var byAnother = Jws.sign(Json.object().put("typ", "JWT").put("kid", World.METHOD), bytes(vpClaims()),
                world.issuerKey);
        failed(world.present(text(byAnother), NONCE, AUDIENCE), CheckName.PROOF);
    }

    @Test
    void aPresentationWithAnEmbeddedProofVerifies() {
        var presentation = Json.object();
        presentation.set("@context", certificate().get("@context"));
        presentation.put("type", "VerifiablePresentation").put("holder", World.HOLDER);
        presentation.putArray("verifiableCredential").add(proved(certificate()));
        var signed = proved(presentation, ProofOptions
                .of(World.SUITES.named("ecdsa-jcs-2019").orElseThrow(), World.HOLDER_METHOD, "authentication")
                .withChallenge(NONCE)
                .withDomain(AUDIENCE), world.holderKey);

        var report = world.present(signed, NONCE, AUDIENCE);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
    }

    private ObjectNode vpClaims() {
        var claims = Json.object().put("iss", World.HOLDER).put("aud", AUDIENCE).put("nonce", NONCE);
        var vp = claims.putObject("vp");
        vp.putArray("@context").add("https://www.w3.org/2018/credentials/v1");
        vp.putArray("type").add("VerifiablePresentation");
        vp.putArray("verifiableCredential").add(token(claims())).add(proved(certificate()));
        return claims;
    }

    private String presentation(ObjectNode claims) {
        return Jws.sign(Json.object().put("typ", "JWT").put("kid", World.HOLDER_METHOD), bytes(claims),
                world.holderKey);
    }

    // --- making them ---------------------------------------------------------------------------------------------

    private ObjectNode certificate() {
        var certificate = world.certificate();
        certificate.remove(List.of("validFrom", "validUntil"));
        certificate.set("@context", Json.array(List.of("https://www.w3.org/2018/credentials/v1",
                "https://w3id.org/security/data-integrity/v2", "https://www.w3.org/2018/credentials/examples/v1",
                "https://www.w3.org/ns/credentials/undefined-terms/v2")));
        certificate.put("issuanceDate", "2026-01-01T00:00:00Z").put("expirationDate", "2027-01-01T00:00:00Z");
        return certificate;
    }

    private ObjectNode with(Consumer<ObjectNode> change) {
        var certificate = certificate();
        change.accept(certificate);
        return certificate;
    }

    /** The certificate's members that have claims stand there alone. */
    private ObjectNode claims() {
        var vc = certificate();
        vc.remove(List.of("issuer", "id", "issuanceDate", "expirationDate"));
        vc.withObject("/credentialSubject").remove("id");
        var claims = Json.object()
                .put("iss", World.ISSUER)
                .put("sub", World.HOLDER)
                .put("jti", "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5")
                .put("nbf", ISSUED)
                .put("exp", EXPIRES);
        claims.set("vc", vc);
        return claims;
    }

    private String token(ObjectNode claims) {
        return Jws.sign(Json.object().put("typ", "JWT").put("kid", World.METHOD), bytes(claims), world.issuerKey);
    }

    private ObjectNode proved(ObjectNode document) {
        return proved(document, "eddsa-jcs-2022");
    }

    private ObjectNode proved(ObjectNode document, String suite) {
        return proved(document,
                ProofOptions.of(World.SUITES.named(suite).orElseThrow(), World.METHOD, "assertionMethod"),
                world.issuerKey);
    }

    private static ObjectNode proved(ObjectNode document, ProofOptions options, SigningKey key) {
        return SecuredDocument.sign(document, options, key);
    }

    private static byte[] bytes(ObjectNode json) {
        return Bytes.utf8(json.toString()).toArray();
    }
}
