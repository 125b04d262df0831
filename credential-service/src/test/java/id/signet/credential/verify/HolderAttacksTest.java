package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.Problem;
import id.signet.credential.format.sdjwt.DigestAlgorithm;
import id.signet.credential.format.sdjwt.SdJwt;
import id.signet.credential.presentation.KeyBindings;
import id.signet.credential.testing.FakeSigners;
import id.signet.credential.testing.World;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Attacks on key binding and on what an SD-JWT VC may carry. */
class HolderAttacksTest {

    private static final String NONCE = "n-0S6_WzA2Mj";
    private static final String AUDIENCE = "redirect_uri:https://verifier.example/cb";

    private final World world = new World();

    @Test
    void aGoodKeyBindingVerifies() {
        var report = present(bound(change -> {
        }));

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.HOLDER_BINDING).mode()).isEqualTo(Mode.REQUIRED);
        assertThat(report.credential().orElseThrow().get("name").stringValue()).isEqualTo("Jane Doe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "exp", "nbf", "cnf", "vct", "status"})
    void S05_whatDecidesIsNeverADisclosure(String claim) {
        var payload = Json.object()
                .put("iss", World.ISSUER)
                .put("vct", World.VCT)
                .put("nbf", 1)
                .put("exp", 4_000_000_000L);
        payload.putObject("cnf").set("jwk", Jwk.toJson(world.holderKey.publicKey()));
        payload.putObject("status").putObject("status_list").put("idx", 1).put("uri", "https://signet.example/s");
        var value = payload.remove(claim);
        var disclosure = Base64Url.encode(
                Json.array().add("salt").add(claim).add(value).toString().getBytes(StandardCharsets.UTF_8));
        payload.putArray("_sd").add(DigestAlgorithm.SHA_256.digest(disclosure));

        var token = Jws.sign(sdHeader(), bytes(payload), world.issuerKey) + "~" + disclosure + "~";
        var failed = failed(world.verify(token), CheckName.STRUCTURE);
        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed.code()).isEqualTo("never-disclosable");
    }

    @Test
    void S05_norIsAnythingInsideIt() {
        var disclosure = Base64Url.encode(Json.array()
                .add("salt")
                .add("jwk")
                .add(Jwk.toJson(world.holderKey.publicKey()))
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        var payload = Json.object().put("iss", World.ISSUER).put("vct", World.VCT);
        payload.putObject("cnf").putArray("_sd").add(DigestAlgorithm.SHA_256.digest(disclosure));

        var token = Jws.sign(sdHeader(), bytes(payload), world.issuerKey) + "~" + disclosure + "~";
        assertThat(failed(world.verify(token), CheckName.STRUCTURE).code()).isEqualTo("never-disclosable");
    }

    @Test
    void S10_aStrippedKeyBindingIsMissed() {
        var bare = world.sdJwt("/name");

        var failed = failed(present(bare), CheckName.HOLDER_BINDING);
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_VERIFICATION);
        assertThat(failed.code()).isEqualTo("holder-binding-missing");
        var without = world.presentations.verify(new PresentationRequest(
                text(bare), Optional.empty(), Optional.empty(), List.of(), World.policy()));
        assertThat(failed(without, CheckName.HOLDER_BINDING).code()).isEqualTo("holder-binding-missing");
        var vcApi = world.presentations.verify(new PresentationRequest(
                text(bare), Optional.empty(), Optional.empty(), List.of(), VerificationPolicy.vcApi(Set.of())));
        failed(vcApi, CheckName.HOLDER_BINDING);
    }

    @Test
    void S11_theSamePresentationAgainIsAReplay() {
        var presentation = bound(change -> {
        });
        assertThat(present(presentation).verified()).isTrue();

        var failed = failed(present(presentation), CheckName.HOLDER_BINDING);
        assertThat(failed.problem()).isEqualTo(Problem.INVALID_CHALLENGE);
        assertThat(failed.code()).isEqualTo("presentation-replayed");
        // Nor with another signature over the same answer.
        assertThat(failed(present(bound(change -> {
        })), CheckName.HOLDER_BINDING).code())
                .isEqualTo("presentation-replayed");
    }

    @Test
    void J06_theHighSTwinOfAPresentationThatWasShownIsAReplay() {
        assertThat(world.holderKey.publicKey().type()).as("a key whose signatures have twins").isEqualTo(KeyType.P256);
        var presentation = bound(change -> {
        });
        var at = presentation.lastIndexOf('.') + 1;
        var raw = Base64Url.decode(presentation.substring(at));
        var order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        var s = order.subtract(new BigInteger(1, Arrays.copyOfRange(raw, 32, 64))).toByteArray();
        Arrays.fill(raw, 32, 64, (byte) 0);
        System.arraycopy(s, Math.max(0, s.length - 32), raw, 64 - Math.min(32, s.length), Math.min(32, s.length));
        var twin = presentation.substring(0, at) + Base64Url.encode(raw);
        assertThat(twin).isNotEqualTo(presentation);

        assertThat(present(presentation).verified()).isTrue();
        assertThat(failed(present(twin), CheckName.HOLDER_BINDING).code()).isEqualTo("presentation-replayed");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "redirect_uri:https://other.example/cb",
        "https://verifier.example",
        "https://verifier.example/cb",
        "redirect_uri:https://verifier.example/cb/",
        "redirect_uri:https://Verifier.example/cb",
        "redirect_uri:https://verifier.example"
    })
    void S12_aPresentationForAnotherVerifierIsNotOurs(String audience) {
        var failed = failed(present(bound(claims -> claims.put("aud", audience))), CheckName.HOLDER_BINDING);

        assertThat(failed.problem()).isEqualTo(Problem.INVALID_DOMAIN);
    }

    @Test
    void J28_anAudienceIsOneWholeString() {
        for (var aud : List.of("[\"%s\"]", "[\"other\"]", "[]", "null", "1")) {
            var json = StrictJson.parse(aud.contains("%s") ? aud.formatted(AUDIENCE) : aud);
            assertThat(failed(present(bound(claims -> claims.set("aud", json))), CheckName.HOLDER_BINDING).problem())
                    .as(aud)
                    .isEqualTo(Problem.INVALID_DOMAIN);
        }
        assertThat(failed(present(bound(claims -> claims.remove("aud"))), CheckName.HOLDER_BINDING).problem())
                .isEqualTo(Problem.INVALID_DOMAIN);
        for (var almost : List.of(AUDIENCE + "/", AUDIENCE.substring(0, AUDIENCE.length() - 1),
                AUDIENCE.toUpperCase(Locale.ROOT), " " + AUDIENCE, "")) {
            assertThat(failed(present(bound(claims -> claims.put("aud", almost))), CheckName.HOLDER_BINDING).problem())
                    .as(almost)
                    .isEqualTo(Problem.INVALID_DOMAIN);
            assertThat(failed(present(vpJwt(claims -> claims.put("aud", almost))), CheckName.PROOF).problem())
                    .as(almost)
                    .isEqualTo(Problem.INVALID_DOMAIN);
        }
        assertThat(failed(present(vpJwt(claims -> claims.remove("aud"))), CheckName.PROOF).problem())
                .isEqualTo(Problem.INVALID_DOMAIN);
        assertThat(failed(present(vpJwt(claims -> claims.putArray("aud").add("other"))), CheckName.PROOF)
                .problem())
                .isEqualTo(Problem.INVALID_DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "", "n-0S6_WzA2M", "N-0S6_WzA2Mj", "n-0S6_WzA2Mj "})
    void S13_aNonceIsAnsweredExactly(String nonce) {
        var failed = failed(present(bound(claims -> claims.put("nonce", nonce))), CheckName.HOLDER_BINDING);

        assertThat(failed.problem()).isEqualTo(Problem.INVALID_CHALLENGE);
        assertThat(failed.code()).isEqualTo("nonce-mismatch");
    }

    @Test
    void S13_anEmptyOrMissingNonceAnswersNobodyEvenWhereNoneWasGiven() {
        for (Consumer<ObjectNode> change : List.<Consumer<ObjectNode>>of(claims -> claims.put("nonce", ""),
                claims -> claims.remove("nonce"), claims -> claims.put("nonce", 1))) {
            var report = world.presentations.verify(new PresentationRequest(
                    text(bound(change)), Optional.empty(), Optional.empty(), List.of(), World.policy()));
            assertThat(failed(report, CheckName.HOLDER_BINDING).problem()).isEqualTo(Problem.INVALID_CHALLENGE);
        }
    }

    @Test
    void S14_theBindingCoversExactlyTheDisclosuresShown() {
        var whole = world.sdJwt("/name", "/course");
        var binding = KeyBindings.present(SdJwt.parse(whole), world.holderKey, NONCE, AUDIENCE, World.NOW)
                .substring(whole.length());
        var parts = whole.split("~", -1);
        var oneLess = parts[0] + "~" + parts[1] + "~";

        var failed = failed(present(oneLess + binding), CheckName.HOLDER_BINDING);
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_VERIFICATION);
        assertThat(failed.code()).isEqualTo("sd-hash-mismatch");
        var ofLess = KeyBindings.present(SdJwt.parse(oneLess), world.holderKey, NONCE, AUDIENCE, World.NOW)
                .substring(oneLess.length());
        assertThat(failed(present(whole + ofLess), CheckName.HOLDER_BINDING).code()).isEqualTo("sd-hash-mismatch");
        assertThat(failed(present(bound(claims -> claims.remove("sd_hash"))), CheckName.HOLDER_BINDING).problem())
                .isEqualTo(Problem.PROOF_VERIFICATION);
        assertThat(failed(present(bound(claims -> claims.put("sd_hash", "x"))), CheckName.HOLDER_BINDING).code())
                .isEqualTo("sd-hash-mismatch");
    }

    @Test
    void S15_aBindingIsMadeWithinTheLastFiveMinutes() {
        var now = World.NOW.getEpochSecond();
        for (var bad : List.of(now - 301, now + 61, now * 1000)) {
            assertThat(failed(present(bound(claims -> claims.put("iat", bad))), CheckName.HOLDER_BINDING).problem())
                    .isEqualTo(Problem.PROOF_VERIFICATION);
        }
        assertThat(present(bound(claims -> claims.put("iat", now - 300))).verified()).isTrue();
    }

    @Test
    void S16_onlyTheKeyInCnfBinds() {
        var thief = SoftwareSigningKey.generate(KeyType.P256);
        var stranger = bound(change -> {
        }, thief, Json.object().put("typ", "kb+jwt"));
        assertThat(failed(present(stranger), CheckName.HOLDER_BINDING).code()).isEqualTo("key-binding-signature");

        var ownKey = Json.object().put("typ", "kb+jwt");
        ownKey.set("jwk", Jwk.toJson(thief.publicKey()));
        assertThat(failed(present(bound(change -> {
        }, thief, ownKey)), CheckName.HOLDER_BINDING).problem())
                .isEqualTo(Problem.PROOF_VERIFICATION);

        for (var type : List.of("JWT", "vc+jwt", "KB+JWT", "openid4vci-proof+jwt")) {
            var wrongType = bound(change -> {
            }, world.holderKey, Json.object().put("typ", type));
            assertThat(failed(present(wrongType), CheckName.HOLDER_BINDING).problem())
                    .isEqualTo(Problem.PROOF_VERIFICATION);
        }

        var sdJwt = world.sdJwt("/name");
        var claims = Base64Url.encode(bytes(Json.object().put("nonce", NONCE)));
        var none = Base64Url.encode(bytes(Json.object().put("alg", "none").put("typ", "kb+jwt"))) + "." + claims + ".";
        assertThat(failed(present(sdJwt + none), CheckName.HOLDER_BINDING).problem())
                .isEqualTo(Problem.PROOF_VERIFICATION);
    }

    @Test
    void S16_withoutCnfNobodyIsBound() {
        var payload = Json.object().put("iss", World.ISSUER).put("vct", World.VCT);
        var sdJwt = Jws.sign(sdHeader(), bytes(payload), world.issuerKey) + "~";
        var presentation = KeyBindings.present(SdJwt.parse(sdJwt), world.holderKey, NONCE, AUDIENCE, World.NOW);

        var failed = failed(present(presentation), CheckName.HOLDER_BINDING);
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_VERIFICATION);
        assertThat(failed.code()).isEqualTo("holder-key-missing");
    }

    @Test
    void S17_aPresentationIsNoCredential() {
        var failed = failed(world.verify(bound(change -> {
        })), CheckName.STRUCTURE);

        assertThat(failed.problem()).isEqualTo(Problem.PARSING);
        assertThat(failed.code()).isEqualTo("key-binding-unexpected");
    }

    @Test
    void S18_anIssuerMayBeAccreditedForNothingOfTheKind() {
        var policy = VerificationPolicy.standard(Set.of());
        var failed = failed(world.verify(text(world.sdJwt()), policy), CheckName.ISSUER_TRUST);

        assertThat(failed.problem()).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(failed.code()).isEqualTo("issuer-not-accredited");
        assertThat(world.fetched).isZero();
    }

    @Test
    void S18_anotherNameForATypeAccreditsNobody() {
        var payload = Json.object().put("iss", World.HOLDER).put("vct", "https://other.example/vct");
        payload.putArray("aka_vcts").add(World.VCT);
        payload.put("extends", "https://other.example/vct");
        world.signers.put(
                World.HOLDER_METHOD,
                FakeSigners.found(world.holderKey.publicKey(), World.HOLDER));
        var token = Jws.sign(
                Json.object().put("typ", "dc+sd-jwt").put("kid", World.HOLDER_METHOD), bytes(payload), world.holderKey);

        assertThat(failed(world.verify(token + "~"), CheckName.ISSUER_TRUST).problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        assertThat(world.fetched).isZero();
    }

    @Test
    void aStaleNonceMemoryForgetsOnlyWhatIsTooOldAnyway() {
        var presentation = bound(change -> {
        });
        assertThat(present(presentation).verified()).isTrue();
        world.clock.advance(Duration.ofMinutes(4));
        assertThat(failed(present(presentation), CheckName.HOLDER_BINDING).code()).isEqualTo("presentation-replayed");
        world.clock.advance(Duration.ofMinutes(10));
        assertThat(failed(present(presentation), CheckName.HOLDER_BINDING).code()).isEqualTo("key-binding-stale");
    }

    private VerificationReport present(String presentation) {
        return world.present(text(presentation), NONCE, AUDIENCE);
    }

    private String bound(Consumer<ObjectNode> change) {
        return bound(change, world.holderKey, Json.object().put("typ", "kb+jwt"));
    }

    private String bound(Consumer<ObjectNode> change, SigningKey key, ObjectNode header) {
        var chosen = SdJwt.parse(world.sdJwt("/name"));
        var claims = Json.object()
                .put("iat", World.NOW.getEpochSecond())
                .put("aud", AUDIENCE)
                .put("nonce", NONCE)
                .put("sd_hash", DigestAlgorithm.SHA_256.digest(chosen.hashed()));
        change.accept(claims);
        return chosen.hashed() + Jws.sign(header, bytes(claims), key);
    }

    private String vpJwt(Consumer<ObjectNode> change) {
        return PresentationAttacksTest.vpJwt(world, NONCE, AUDIENCE, change);
    }

    private static ObjectNode sdHeader() {
        return Json.object().put("typ", "dc+sd-jwt").put("kid", World.METHOD);
    }

    private static byte[] bytes(ObjectNode json) {
        return Bytes.utf8(json.toString()).toArray();
    }
}
