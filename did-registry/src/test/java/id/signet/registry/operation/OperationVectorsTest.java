package id.signet.registry.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.testing.Vectors;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/adr/0010-did-weid.md: these bytes can never change. The vectors were made by a program of another language. */
class OperationVectorsTest {

    private static Stream<JsonNode> vectors() {
        return Vectors.ours("did/operations.json").get("operations").valueStream();
    }

    private static SignedOperation parse(JsonNode vector) {
        return SignedOperation.parse(vector.get("type").stringValue(), (ObjectNode) vector.get("operation"));
    }

    private static PublicKey signer(JsonNode vector) {
        return Multikey.decode(vector.get("signer").stringValue());
    }

    private static Stream<DynamicTest> each(java.util.function.Consumer<JsonNode> check) {
        return vectors()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> check.accept(vector)));
    }

    @TestFactory
    Stream<DynamicTest> theSignedBytesAreTheTagAndTheCanonicalForm() {
        return each(vector -> {
            Bytes signed = parse(vector).operation().signedBytes();

            assertThat(signed.asUtf8()).isEqualTo(vector.get("signedText").stringValue());
            assertThat(HexFormat.of().formatHex(Hashes.sha256(signed.toArray())))
                    .isEqualTo(vector.get("signedSha256").stringValue());
        });
    }

    @TestFactory
    Stream<DynamicTest> theSignatureVerifiesUnderTheSigner() {
        return each(vector -> assertThat(parse(vector).verify(signer(vector))).isPresent());
    }

    @TestFactory
    Stream<DynamicTest> theSameSignedByAKeyOfAPreviewIsNoOperation() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.ML_DSA_44);
        return each(vector -> {
            SignedOperation parsed = parse(vector);
            SignedOperation resigned = parsed.operation().sign(parsed.verificationMethod(), key);

            assertThat(resigned.verify(key.publicKey())).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> anEd25519SignatureIsMadeAgainByteForByte() {
        return vectors().filter(vector -> vector.has("secret"))
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
                    SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519,
                            HexFormat.of().parseHex(vector.get("secret").stringValue()));
                    SignedOperation parsed = parse(vector);

                    assertThat(parsed.operation().sign(parsed.verificationMethod(), key)).isEqualTo(parsed);
                }));
    }

    @TestFactory
    Stream<DynamicTest> underTheNameOfAnotherAlgorithmTheSignatureIsWorthNothing() {
        return each(vector -> {
            String own = vector.at("/operation/proof/algorithm").stringValue();
            for (String other : List.of("ES256K", "ES256K-KECCAK", "SM2-with-SM3", "SM2-with-SM3-SM3", "EdDSA")) {
                if (!other.equals(own)) {
                    ObjectNode renamed = ((ObjectNode) vector.get("operation")).deepCopy();
                    ((ObjectNode) renamed.get("proof")).put("algorithm", other);
                    assertThat(
                            SignedOperation.parse(vector.get("type").stringValue(), renamed).verify(signer(vector)))
                            .as(other)
                            .isEmpty();
                }
            }
        });
    }

    @Test
    void theVectorsShowBothWaysToSignWithAKeyOfAChain() {
        assertThat(vectors().map(vector -> vector.at("/operation/proof/algorithm").stringValue())).contains("ES256K",
                "ES256K-KECCAK", "SM2-with-SM3", "SM2-with-SM3-SM3");
    }

    @TestFactory
    Stream<DynamicTest> theHashIsWhatTheNextOperationNames() {
        return each(vector -> assertThat(parse(vector).hash().base64Url()).isEqualTo(vector.get("hash").stringValue()));
    }

    @TestFactory
    Stream<DynamicTest> theEntryBodyIsWrittenAsItWasRead() {
        return each(vector -> assertThat(Jcs.canonicalize(parse(vector).toJson()))
                .isEqualTo(Jcs.canonicalize(vector.get("operation"))));
    }

    @TestFactory
    Stream<DynamicTest> underAnotherEntryTypeTheSignatureIsWorthNothing() {
        return each(vector -> assertThat(SignedOperation.parse("did.other", (ObjectNode) vector.get("operation"))
                .verify(signer(vector))).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> aChangedMemberIsNoticed() {
        return each(vector -> {
            for (String member : new String[]{"origin", "sequence", "previous", "body"}) {
                ObjectNode changed = ((ObjectNode) vector.get("operation")).deepCopy();
                switch (member) {
                    case "origin" -> changed.put("origin", "other.example/log");
                    case "sequence" -> changed.put("sequence", 7)
                            .put("previous", Bytes.of(new byte[32]).base64Url());
                    case "previous" -> changed.put("sequence", 2).put("previous", Bytes.of(new byte[32]).base64Url());
                    default -> ((ObjectNode) changed.get("body")).put("more", true);
                }
                assertThat(SignedOperation.parse(vector.get("type").stringValue(), changed).verify(signer(vector)))
                        .as(member)
                        .isEmpty();
            }
        });
    }

    @Test
    void anOperationHasExactlyItsMembers() {
        ObjectNode operation = ((ObjectNode) vectors().findFirst().orElseThrow().get("operation")).deepCopy();
        operation.put("note", "x");

        assertThatThrownBy(() -> SignedOperation.parse("did.create", operation)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("exactly");
    }
}
