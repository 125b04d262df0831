package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.Problem;
import java.util.Optional;
import id.signet.credential.UnsecuredCredential;
import id.signet.crypto.MalformedInput;
import java.nio.charset.StandardCharsets;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.testing.FakeSigners;
import id.signet.credential.testing.World;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuite;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proofs of the rdfc suites: the statements are signed, not the text; what states nothing is refused. */
class StatementProofsTest {

    private static final String NONCE = "challenge-1";
    private static final String AUDIENCE = "https://verifier.example";

    private final World world = new World();

    @ParameterizedTest
    @CsvSource({"ED25519, eddsa-rdfc-2022", "P256, ecdsa-rdfc-2019", "P384, ecdsa-rdfc-2019"})
    void aGoodProofVerifiesAndStoresNoContext(KeyType type, String suite) {
        var other = new World(type);
        var signed = SecuredDocument.sign(other.certificate(),
                ProofOptions.of(suite(suite), World.METHOD, "assertionMethod"), other.issuerKey);

        var report = other.verify(signed);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.check(CheckName.PROOF).outcome()).isInstanceOfSatisfying(CheckOutcome.Passed.class,
                passed -> assertThat(String.valueOf(passed.evidence().facts().get("algorithm"))).contains(suite));
        assertThat(signed.path("proof").has("@context")).isFalse();
    }

    @Test
    void everyOptionGoesRoundAndIsCovered() {
        var full = options().withId("urn:uuid:1")
                .withCreated(World.NOW.minusSeconds(60))
                .withExpires(World.NOW.plusSeconds(60))
                .withDomain("a.example", "b.example")
                .withChallenge("c")
                .withNonce("n");
        var signed = sign(world.certificate(), full);
        assertThat(world.verify(signed).verified()).as("%s", world.verify(signed).checks()).isTrue();
        var proof = SecuredDocument.parse(signed, World.SUITES).proofs().getFirst();
        assertThat(proof.domain()).containsExactly("a.example", "b.example");
        assertThat(proof.challenge()).contains("c");
        assertThat(proof.nonce()).contains("n");
        assertThat(proof.expires()).contains(World.NOW.plusSeconds(60));

        for (var name : List.of("id", "created", "expires", "challenge", "nonce", "domain")) {
            var without = signed.deepCopy();
            without.withObject("/proof").remove(name);
            assertThat(failed(world.verify(without), CheckName.PROOF).code()).as(name).isEqualTo("signature-invalid");
            var changed = signed.deepCopy();
            changed.withObject("/proof").put(name, name.length() > 6 ? "2026-06-01T11:59:30Z" : "urn:other");
            assertThat(world.verify(changed).verified()).as(name).isFalse();
        }
    }

    @Test
    void neitherTheOrderOfMembersNorWhiteSpaceNorTheOrderOfSetsIsSigned() {
        var signed = sign(world.certificate(), options());
        var turned = (ObjectNode) turned(signed);

        assertThat(turned.toString()).isNotEqualTo(signed.toString());
        assertThat(world.verify(turned).verified()).as("%s", world.verify(turned).checks()).isTrue();
        assertThat(world.verify(StrictJson.parseObject(turned.toPrettyString())).verified()).isTrue();
    }

    @Test
    void theNamesOfBlankNodesAreNotSigned() {
        var document = world.certificate();
        document.withObject("/credentialSubject/address").put("id", "_:one");
        var signed = sign(document, options());
        for (var name : List.of("_:two", "_:b0", "_:c14n7")) {
            var renamed = signed.deepCopy();
            renamed.withObject("/credentialSubject/address").put("id", name);
            assertThat(world.verify(renamed).verified()).as(name).isTrue();
        }
    }

    /** One bit of each byte, another one from byte to byte. */
    @Test
    void noByteOfACredentialCanChange() {
        var text = sign(world.certificate(), options()).toString().getBytes(StandardCharsets.UTF_8);
        IntStream.range(0, text.length).forEach(place -> {
            var flipped = text.clone();
            flipped[place] ^= (byte) (1 << place % 7);
            ObjectNode read;
            try {
                read = StrictJson.parseObject(flipped);
            } catch (MalformedInput notJson) {
                return;
            }
            assertThat(world.verify(read).verified()).as("byte %s", place).isFalse();
        });
    }

    // --- what states nothing -----------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": null}", "{\"alias\": []}", "{\"levels\": [\"A\", \"B\", \"C\", \"C\"]}",
        "{\"score\": 0.30000000000000004}", "{\"image\": {\"@value\": \"x\", \"@language\": \"no tag\"}}"})
    void D09_whatASignatureOverStatementsWouldNotCoverIsRefusedByIssuerAndVerifier(String more) {
        var document = world.certificate();
        document.withObject("/credentialSubject").setAll(StrictJson.parseObject(more));
        assertThatThrownBy(() -> world.issue(world.dataIntegrity, wish(document))).isInstanceOf(UnsuitableInput.class)
                .extracting("code")
                .isEqualTo("terms-undefined");

        var signed = sign(world.certificate(), options());
        signed.withObject("/credentialSubject").setAll(StrictJson.parseObject(more));
        assertThat(failed(world.verify(signed), CheckName.STRUCTURE).problem()).isEqualTo(Problem.DATA_LOSS);
    }

    @Test
    void D09_membersCannotWanderBetweenTwoObjectsOfOneId() {
        var document = world.certificate();
        document.withObject("/credentialSubject/address").put("id", World.HOLDER);

        assertThatThrownBy(() -> world.issue(world.dataIntegrity, wish(document))).isInstanceOf(UnsuitableInput.class);
    }

    @Test
    void D10_aContextThatChangesTheMeaningFailsTheProof() {
        var strict = new World(KeyType.ED25519, TermCheck.of(Contexts.bundled().andExamples())::check);
        var signed = SecuredDocument.sign(strict.certificate(), options(), strict.issuerKey);
        assertThat(strict.verify(signed).verified()).isTrue();

        var other = signed.deepCopy();
        other.withArray("/@context").set(1, "https://www.w3.org/ns/credentials/undefined-terms/v2");
        assertThat(failed(strict.verify(other), CheckName.PROOF).code()).isEqualTo("signature-invalid");
        var inProof = signed.deepCopy();
        inProof.withObject("/proof").put("@context", "https://www.w3.org/ns/credentials/v2");
        assertThat(failed(strict.verify(inProof), CheckName.STRUCTURE).code()).isEqualTo("proof-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"course\": \"https://evil.example/course\"}", "{\"@vocab\": \"https://evil.example/\"}",
        "{\"@base\": \"https://evil.example/\"}", "\"https://evil.example/context\"", "\"http://169.254.169.254/\"",
        "\"file:///etc/passwd\"", "null"})
    void D11_D13_aContextOfTheDocumentsOwnOrOfAStrangerIsRefused(String context) {
        var strict = new World(KeyType.ED25519, TermCheck.of(Contexts.bundled().andExamples())::check);
        var signed = SecuredDocument.sign(strict.certificate(), options(), strict.issuerKey);
        signed.withArray("/@context").add(StrictJson.parse(context));

        assertThat(strict.verify(signed).verified()).isFalse();
        assertThat(strict.verify(signed).check(CheckName.STRUCTURE).outcome()).isInstanceOf(CheckOutcome.Failed.class);
    }

    // --- poison ------------------------------------------------------------------------------------------------

    @Test
    void D15_aPoisonGraphFailsStructureByItsName() {
        var signed = sign(world.certificate(), options());
        var subject = signed.withObject("/credentialSubject");
        var clique = subject.putArray("knows");
        for (int from = 0; from < 10; from++) {
            var node = clique.addObject().put("id", "_:n" + from);
            var others = node.putArray("knows");
            for (int to = 0; to < 10; to++) {
                if (to != from) {
                    others.addObject().put("id", "_:n" + to);
                }
            }
        }
        var failed = failed(world.verify(signed), CheckName.STRUCTURE);
        assertThat(failed.code()).isEqualTo("dataset-too-complex");
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_TRANSFORMATION);

        signed.remove("proof");
        assertThatThrownBy(() -> world.issue(world.dataIntegrity, wish(signed))).isInstanceOf(UnsuitableInput.class)
                .extracting("code")
                .isEqualTo("dataset-too-complex");
    }

    @Test
    void D16_aDocumentOfTenThousandNodesIsTooLarge() {
        var wide = sign(world.certificate(), options());
        var nodes = wide.withObject("/credentialSubject").putArray("knows");
        for (int i = 0; i < 10_000; i++) {
            nodes.addObject().put("name", "n" + i % 100);
        }

        assertThatThrownBy(() -> world.verify(wide)).isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void D16_aDocumentNestedFiveHundredDeepIsNeverRead() {
        var text = sign(world.certificate(), options()).toString();
        var deep = text.replace("\"Forklift\"", "{\"knows\":".repeat(500) + "1" + "}".repeat(500));

        assertThatThrownBy(() -> StrictJson.parseObject(deep)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("deep");
    }

    // --- sets and chains ---------------------------------------------------------------------------------------

    @Test
    void D06_aChainVerifiesAndNoLinkCanBeTakenAwayOrChanged() {
        var chain = sign(sign(world.certificate(), options().withId("urn:uuid:first")),
                options().withId("urn:uuid:second").withPreviousProof("urn:uuid:first"));
        assertThat(world.verify(chain).verified()).as("%s", world.verify(chain).checks()).isTrue();

        var withoutFirst = chain.deepCopy();
        withoutFirst.withArray("/proof").remove(0);
        assertThat(failed(world.verify(withoutFirst), CheckName.STRUCTURE).code()).isEqualTo("proof-refused");

        var changedFirst = chain.deepCopy();
        ((ObjectNode) changedFirst.path("proof").get(0)).put("nonce", "new");
        assertThat(failed(world.verify(changedFirst), CheckName.PROOF).code()).isEqualTo("signature-invalid");

        var resigned = sign(world.certificate(), options().withId("urn:uuid:first").withNonce("new"));
        var exchanged = chain.deepCopy();
        exchanged.withArray("/proof").set(0, resigned.path("proof"));
        assertThat(failed(world.verify(exchanged), CheckName.PROOF).code()).isEqualTo("signature-invalid");

        var freed = chain.deepCopy();
        ((ObjectNode) freed.path("proof").get(1)).remove("previousProof");
        assertThat(failed(world.verify(freed), CheckName.PROOF).code()).isEqualTo("signature-invalid");
    }

    @Test
    void D07_aSetOfBothKindsOfSuiteVerifiesAndWithOneBadMemberIsBad() {
        var both = sign(sign(world.certificate(), options()),
                ProofOptions.of(suite("eddsa-jcs-2022"), World.METHOD, "assertionMethod"));
        assertThat(world.verify(both).verified()).as("%s", world.verify(both).checks()).isTrue();

        for (int member : new int[]{0, 1}) {
            var bad = both.deepCopy();
            ((ObjectNode) bad.path("proof").get(member)).put("nonce", "new");
            assertThat(failed(world.verify(bad), CheckName.PROOF).code()).isEqualTo("signature-invalid");
        }
    }

    @Test
    void D03_aSuiteDoesNotTakeAKeyOfAnotherType() {
        var signed = sign(world.certificate(), options());
        var p256 = SoftwareSigningKey.generate(KeyType.P256);
        world.signers.put(World.METHOD, FakeSigners.found(p256.publicKey(), World.ISSUER));

        assertThat(failed(world.verify(signed), CheckName.PROOF).problem()).isEqualTo(Problem.PROOF_VERIFICATION);
    }

    // --- presentations -----------------------------------------------------------------------------------------

    @Test
    void aPresentationIsSignedByItsHolderAndAnswersItsVerifier() {
        var presented = presentation(NONCE);
        var report = world.present(presented, NONCE, AUDIENCE);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();

        assertThat(failed(world.present(presentation("other"), NONCE, AUDIENCE), CheckName.PROOF).code())
                .isEqualTo("nonce-mismatch");
        var exchanged = presentation(NONCE);
        var certificate = world.certificate();
        certificate.withObject("/credentialSubject").put("course", "Crane");
        exchanged.withArray("/verifiableCredential").set(0, sign(certificate, options()));
        assertThat(failed(world.present(exchanged, NONCE, AUDIENCE), CheckName.PROOF).code())
                .isEqualTo("signature-invalid");
    }

    private ObjectNode presentation(String nonce) {
        var document = Json.object();
        document.set("@context", Json.array(List.of("https://www.w3.org/ns/credentials/v2")));
        document.set("type", Json.array(List.of("VerifiablePresentation")));
        document.put("holder", World.HOLDER);
        document.putArray("verifiableCredential").add(sign(world.certificate(), options()));
        return SecuredDocument.sign(document,
                ProofOptions.of(suite("ecdsa-rdfc-2019"), World.HOLDER_METHOD, "authentication")
                        .withCreated(World.NOW)
                        .withChallenge(nonce)
                        .withDomain(AUDIENCE),
                world.holderKey);
    }

    private UnsecuredCredential wish(ObjectNode document) {
        var plain = world.unsecured(document);
        return new UnsecuredCredential(plain.document(), plain.verificationMethod(),
                plain.key(), plain.created(), plain.status(), Optional.of("eddsa-rdfc-2022"),
                plain.vct(), plain.disclosable(), plain.holderKey());
    }

    private ObjectNode sign(ObjectNode document, ProofOptions options) {
        return SecuredDocument.sign(document, options, world.issuerKey);
    }

    private static ProofOptions options() {
        return ProofOptions.of(suite("eddsa-rdfc-2022"), World.METHOD, "assertionMethod");
    }

    private static Cryptosuite suite(String name) {
        return World.SUITES.named(name).orElseThrow();
    }

    /** Members the other way round, and arrays too where they are sets. */
    private static JsonNode turned(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            var copy = Json.object();
            members.reversed()
                    .forEach(member -> copy.set(member.getKey(),
                            member.getKey().equals("@context") ? member.getValue() : turned(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(turned(item)));
            var copy = Json.array();
            items.reversed().forEach(copy::add);
            return copy;
        }
        return node;
    }
}
