package id.signet.crypto.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.OfficialVectors;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;

/** The vectors that the W3C cryptosuite specifications print, step by step. */
class W3cVectorsTest {

    private static final String EDDSA = "w3c-vc-di-eddsa/eddsa-jcs-2022,JCS,w3c-vc-di-eddsa/keyPair.json,ED25519";
    private static final String P256 = "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p256,JCSECDSAP256,w3c-vc-di-ecdsa/p256KeyPair.json,P256";
    private static final String P384 = "w3c-vc-di-ecdsa/ecdsa-jcs-2019-p384,JCSECDSAP384,w3c-vc-di-ecdsa/p384KeyPair.json,P384";

    @ParameterizedTest
    @CsvSource({EDDSA, P256, P384})
    void theCanonicalTextsAndHashesAreThosePrinted(String folder, String suffix, String keyFile, KeyType type) {
        SecuredDocument signed = signed(folder, suffix);
        DataIntegrityProof proof = signed.proofs().getFirst();

        assertThat(proof.options()).isEqualTo(json(folder + "/proofConfig" + suffix + ".json"));
        assertThat(Jcs.canonicalize(proof.options())).isEqualTo(bytes(folder + "/proofCanon" + suffix + ".txt"));
        assertThat(Jcs.canonicalize(signed.unsecured())).isEqualTo(bytes(folder + "/canonDoc" + suffix + ".txt"));

        SigningInput input = signed.read(proof).input();
        assertThat(input.proofHash().hex()).isEqualTo(text(folder + "/proofHash" + suffix + ".txt"));
        assertThat(input.documentHash().hex()).isEqualTo(text(folder + "/docHash" + suffix + ".txt"));
        assertThat(HexFormat.of().formatHex(input.bytes())).isEqualTo(text(folder + "/combinedHash" + suffix + ".txt"));
        assertThat(proof.proofValue()).isEqualTo(text(folder + "/sigBTC58" + suffix + ".txt"));
        assertThat(Multibase.decode(proof.proofValue()))
                .isEqualTo(HexFormat.of().parseHex(text(folder + "/sigHex" + suffix + ".txt")));
    }

    @ParameterizedTest
    @CsvSource({EDDSA, P256, P384})
    void theSignedDocumentVerifiesAndNoOtherTextOfItsProofValueDoes(String folder, String suffix, String keyFile,
            KeyType type) {
        PublicKey key = publicKey(keyFile);
        ObjectNode document = json(folder + "/signed" + suffix + ".json");
        assertThat(key.type()).isEqualTo(type);
        assertThat(verifies(document, key)).isTrue();

        String good = document.path("proof").path("proofValue").stringValue();
        for (int i = 0; i < good.length(); i++) {
            for (int bit = 0; bit < 7; bit++) {
                String bad = good.substring(0, i) + (char) (good.charAt(i) ^ (1 << bit)) + good.substring(i + 1);
                assertThat(verifies(withProofValue(document, bad), key)).as(bad).isFalse();
            }
        }
    }

    @Test
    void theSignatureOfTheEddsaVectorIsMadeAgainFromItsSecretKey() {
        ObjectNode pair = json("w3c-vc-di-eddsa/keyPair.json");
        byte[] secret = Multibase.decode(pair.path("privateKeyMultibase").stringValue());
        var key = SoftwareSigningKey.ofSecret(KeyType.ED25519, Arrays.copyOfRange(secret, 2, 34));
        ObjectNode expected = json("w3c-vc-di-eddsa/eddsa-jcs-2022/signedJCS.json");
        DataIntegrityProof proof = SecuredDocument.parse(expected).proofs().getFirst();
        ProofOptions options = ProofOptions.of(new EddsaJcs2022(), proof.verificationMethod(), proof.proofPurpose())
                .withCreated(proof.created().orElseThrow());

        assertThat(SecuredDocument.sign(json("w3c-vc-di-eddsa/unsigned.json"), options, key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theDocumentThatAChainedProofCoversIsTheOnePrinted(int number) {
        String folder = "w3c-vc-di-eddsa/proof-set-chain";
        SecuredDocument chain = SecuredDocument.parse(json(folder + "/signedProofChain" + number + ".json"));

        assertThat(chain.covered(chain.proofs().getLast().previousProof()))
                .isEqualTo(json(folder + "/proofChainTempDoc" + number + ".json"));
        assertThat(chain.covered(chain.proofs().getFirst().previousProof())).isEqualTo(json(folder + "/unsigned.json"));
    }

    @Test
    void thePrintedHashOfTheProofIsSha256OfItsCanonicalText() {
        assertThat(HexFormat.of().formatHex(Hashes.sha256(bytes("w3c-vc-di-eddsa/eddsa-jcs-2022/proofCanonJCS.txt"))))
                .isEqualTo(text("w3c-vc-di-eddsa/eddsa-jcs-2022/proofHashJCS.txt"));
    }

    private static ObjectNode withProofValue(ObjectNode document, String proofValue) {
        ObjectNode copy = document.deepCopy();
        ((ObjectNode) copy.path("proof")).put("proofValue", proofValue);
        return copy;
    }

    private static boolean verifies(ObjectNode document, PublicKey key) {
        try {
            SecuredDocument secured = SecuredDocument.parse(document);
            return secured.verify(secured.proofs().getFirst(), key);
        } catch (ProofRefused refused) {
            return false;
        }
    }

    private static SecuredDocument signed(String folder, String suffix) {
        return SecuredDocument.parse(json(folder + "/signed" + suffix + ".json"));
    }

    private static PublicKey publicKey(String file) {
        return Multikey.decode(json(file).path("publicKeyMultibase").stringValue());
    }

    private static ObjectNode json(String path) {
        return StrictJson.parseObject(bytes(path));
    }

    private static String text(String path) {
        return new String(bytes(path), UTF_8).strip();
    }

    private static byte[] bytes(String path) {
        return OfficialVectors.bytes(path);
    }
}
