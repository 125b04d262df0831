package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.Problem;
import id.signet.credential.format.sdjwt.Concealment;
import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.SdJwt;
import id.signet.credential.presentation.KeyBindings;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** {@code vc+sd-jwt} and {@code vp+sd-jwt}: documents of VC Data Model 2.0 in SD-JWTs. */
class VcSdJwtTest {

    private static final String NONCE = "challenge-1";
    private static final String AUDIENCE = "https://verifier.example";

    private final World world = new World();

    @Test
    void aCredentialVerifiesWholeAndInPart() {
        var whole = world.vcSdJwt("/name", "/address", "/address/city", "/levels/0");
        var report = world.verify(whole);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credential().orElseThrow().get("credentialSubject"))
                .isEqualTo(world.certificate().get("credentialSubject"));

        var jwt = whole.substring(0, whole.indexOf('~') + 1);
        var shown = world.verify(jwt).credential().orElseThrow().get("credentialSubject");
        assertThat(shown.has("name")).isFalse();
        assertThat(shown.get("course").stringValue()).isEqualTo("Forklift");
        assertThat(shown.get("levels")).hasSize(2);
    }

    @Test
    void byDefaultEveryClaimOfTheSubjectButItsIdCanBeWithheld() {
        var token = World.issue(world.vcSdJwt, world.unsecured(world.certificate()), world.issuerKey).stringValue();
        assertThat(SdJwt.parse(token).disclosures()).extracting(disclosure -> disclosure.name().orElseThrow())
                .containsExactlyInAnyOrder("name", "course", "address", "levels");
    }

    @Test
    void itsHolderBindsWhatHeShows() {
        var chosen = SdJwt.parse(world.vcSdJwt("/name"));
        var bound = KeyBindings.present(chosen, world.holderKey, NONCE, AUDIENCE, World.NOW);

        assertThat(world.present(text(bound), NONCE, AUDIENCE).verified()).isTrue();
        assertThat(failed(world.present(text(KeyBindings.present(chosen, world.holderKey, "other", AUDIENCE,
                World.NOW)), NONCE, AUDIENCE), CheckName.HOLDER_BINDING).problem())
                .isEqualTo(Problem.INVALID_CHALLENGE);
        assertThat(failed(world.present(text(chosen.hashed()), NONCE, AUDIENCE), CheckName.HOLDER_BINDING).code())
                .isEqualTo("holder-binding-missing");
        failed(world.verify(bound), CheckName.STRUCTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/@context", "/id", "/type", "/type/1", "/issuer", "/validFrom", "/validUntil", "/iss",
        "/exp", "/nbf", "/cnf", "/jti"})
    void S05_whatDecidesWhetherACredentialCountsIsNeverADisclosure(String pointer) {
        var payload = world.certificate()
                .put("iss", World.ISSUER)
                .put("exp", World.NOW.getEpochSecond() + 60)
                .put("nbf", World.NOW.getEpochSecond() - 60)
                .put("jti", world.certificate().get("id").stringValue());
        payload.putObject("cnf").putObject("jwk");

        assertThat(failed(world.verify(token("vc+sd-jwt", World.METHOD, payload, world.issuerKey, pointer)),
                CheckName.STRUCTURE).code()).isEqualTo("never-disclosable");
    }

    @Test
    void J12_theTokenSaysWhatTheCredentialSays() {
        var payload = world.certificate().put("iss", World.HOLDER);

        assertThat(failed(world.verify(token("vc+sd-jwt", World.METHOD, payload, world.issuerKey)),
                CheckName.STRUCTURE).code()).isEqualTo("claim-conflict");
        for (var legacy : List.of("vc", "vp", "proof")) {
            var with = world.certificate().put("iss", World.ISSUER);
            with.putObject(legacy);
            assertThat(failed(world.verify(token("vc+sd-jwt", World.METHOD, with, world.issuerKey)),
                    CheckName.STRUCTURE).code()).isEqualTo("legacy-claim");
        }
    }

    @Test
    void D20_anEnvelopeHoldsTheKindItSays() {
        var vc = world.vcSdJwt("/name");
        var dc = world.sdJwt("/name");
        assertThat(world.verify(envelope("vc+sd-jwt", vc)).verified()).isTrue();
        assertThat(world.verify(envelope("dc+sd-jwt", dc)).verified()).isTrue();
        assertThat(failed(world.verify(envelope("vc+sd-jwt", dc)), CheckName.STRUCTURE).code()).isEqualTo("typ-wrong");
        assertThat(failed(world.verify(envelope("dc+sd-jwt", vc)), CheckName.STRUCTURE).code()).isEqualTo("typ-wrong");
    }

    @Test
    void noFlippedByteOfACredentialVerifies() {
        var token = world.vcSdJwt("/name", "/address", "/address/city", "/levels/0");
        for (var at = 0; at < token.length(); at++) {
            var flipped = token.getBytes(StandardCharsets.US_ASCII);
            flipped[at] ^= 1;
            var report = world.verify(new String(flipped, StandardCharsets.US_ASCII));
            assertThat(report.verified()).as("byte %d", at).isFalse();
            assertThat(report.credential()).isEmpty();
        }
    }

    @Test
    void aPresentationInAnSdJwtIsSignedByItsHolder() {
        var presentation = Json.object().put("@context", "https://www.w3.org/ns/credentials/v2");
        presentation.put("type", "VerifiablePresentation").put("holder", World.HOLDER);
        presentation.putArray("verifiableCredential")
                .add(envelope("vc+sd-jwt", world.vcSdJwt("/name")))
                .add(world.vcCose());
        presentation.put("nonce", NONCE).put("aud", AUDIENCE).put("iat", World.NOW.getEpochSecond());
        var shown = token("vp+sd-jwt", World.HOLDER_METHOD, presentation, world.holderKey, "/holder",
                "/verifiableCredential/1");

        var report = world.present(text(shown), NONCE, AUDIENCE);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credentials()).hasSize(2);

        assertThat(failed(world.present(text(token("vp+sd-jwt", World.METHOD, presentation, world.issuerKey)),
                "another", AUDIENCE), CheckName.PROOF).problem()).isNotNull();
        assertThat(failed(world.present(text(token("vp+sd-jwt", World.HOLDER_METHOD, presentation, world.holderKey,
                "/nonce")), NONCE, AUDIENCE), CheckName.STRUCTURE).code()).isEqualTo("never-disclosable");
        assertThat(failed(world.present(text(shown + "e30.e30.AA"), NONCE, AUDIENCE), CheckName.STRUCTURE).code())
                .isEqualTo("key-binding-unexpected");
        failed(world.verify(shown), CheckName.STRUCTURE);
    }

    /** Signed whatever it says. */
    private static String token(String type, String method, ObjectNode payload, SigningKey key, String... disclosed) {
        var concealed = Concealment.conceal(payload, Set.of(disclosed), Salts.random(), false);
        var token = new StringBuilder(Jws.sign(Json.object().put("typ", type).put("kid", method),
                Bytes.utf8(concealed.payload().toString()).toArray(), key)).append('~');
        concealed.disclosures().forEach(disclosure -> token.append(disclosure.text()).append('~'));
        return token.toString();
    }

    private static ObjectNode envelope(String type, String token) {
        return Json.object()
                .put("@context", "https://www.w3.org/ns/credentials/v2")
                .put("type", "EnvelopedVerifiableCredential")
                .put("id", "data:application/" + type + "," + token);
    }
}
