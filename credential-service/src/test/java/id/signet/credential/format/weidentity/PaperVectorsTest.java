package id.signet.credential.format.weidentity;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.Vectors;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.WeidIdentifier;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * docs/adr/0040-weidentity-papers.md: these bytes can never change. The vectors were made by a program of another language.
 */
class PaperVectorsTest {

    private static final ObjectNode FILE = Vectors.ours("weidentity/papers.json");

    private static Stream<DynamicTest> each(String list, String name, Consumer<JsonNode> test) {
        return FILE.get(list)
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get(name).stringValue(), () -> test.accept(vector)));
    }

    private static JsonNode key(JsonNode vector) {
        return FILE.get("keys")
                .valueStream()
                .filter(key -> key.get("type").equals(vector.get("key")))
                .findFirst()
                .orElseThrow();
    }

    private static PublicKey publicKey(JsonNode vector) {
        return Multikey.decode(key(vector).get("multikey").stringValue());
    }

    @TestFactory
    Stream<DynamicTest> eachKeyGivesItsIdentifier() {
        return each("keys", "type", vector -> {
            PublicKey key = Multikey.decode(vector.get("multikey").stringValue());

            assertThat(WeidIdentifier.of("101", key).did()).hasToString(vector.get("did").stringValue());
            assertThat(signer(vector).publicKey()).isEqualTo(key);
        });
    }

    @TestFactory
    Stream<DynamicTest> eachPaperHasItsText() {
        return each("papers", "name", vector -> {
            CredentialPojo pojo = paper(vector);

            assertThat(pojo.text().asUtf8()).isEqualTo(vector.get("text").stringValue());
            assertThat(pojo.evidenceHash(publicKey(vector).type()))
                    .isEqualTo(vector.get("evidenceHash").stringValue());
            if (vector.has("leaves")) {
                assertThat(Jcs.canonicalize(pojo.digested())).isEqualTo(Jcs.canonicalize(vector.get("leaves")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> eachPaperComesOutAsItWentIn() {
        return each("papers", "name", vector -> assertThat(Jcs.canonicalize(paper(vector).json()))
                .isEqualTo(Jcs.canonicalize(vector.get("credential"))));
    }

    @TestFactory
    Stream<DynamicTest> eachPaperIsSignedByItsKeyAndNoOther() {
        return each("papers", "name", vector -> {
            CredentialPojo pojo = paper(vector);
            PublicKey key = publicKey(vector);
            var signature = PojoSignature.of(pojo, "did:example:any");

            assertThat(signature.verify(key)).isTrue();
            assertThat(signature.verify(SoftwareSigningKey.generate(key.type()).publicKey())).isFalse();
        });
    }

    @TestFactory
    Stream<DynamicTest> aKeyOfSecp256k1SignsEachPaperByteForByte() {
        return each("papers", "name", vector -> assertSignedAsGiven(vector, paper(vector).text()));
    }

    @TestFactory
    Stream<DynamicTest> eachPresentationHasItsTextAndSignature() {
        return each("presentations", "name", vector -> {
            var presentation = PojoPresentation.parse((ObjectNode) vector.get("presentation"));

            assertThat(presentation.text().asUtf8()).isEqualTo(vector.get("text").stringValue());
            assertThat(Jcs.canonicalize(presentation.json()))
                    .isEqualTo(Jcs.canonicalize(vector.get("presentation")));
            assertThat(presentation.holderSignature(presentation.verificationMethod()).verify(publicKey(vector)))
                    .isTrue();
            assertSignedAsGiven(vector, presentation.text());
        });
    }

    /** SM2 takes a fresh nonce for each signature. */
    private static void assertSignedAsGiven(JsonNode vector, Bytes text) {
        var signer = signer(key(vector));
        byte[] made = signer.signForChain(text.toArray());
        assertThat(Bytes.of(ChainSignatures.hash(signer.publicKey().type(), text.toArray())).hex())
                .isEqualTo(vector.get("hash").stringValue());
        assertThat(made).hasSize(ChainSignatures.LENGTH);
        if (signer.publicKey().type() == KeyType.SECP256K1) {
            assertThat(Base64.getEncoder().encodeToString(made)).isEqualTo(vector.get("signature").stringValue());
        } else {
            assertThat(ChainSignatures.verify(signer.publicKey(), text.toArray(), Arrays.copyOf(made, 64)))
                    .isTrue();
            assertThat(made[64]).isZero();
        }
    }

    private static CredentialPojo paper(JsonNode vector) {
        return CredentialPojo.parse((ObjectNode) vector.get("credential"));
    }

    private static SoftwareSigningKey signer(JsonNode key) {
        KeyType type = key.get("type").stringValue().equals("SM2") ? KeyType.SM2 : KeyType.SECP256K1;
        return SoftwareSigningKey.ofSecret(type, HexFormat.of().parseHex(key.get("secret").stringValue()));
    }
}
