package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;

class SecuredDocumentTest {

    private static final String DOCUMENT = """
                                           {"@context": ["https://www.w3.org/ns/credentials/v2", "https://a.example/v1"],
                                            "type": ["VerifiableCredential"], "issuer": "did:example:1",
                                            "credentialSubject": {"id": "did:example:2", "score": 1.50, "names": ["a", "b"]}}""";

    private final SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
    private final ProofOptions options = ProofOptions.of(new EddsaJcs2022(), "did:example:1#k", "assertionMethod")
            .withCreated(Instant.parse("2026-11-23T10:00:00.9Z"));

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"ED25519", "P256", "P384"})
    void aSignedDocumentVerifiesWithItsKeyAndNoOther(KeyType type) {
        SigningKey signer = SoftwareSigningKey.generate(type);
        Cryptosuite suite = Cryptosuites.jcsFor(type).orElseThrow();
        ObjectNode signed = SecuredDocument.sign(document(),
                ProofOptions.of(suite, "did:example:1#k", "assertionMethod"), signer);

        assertThat(verifies(signed, signer)).isTrue();
        assertThat(verifies(signed, SoftwareSigningKey.generate(type))).isFalse();
        assertThat(verifies(StrictJson.parseObject(signed.toPrettyString()), signer)).isTrue();
        assertThat(signed.path("proof").path("@context")).isEqualTo(document().path("@context"));
    }

    @Test
    void whatIsSignedIsKnownBeforeItIsSigned() {
        UnsignedProof unsigned = SecuredDocument.prepare(document(), options, key.publicKey());
        ObjectNode signed = SecuredDocument.withProof(document(), unsigned, key.sign(unsigned.input().bytes()));
        SecuredDocument read = SecuredDocument.parse(signed);

        assertThat(read.read(read.proofs().getFirst()).input()).isEqualTo(unsigned.input());
        assertThat(read.unsecured()).isEqualTo(document());
        assertThat(read.verifiedDocument(read.proofs().getFirst())).isEqualTo(document());
        assertThat(read.proofs().getFirst().toJson()).isEqualTo(signed.get("proof"));
        assertThat(read.proofs().getFirst().created()).contains(Instant.parse("2026-11-23T10:00:00Z"));
    }

    @Test
    void everyChangeOfTheDocumentFails() {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        List<ObjectNode> changed = new ArrayList<>();
        for (String name : document().propertyNames()) {
            changed.add(remove(signed.deepCopy(), name));
        }
        changed.add(signed.deepCopy().put("issuer", "did:example:3"));
        changed.add(signed.deepCopy().put("extra", true));
        changed.add(withSubject(signed, subject(signed).put("score", 1.51)));
        changed.add(withSubject(signed, subject(signed).put("id", "did:example:22")));
        ObjectNode reordered = subject(signed);
        reordered.set("names", Json.array(List.of("b", "a")));
        changed.add(withSubject(signed, reordered));
        for (ObjectNode copy : changed) {
            assertThat(verifies(copy, key)).as(copy.toString()).isFalse();
        }
    }

    @Test
    void D04_everyChangeOfAProofOptionFails() {
        ProofOptions full = options.withId("urn:uuid:1")
                .withExpires(Instant.parse("2027-01-01T00:00:00Z"))
                .withDomain("a.example", "b.example")
                .withChallenge("c")
                .withNonce("n");
        ObjectNode signed = SecuredDocument.sign(document(), full, key);
        assertThat(verifies(signed, key)).isTrue();
        ObjectNode proof = (ObjectNode) signed.get("proof");
        for (String name : proof.propertyNames()) {
            assertThat(verifies(withProof(signed, remove(proof.deepCopy(), name)), key)).as("without " + name)
                    .isFalse();
            assertThat(verifies(withProof(signed, proof.deepCopy().put(name, "2026-11-23T10:00:01Z")), key)).as(name)
                    .isFalse();
        }
        assertThat(verifies(withProof(signed, proof.deepCopy().put("extra", 1)), key)).isFalse();
        ObjectNode swapped = proof.deepCopy();
        swapped.set("domain", Json.array(List.of("b.example", "a.example")));
        assertThat(verifies(withProof(signed, swapped), key)).isFalse();
    }

    @Test
    void D04_aProofValueOfAnotherLengthOrBaseFails() {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        String good = signed.path("proof").path("proofValue").stringValue();
        byte[] signature = Multibase.decode(good);
        for (String bad : new String[]{good.substring(1), "u" + good.substring(1), Multibase.encodeBase64Url(signature),
            good.substring(0, good.length() - 1), good + "1", "z1" + good.substring(1), good + " ", "m" + good,
            Multibase.encodeBase58Btc(Arrays.copyOf(signature, 63)),
            Multibase.encodeBase58Btc(Arrays.copyOf(signature, 65)), "z", "", "z0OIl", "z".repeat(5_000),
            Multibase.encodeBase58Btc(new byte[64])}) {
            assertThat(verifies(withProof(signed, proof(signed).put("proofValue", bad)), key)).as(bad).isFalse();
        }
    }

    @Test
    void D03_aSuiteDoesNotTakeAKeyOfAnotherType() {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        assertThat(verifies(signed, SoftwareSigningKey.generate(KeyType.P256))).isFalse();
        assertThat(verifies(signed, SoftwareSigningKey.generate(KeyType.SM2))).isFalse();
        assertThatThrownBy(() -> SecuredDocument.sign(document(), options, SoftwareSigningKey.generate(KeyType.P256)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Cryptosuites.jcsFor(KeyType.SECP256K1)).isEmpty();
        assertThat(Cryptosuites.jcsFor(KeyType.SM2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eddsa-rdfc-2022", "EDDSA-JCS-2022", "eddsa-jcs-2022 ", "bbs-2023", "ecdsa-jcs-2019", "x"})
    void D03_anUnknownOrOtherSuiteFails(String name) {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);

        assertThat(verifies(withProof(signed, proof(signed).put("cryptosuite", name)), key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519Signature2020", "JsonWebSignature2019", "dataintegrityproof",
        "DataIntegrityProof2"})
    void D03_aLegacyProofTypeIsRefused(String type) {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);

        assertThatThrownBy(() -> SecuredDocument.parse(withProof(signed, proof(signed).put("type", type))))
                .isInstanceOf(ProofRefused.class)
                .hasMessageContaining("type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "1", "[null]", "[[]]", "[\"x\"]", "true"})
    void D08_aProofThatIsNoObjectIsRefused(String proof) {
        ObjectNode document = document();
        document.set("proof", StrictJson.parse(proof));
        assertThatThrownBy(() -> SecuredDocument.parse(document)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void D08_aDocumentWithoutProofIsRefused() {
        assertThatThrownBy(() -> SecuredDocument.parse(document())).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"})
    void aProofWithoutARequiredMemberIsRefused(String name) {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        assertThatThrownBy(() -> SecuredDocument.parse(withProof(signed, remove(proof(signed), name))))
                .isInstanceOf(ProofRefused.class)
                .hasMessageContaining(name);
        for (String bad : new String[]{"null", "1", "{}", "[]", "\"\"", "[\"x\"]"}) {
            ObjectNode proof = proof(signed);
            proof.set(name, StrictJson.parse(bad));
            assertThatThrownBy(() -> SecuredDocument.parse(withProof(signed, proof))).isInstanceOf(ProofRefused.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T10:00:00", "2026-11-23", "2026-11-23T10:00Z", "2026-11-23T10:00:00z",
        "2026-11-23t10:00:00Z", "2026-11-23 10:00:00Z", "2026-02-30T10:00:00Z", "2026-11-23T25:00:00Z",
        "2026-11-23T10:00:60Z", "2026-11-23T10:00:00+0100", "2026-11-23T10:00:00+15:00", "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00+01", "26-11-23T10:00:00Z", "+2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z ",
        "1700000000", "now", "\uff12026-11-23T10:00:00Z"})
    void D02_aTimeWithoutItsOffsetOrOutOfTheGrammarIsRefused(String time) {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        for (String member : new String[]{"created", "expires"}) {
            assertThatThrownBy(() -> SecuredDocument.parse(withProof(signed, proof(signed).put(member, time))))
                    .isInstanceOf(ProofRefused.class)
                    .hasMessageContaining(member);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T10:00:00Z", "2026-11-23T11:00:00+01:00", "2026-11-22T20:00:00.000000000-14:00"})
    void aTimeWithItsOffsetIsRead(String time) {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        ObjectNode proof = proof(signed).put("expires", time);

        assertThat(DataIntegrityProof.parse(proof).expires()).contains(Instant.parse("2026-11-23T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "#key", "", " did:example:1#k", "did:example:1#k\n", "did:example:\u00e4#k",
        "../../x"})
    void aVerificationMethodThatIsNoUrlIsRefused(String method) {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        assertThatThrownBy(
                () -> SecuredDocument.parse(withProof(signed, proof(signed).put("verificationMethod", method))))
                .isInstanceOf(ProofRefused.class);
    }

    @Test
    void domainsAndPreviousProofsAreReadAsSets() {
        ObjectNode proof = proof(SecuredDocument.sign(document(), options, key));
        assertThat(DataIntegrityProof.parse(proof.deepCopy().put("domain", "a")).domain()).containsExactly("a");
        for (String bad : new String[]{"[]", "[1]", "[\"a\",\"a\"]", "null", "{}", "\"\"", "[\"\"]"}) {
            for (String member : new String[]{"domain", "previousProof"}) {
                ObjectNode copy = proof.deepCopy();
                copy.set(member, StrictJson.parse(bad));
                assertThatThrownBy(() -> DataIntegrityProof.parse(copy)).isInstanceOf(ProofRefused.class)
                        .hasMessageContaining(member);
            }
        }
    }

    // --- context -----------------------------------------------------------------------------------------------

    @Test
    void aContextAddedBehindTheSignedOnesIsNotPartOfWhatWasSigned() {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        ((ArrayNode) signed.get("@context")).add("https://later.example/v1");

        assertThat(verifies(signed, key)).isTrue();
        SecuredDocument read = SecuredDocument.parse(signed);
        assertThat(read.verifiedDocument(read.proofs().getFirst())).isEqualTo(document());
    }

    @Test
    void D10_aContextReplacedPutInFrontOrLeftOutFails() {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        for (String context : new String[]{"\"https://evil.example/v1\"", "[]", "null",
            "\"https://www.w3.org/ns/credentials/v2\"",
            "[\"https://evil.example/v1\",\"https://www.w3.org/ns/credentials/v2\",\"https://a.example/v1\"]",
            "[\"https://a.example/v1\",\"https://www.w3.org/ns/credentials/v2\"]"}) {
            ObjectNode copy = signed.deepCopy();
            copy.set("@context", StrictJson.parse(context));
            assertThat(verifies(copy, key)).as(context).isFalse();
        }
    }

    @Test
    void D10_anEmptyContextInTheProofDoesNotFreeTheDocumentsContext() {
        ObjectNode bare = document();
        bare.set("@context", Json.array());
        ObjectNode signed = SecuredDocument.sign(bare, options, key);
        assertThat(verifies(signed, key)).isTrue();

        signed.set("@context", document().get("@context"));
        assertThat(verifies(signed, key)).isFalse();
    }

    @Test
    void aProofWithoutContextCoversTheDocumentsOwn() {
        ObjectNode bare = remove(document(), "@context");
        ObjectNode signed = SecuredDocument.sign(bare, options, key);
        assertThat(signed.path("proof").has("@context")).isFalse();
        assertThat(verifies(signed, key)).isTrue();

        signed.put("@context", "https://evil.example/v1");
        assertThat(verifies(signed, key)).isFalse();
    }

    // --- sets and chains ---------------------------------------------------------------------------------------

    @Test
    void proofsOfASetStandEachForItself() {
        SigningKey second = SoftwareSigningKey.generate(KeyType.P384);
        ObjectNode signed = SecuredDocument.sign(SecuredDocument.sign(document(), options, key),
                ProofOptions.of(new EcdsaJcs2019(), "did:example:1#p384", "assertionMethod"), second);

        SecuredDocument read = SecuredDocument.parse(signed);
        assertThat(read.verify(read.proofs().get(0), key.publicKey())).isTrue();
        assertThat(read.verify(read.proofs().get(1), second.publicKey())).isTrue();

        ((ArrayNode) signed.get("proof")).remove(0);
        SecuredDocument rest = SecuredDocument.parse(signed);
        assertThat(rest.verify(rest.proofs().getFirst(), second.publicKey())).isTrue();
    }

    @Test
    void D07_aBadMemberOfASetIsFoundBesideTheGoodOne() {
        ObjectNode signed = SecuredDocument.sign(SecuredDocument.sign(document(), options, key), options, key);
        ((ObjectNode) signed.path("proof").get(1)).put("proofPurpose", "authentication");

        SecuredDocument read = SecuredDocument.parse(signed);
        assertThat(read.verify(read.proofs().get(0), key.publicKey())).isTrue();
        assertThat(read.verify(read.proofs().get(1), key.publicKey())).isFalse();
    }

    @Test
    void aChainedProofCoversTheProofsItNames() {
        SecuredDocument chain = SecuredDocument.parse(chain());
        for (DataIntegrityProof proof : chain.proofs()) {
            assertThat(chain.verify(proof, key.publicKey())).isTrue();
        }

        ObjectNode tampered = chain();
        ObjectNode first = (ObjectNode) tampered.path("proof").get(0);
        first.put("proofPurpose", "authentication");
        SecuredDocument read = SecuredDocument.parse(tampered);
        assertThat(read.verify(read.proofs().get(0), key.publicKey())).isFalse();
        assertThat(read.verify(read.proofs().get(1), key.publicKey())).as("an independent member of the set").isTrue();
        assertThat(read.verify(read.proofs().get(2), key.publicKey())).as("covers both").isFalse();
        assertThat(read.verify(read.proofs().get(3), key.publicKey())).as("covers only the third").isTrue();
    }

    @Test
    void D06_aPreviousProofThatIsMissingIsRefused() {
        for (int removed : new int[]{0, 1, 2}) {
            ObjectNode broken = chain();
            ((ArrayNode) broken.get("proof")).remove(removed);
            assertThatThrownBy(() -> SecuredDocument.parse(broken)).isInstanceOf(ProofRefused.class)
                    .hasMessageContaining("not there");
        }
        assertThatThrownBy(() -> SecuredDocument.sign(document(), options.withPreviousProof("urn:x:1"), key))
                .isInstanceOf(ProofRefused.class);
    }

    @Test
    void D06_twoProofsOfOneIdAreRefused() {
        ObjectNode broken = chain();
        ((ObjectNode) broken.path("proof").get(1)).put("id", "urn:x:1");
        assertThatThrownBy(() -> SecuredDocument.parse(broken)).isInstanceOf(ProofRefused.class)
                .hasMessageContaining("one id");
    }

    @Test
    void D06_aCircleOfProofsIsRefused() {
        ObjectNode itself = SecuredDocument.sign(document(), options.withId("urn:x:1"), key);
        proofIn(itself).put("previousProof", "urn:x:1");
        assertThatThrownBy(() -> SecuredDocument.parse(itself)).isInstanceOf(ProofRefused.class)
                .hasMessageContaining("circle");

        ObjectNode round = chain();
        ((ObjectNode) round.path("proof").get(0)).put("previousProof", "urn:x:3");
        assertThatThrownBy(() -> SecuredDocument.parse(round)).isInstanceOf(ProofRefused.class)
                .hasMessageContaining("circle");
    }

    @Test
    void D06_aPreviousProofChangedAfterSigningFails() {
        ObjectNode broken = chain();
        ((ObjectNode) broken.path("proof").get(3)).put("previousProof", "urn:x:1");
        SecuredDocument read = SecuredDocument.parse(broken);

        assertThat(read.verify(read.proofs().get(3), key.publicKey())).isFalse();
    }

    @Test
    void moreThanSixteenProofsAreRefused() {
        ObjectNode signed = SecuredDocument.sign(document(), options, key);
        JsonNode proof = signed.get("proof");
        ArrayNode many = Json.array();
        for (int i = 0; i < 17; i++) {
            many.add(proof.deepCopy());
        }
        signed.set("proof", many);
        assertThatThrownBy(() -> SecuredDocument.parse(signed)).isInstanceOf(MalformedInput.class);
    }

    /** Two proofs of a set, one over both, one over that. */
    private ObjectNode chain() {
        ObjectNode signed = SecuredDocument.sign(document(), options.withId("urn:x:1"), key);
        signed = SecuredDocument.sign(signed, options.withId("urn:x:2"), key);
        signed = SecuredDocument.sign(signed, options.withId("urn:x:3").withPreviousProof("urn:x:2", "urn:x:1"), key);
        return SecuredDocument.sign(signed, options.withPreviousProof("urn:x:3"), key);
    }

    private static boolean verifies(ObjectNode signed, SigningKey signer) {
        try {
            SecuredDocument read = SecuredDocument.parse(signed);
            return read.verify(read.proofs().getFirst(), signer.publicKey());
        } catch (MalformedInput refused) {
            return false;
        }
    }

    private static ObjectNode document() {
        return StrictJson.parseObject(DOCUMENT);
    }

    private static ObjectNode subject(ObjectNode signed) {
        return (ObjectNode) signed.path("credentialSubject").deepCopy();
    }

    private static ObjectNode withSubject(ObjectNode signed, ObjectNode subject) {
        ObjectNode copy = signed.deepCopy();
        copy.set("credentialSubject", subject);
        return copy;
    }

    private static ObjectNode proof(ObjectNode signed) {
        return (ObjectNode) signed.path("proof").deepCopy();
    }

    private static ObjectNode proofIn(ObjectNode signed) {
        return (ObjectNode) signed.path("proof");
    }

    private static ObjectNode withProof(ObjectNode signed, ObjectNode proof) {
        ObjectNode copy = signed.deepCopy();
        copy.set("proof", proof);
        return copy;
    }

    private static ObjectNode remove(ObjectNode object, String name) {
        assertThat(Optional.ofNullable(object.remove(name))).isPresent();
        return object;
    }
}
