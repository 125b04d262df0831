package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.UnsecuredCredential;
import id.signet.credential.testing.World;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.testing.TrapHost;
import id.signet.registry.net.Network;
import id.signet.registry.net.OutboundHttp;
import id.signet.registry.net.OutboundRules;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** SD-JWT VC, JWT VC Issuer Metadata, read through the one door out; the issuer is a trap on this machine. */
class PublishedIssuerKeysTest {

    private static final SigningKey KEY = SoftwareSigningKey.generate(KeyType.P256);

    @TempDir
    static Path folder;

    private static TrapHost trap;
    private static OutboundHttp http;
    private static PublishedIssuerKeys keys;

    @BeforeAll
    static void open() {
        trap = new TrapHost(folder, "-ext", "san=dns:issuer.example");
        http = new OutboundHttp(OutboundRules.of(Set.of(trap.port()), List.of(Network.parse("127.0.0.0/8")),
                trap.trusting()), host -> List.of(InetAddress.ofLiteral("127.0.0.1")), Clock.systemUTC());
        keys = new PublishedIssuerKeys(http);
    }

    @AfterAll
    static void close() throws IOException {
        http.close();
        trap.close();
    }

    private static String issuer(String path) {
        return "https://issuer.example:" + trap.port() + path;
    }

    private static ObjectNode jwk(String kid) {
        return Jwk.toJson(KEY.publicKey()).put("kid", kid);
    }

    private static ObjectNode metadata(String issuer, ObjectNode... keys) {
        ObjectNode json = Json.object().put("issuer", issuer);
        json.putObject("jwks").putArray("keys").addAll(List.of(keys));
        return json;
    }

    private static TrapHost.Behaviour json(ObjectNode json) {
        return TrapHost.body("application/json", json.toString().getBytes(UTF_8));
    }

    private static Signers.Answer at(String path, ObjectNode metadata) {
        trap.at("/.well-known/jwt-vc-issuer" + path, json(metadata));
        return keys.find(issuer(path), Optional.of("one"));
    }

    private static void assertMissing(Signers.Answer answer, String reason) {
        assertThat(answer).isInstanceOfSatisfying(Signers.Answer.Missing.class,
                missing -> assertThat(missing.reason()).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tenant/1234"})
    void theWellKnownTextStandsBetweenHostAndPath(String path) {
        var answer = at(path, metadata(issuer(path), jwk("one"), jwk("two")));

        assertThat(answer).isInstanceOfSatisfying(Signers.Answer.Found.class, found -> {
            assertThat(found.key()).isEqualTo(KEY.publicKey());
            assertThat(found.did()).isEqualTo(issuer(path));
            assertThat(found.relationships()).containsExactly("assertionMethod");
        });
        assertThat(trap.asked()).contains("/.well-known/jwt-vc-issuer" + path);
    }

    @Test
    void aSlashAtTheEndOfTheIssuerIsCutOffAndStillBelongsToItsName() {
        trap.at("/.well-known/jwt-vc-issuer/slash", json(metadata(issuer("/slash/"), jwk("one"))));

        assertThat(keys.find(issuer("/slash/"), Optional.of("one"))).isInstanceOf(Signers.Answer.Found.class);
        assertMissing(keys.find(issuer("/slash"), Optional.of("one")), "another issuer");
    }

    @Test
    void theMetadataNamesThisIssuerExactly() {
        assertMissing(at("/liar", metadata("https://other.example", jwk("one"))), "another issuer");
        assertMissing(at("/case", metadata(issuer("/CASE"), jwk("one"))), "another issuer");
        ObjectNode nameless = metadata("x", jwk("one"));
        nameless.remove("issuer");
        assertMissing(at("/nameless", nameless), "another issuer");
    }

    @Test
    void theKeysStandInTheMetadataOrAtOneAddressNeverBoth() {
        ObjectNode remote = Json.object().put("issuer", issuer("/remote")).put("jwks_uri", issuer("/keys"));
        ObjectNode set = Json.object();
        set.putArray("keys").add(jwk("one"));
        trap.at("/keys", TrapHost.body("application/jwk-set+json", set.toString().getBytes(UTF_8)));
        assertThat(at("/remote", remote)).isInstanceOf(Signers.Answer.Found.class);

        assertMissing(at("/both", metadata(issuer("/both"), jwk("one")).put("jwks_uri", issuer("/keys"))), "either");
        assertMissing(at("/neither", Json.object().put("issuer", issuer("/neither"))), "either");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer.example/keys", "https://127.0.0.1/keys", "https://localhost/keys",
        "file:///keys"})
    void anAddressOfKeysThatIsNoneOnTheWebIsNotAsked(String uri) {
        assertThat(at("/evil", Json.object().put("issuer", issuer("/evil")).put("jwks_uri", uri)))
                .isInstanceOf(Signers.Answer.Missing.class);
    }

    @Test
    void aTokenNamesOneKey() {
        assertMissing(at("/other", metadata(issuer("/other"), jwk("two"))), "no such key");
        assertMissing(at("/twice", metadata(issuer("/twice"), jwk("one"), jwk("one"))), "several");
        trap.at("/.well-known/jwt-vc-issuer/single", json(metadata(issuer("/single"), jwk("one"))));
        assertThat(keys.find(issuer("/single"), Optional.empty())).isInstanceOf(Signers.Answer.Found.class);
        trap.at("/.well-known/jwt-vc-issuer/many", json(metadata(issuer("/many"), jwk("one"), jwk("two"))));
        assertMissing(keys.find(issuer("/many"), Optional.empty()), "several");
    }

    @Test
    void aKeyThatIsNotForVerificationOrShowsItsSecretIsNone() {
        assertThat(at("/enc", metadata(issuer("/enc"), jwk("one").put("use", "enc"))))
                .isInstanceOf(Signers.Answer.Missing.class);
        assertThat(at("/secret", metadata(issuer("/secret"), jwk("one").put("d", "AAAA"))))
                .isInstanceOf(Signers.Answer.Missing.class);
        ObjectNode odd = Json.object().put("issuer", issuer("/odd"));
        odd.putObject("jwks").put("keys", "none");
        assertMissing(at("/odd", odd), "no list");
    }

    @Test
    void N13_redirectsFaultsAndPagesAreNoAnswer() {
        for (TrapHost.Behaviour bad : List.of(TrapHost.status(302, "Location: https://127.0.0.1/"),
                TrapHost.status(500), TrapHost.body("text/html", "{}".getBytes(UTF_8)))) {
            trap.at("/.well-known/jwt-vc-issuer/bad", bad);
            assertThat(keys.find(issuer("/bad"), Optional.of("one"))).isInstanceOf(Signers.Answer.Unreachable.class);
        }
        assertMissing(keys.find(issuer("/nothing"), Optional.of("one")), "publishes no metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://issuer.example/x?y=1", "https://issuer.example/#x", "https://user@issuer.example",
        "https://127.0.0.1", "https://localhost", "https://issuer.example:6379"})
    void anIssuerThatIsNoAddressOnTheWebHasNoKeys(String issuer) {
        var before = trap.asked();
        assertThat(keys.find(issuer, Optional.of("one"))).isInstanceOf(Signers.Answer.Missing.class);
        assertThat(trap.asked()).isEqualTo(before);
    }

    // --- in the pipeline -----------------------------------------------------------------------------------------

    private final World world = new World(KeyType.P256);

    private String sdJwt(String issuer, String kid) {
        var document = world.certificate().put("issuer", issuer);
        var plain = World.sd(world.unsecured(document), List.of("/name"), world.holderKey.publicKey());
        return world.issue(world.sdJwt, new UnsecuredCredential(plain.document(), kid, plain.key(), plain.created(),
                List.of(), Optional.empty(), plain.vct(), plain.disclosable(), plain.holderKey())).stringValue();
    }

    @Test
    void anSdJwtVcOfAnIssuerOnTheWebVerifiesByItsPublishedKeyAndIsTrustedByNobody() {
        var json = Json.object().put("issuer", "https://web.example/a");
        json.putObject("jwks").putArray("keys").add(Jwk.toJson(world.issuerKey.publicKey()).put("kid", "k1"));
        world.publish("https://web.example/.well-known/jwt-vc-issuer/a", json);
        var report = world.verify(sdJwt("https://web.example/a", "k1"));

        assertThat(report.check(CheckName.PROOF).outcome()).isInstanceOf(CheckOutcome.Passed.class);
        assertThat(report.check(CheckName.ISSUER_KEY).outcome()).isInstanceOfSatisfying(CheckOutcome.Passed.class,
                passed -> assertThat(passed.evidence().toString()).contains("jwt-vc-issuer"));
        assertThat(failed(report, CheckName.ISSUER_TRUST).code()).isEqualTo("issuer-not-accredited");
    }

    @Test
    void anotherKeyThanThePublishedOneFailsTheProof() {
        var json = Json.object().put("issuer", "https://web.example/a");
        json.putObject("jwks").putArray("keys").add(jwk("k1"));
        world.publish("https://web.example/.well-known/jwt-vc-issuer/a", json);

        assertThat(failed(world.verify(sdJwt("https://web.example/a", "k1")), CheckName.PROOF).code())
                .isEqualTo("signature-invalid");
    }

    @Test
    void aKeyOfADidDoesNotSpeakForAnIssuerOnTheWebAndNobodyIsAsked() {
        assertThat(failed(world.verify(sdJwt("https://web.example/a", World.METHOD)), CheckName.ISSUER_KEY).code())
                .isEqualTo("issuer-mismatch");
        assertThat(world.asked).isEmpty();
    }
}
