package id.signet.credential.verify;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.Vectors;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Credentials written by nobody here. */
class OfficialVectorsTest {

    private static final TermCheck TERMS = TermCheck.of(Contexts.bundled().andExamples());

    private final World world = new World(KeyType.ED25519, TERMS::check);

    @ParameterizedTest
    @ValueSource(strings = {
        "w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json"
    })
    void theW3cVectorsOfTheJcsSuitesVerifyAtTheVcApiPolicy(String file) {
        var text = vector(file);
        var report = world.verify(StrictJson.parse(text), VerificationPolicy.vcApi(Set.of()));

        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.ISSUER_KEY).outcome())
                .isInstanceOfSatisfying(
                        CheckOutcome.Failed.class,
                        warning -> assertThat(warning.code()).isEqualTo("issuer-mismatch"));
        // At our own policy an issuer that is not the key's controller is not verified.
        assertThat(world.verify(StrictJson.parse(text)).verified()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json",
        "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json"
    })
    void noFlippedByteOfAW3cVectorVerifies(String file) {
        var bytes = vector(file).getBytes(StandardCharsets.UTF_8);
        for (var at = 0; at < bytes.length; at++) {
            var flipped = bytes.clone();
            flipped[at] ^= 1;
            neverVerified(flipped, at, VerificationPolicy.vcApi(Set.of()));
        }
    }

    /**
     * What each input of the W3C's suite comes to, and by which check. The suite's own good tokens carry {@code iat} as text, which RFC 7519 does not allow.
     */
    private static final Map<String, String> JOSE_COSE = Map.ofEntries(
            Map.entry("credential-cose-bad-media-type", "structure typ-wrong"),
            Map.entry("credential-cose-bad-signature", "proof signature-invalid"),
            Map.entry("credential-cose-minimal", "verified"),
            Map.entry("credential-cose-minimal-not-base64", "structure malformed"),
            Map.entry("credential-issuer-match-signed", "structure date-malformed"),
            Map.entry("credential-jose-bad-media-type", "structure typ-wrong"),
            Map.entry("credential-jose-bad-signature", "structure date-malformed"),
            Map.entry("credential-jose-minimal", "structure date-malformed"),
            Map.entry("credential-jose-unknown-extensions", "structure date-malformed"),
            Map.entry("credential-jose-vc-vp-claims", "structure legacy-claim"),
            Map.entry("credential-sdjwt-bad-media-type", "structure typ-wrong"),
            Map.entry("credential-sdjwt-bad-signature", "structure date-malformed"),
            Map.entry("credential-sdjwt-nested", "structure date-malformed"),
            Map.entry("credential-sdjwt-selective", "structure date-malformed"),
            Map.entry("presentation-cose-bad-credential", "structure envelope-malformed"),
            Map.entry("presentation-cose-bad-media-type", "structure typ-wrong"),
            Map.entry("presentation-cose-single", "structure malformed"),
            Map.entry("presentation-jose-bad-credential", "structure envelope-malformed"),
            Map.entry("presentation-jose-bad-media-type", "structure typ-wrong"),
            Map.entry("presentation-jose-multiple", "structure date-malformed"),
            Map.entry("presentation-sdjwt-bad-credential", "structure typ-wrong"),
            Map.entry("presentation-sdjwt-bad-media-type", "structure typ-wrong"),
            Map.entry("presentation-sdjwt-selective", "structure date-malformed"));

    @TestFactory
    Stream<DynamicTest> everyVcJoseCoseInputComesToItsExpectedCheckAndCode() {
        var folder = Vectors.folder("vc-jose-cose-inputs");
        var policy = pinned(folder);
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        var input = input(file);
                        var report = file.getFileName().toString().startsWith("presentation")
                                ? world.presentations.verify(new PresentationRequest(
                                        input, Optional.empty(), Optional.empty(), List.of(), policy))
                                : world.verify(input, policy);
                        assertThat(outcome(report))
                                .as("%s", report.checks())
                                .isEqualTo(JOSE_COSE.get(file.getFileName().toString().replace(".txt", "")));
                    }));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** COSE messages stand in the suite as bare base64; in JSON they have an envelope. */
    private static JsonNode input(Path file) {
        var name = file.getFileName().toString();
        if (!name.contains("-cose-")) {
            return World.text(Vectors.text(file));
        }
        var kind = name.startsWith("presentation") ? "Presentation" : "Credential";
        return Json.object()
                .put("@context", "https://www.w3.org/ns/credentials/v2")
                .put("type", "EnvelopedVerifiable" + kind)
                .put("id", "data:application/v" + kind.toLowerCase(Locale.ROOT).charAt(0) + "+cose;base64,"
                        + Vectors.text(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bad-signature", "vc-vp-claims"})
    void thePinnedKeysTellTheGoodSignaturesOfTheSuiteFromTheBadOne(String name) {
        var folder = Vectors.folder("vc-jose-cose-inputs");
        var token = CompactToken.parse(Vectors.text(folder.resolve("credential-jose-" + name + ".txt")));
        var keys = pinned(folder).issuerKeys().getOrDefault(token.keyId().orElseThrow(), List.of());

        assertThat(keys).hasSize(1);
        assertThat(Jws.verify(token, keys.getFirst())).isEqualTo(!name.equals("bad-signature"));
    }

    @Test
    void everyInputOfTheSuiteHasItsRow() throws IOException {
        try (var files = Files.list(Vectors.folder("vc-jose-cose-inputs"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".txt")))
                    .containsExactlyInAnyOrderElementsOf(
                            JOSE_COSE.keySet().stream().map(name -> name + ".txt").toList());
        }
    }

    /**
     * Text in place of a NumericDate is all that is wrong with the suite's good tokens: with that put right, and the suite's
     * own header and key, they verify, and its bad ones fail by what they are made to show.
     */
    @ParameterizedTest
    @CsvSource({"minimal, vm-p256, verified", "bad-signature, vm-ed25519, proof signature-invalid",
        "vc-vp-claims, vm-ed25519, structure legacy-claim", "bad-media-type, vm-ed25519, structure typ-wrong",
        "issuer-match-signed, vm-ed25519, verified"})
    void withTheDateAsANumberTheSuitesTokensComeToWhatTheyAreMadeToShow(String name, String method, String expected) {
        var folder = Vectors.folder("vc-jose-cose-inputs");
        var file = name.startsWith("issuer") ? "credential-" + name : "credential-jose-" + name;
        var token = CompactToken.parse(Vectors.text(folder.resolve(file + ".txt")));
        var payload = StrictJson.parseObject(token.payload().toArray());
        assertThat(payload.get("iat").isString()).isTrue();
        payload.put("iat", 1_262_373_804);
        var jwk = StrictJson.parseObject(Vectors.text(folder.resolve(method + ".json"))).get("secretKeyJwk");
        var type = KeyType.ofCurve(jwk.get("crv").stringValue()).orElseThrow();
        var key = name.equals("bad-signature")
                ? SoftwareSigningKey.generate(type)
                : SoftwareSigningKey.ofSecret(type, Base64.getUrlDecoder().decode(jwk.get("d").stringValue()));
        var signed = World.text(Jws.sign(token.header(), Bytes.utf8(payload.toString()).toArray(), key));

        var report = world.verify(signed, pinned(folder));
        assertThat(outcome(report)).as("%s", report.checks()).isEqualTo(expected);
    }

    @Test
    void noFlippedByteOfATokenOfOursVerifies() {
        var policy = VerificationPolicy.standard(Set.of(World.AUTHORITY));
        var plain = new World();
        for (var token : List.of(plain.vcJwt(), plain.sdJwt("/name", "/address", "/address/city", "/levels/0"))) {
            assertThat(plain.verify(World.text(token), policy).verified()).isTrue();
            for (var at = 0; at < token.length(); at++) {
                var flipped = token.getBytes(StandardCharsets.US_ASCII);
                flipped[at] ^= 1;
                var report = plain.verify(World.text(new String(flipped, StandardCharsets.US_ASCII)), policy);
                structureOrProof(report, at);
            }
        }
    }

    /** RFC 9901 appendix A.3, by the key of appendix A.5. */
    @Test
    void theSdJwtVcOfRfc9901VerifiesWithAPinnedKeyAndNoFlippedByteDoes() throws IOException {
        var key = Jwk.parse(StrictJson.parse(
                """
                {"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
                 "y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}
                """));
        var policy = new VerificationPolicy(
                VerificationPolicy.CUSTOM,
                VerificationPolicy.vcApi(Set.of()).modes(),
                Set.of(),
                Map.of("https://pid-issuer.bund.de.example", List.of(key)), false);
        var token = printed("A.3-sd-jwt-vc-issuance");
        var report = world.verify(World.text(token), policy);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.credential().orElseThrow().get("given_name").stringValue()).isEqualTo("Erika");
        for (var at = 0; at < token.length(); at++) {
            var flipped = token.getBytes(StandardCharsets.US_ASCII);
            flipped[at] ^= 1;
            structureOrProof(
                    world.verify(World.text(new String(flipped, StandardCharsets.US_ASCII)), policy), at);
        }
    }

    private void neverVerified(byte[] bytes, int at, VerificationPolicy policy) {
        JsonNode parsed;
        try {
            parsed = StrictJson.parse(bytes);
        } catch (MalformedInput refusedAtTheDoor) {
            return;
        }
        structureOrProof(world.verify(parsed, policy), at);
    }

    private static void structureOrProof(VerificationReport report, int at) {
        assertThat(report.verified()).as("byte %d: %s", at, report.checks()).isFalse();
        assertThat(report.credential()).isEmpty();
        assertThat(report.check(CheckName.STRUCTURE).outcome() instanceof CheckOutcome.Failed
                || report.check(CheckName.PROOF).outcome() instanceof CheckOutcome.Failed
                // Another issuer on the web, who publishes no key that could be read.
                || report.check(CheckName.PROOF).outcome() instanceof CheckOutcome.Unknown)
                .as("byte %d: %s", at, report.checks())
                .isTrue();
    }

    private static VerificationPolicy pinned(Path folder) {
        var keys = new HashMap<String, List<PublicKey>>();
        for (var name : List.of("vm-p256", "vm-p384", "vm-ed25519", "vm-did-ed25519")) {
            var method = StrictJson.parseObject(Vectors.text(folder.resolve(name + ".json")));
            var jwk = method.get("publicKeyJwk");
            keys.put(jwk.get("kid").stringValue(), List.of(Jwk.parse(jwk)));
            keys.put(method.get("id").stringValue(), List.of(Jwk.parse(jwk)));
        }
        return new VerificationPolicy(
                VerificationPolicy.CUSTOM, VerificationPolicy.vcApi(Set.of()).modes(), Set.of(), keys, false);
    }

    private static String outcome(VerificationReport report) {
        if (report.verified()) {
            return "verified";
        }
        var row = report.checks().stream().filter(CheckRow::blocks).findFirst().orElseThrow();
        return switch (row.outcome()) {
            case CheckOutcome.Failed failed -> row.name().text() + " " + failed.code();
            case CheckOutcome.Unknown unknown -> row.name().text() + " " + unknown.code();
            case CheckOutcome.Skipped skipped -> row.name().text() + " " + skipped.reason().text();
            case CheckOutcome.Passed passed -> throw new AssertionError("a passed row blocks nothing");
        };
    }

    private static String vector(String file) {
        return Vectors.text(Vectors.folder(file.split("/", 2)[0]).resolve(file.substring(file.indexOf('/') + 1)));
    }

    private static String printed(String section) throws IOException {
        try (var in = Objects.requireNonNull(
                OfficialVectorsTest.class.getResourceAsStream("/rfc9901/" + section + ".txt"), section)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
