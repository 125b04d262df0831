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
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;
import id.signet.crypto.rdf.VectorContexts;

/** The vectors that the W3C cryptosuite specifications print for the rdfc suites, step by step. */
class RdfcVectorsTest {

    private static final String EDDSA = "w3c-vc-di-eddsa/eddsa-rdfc-2022,DataInt,w3c-vc-di-eddsa/keyPair.json,ED25519";
    private static final String EDDSA_EMPLOY = "w3c-vc-di-eddsa/eddsa-rdfc-2022/employ,DataInt,w3c-vc-di-eddsa/keyPair.json,ED25519";
    private static final String P256 = "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256,ECDSAP256,w3c-vc-di-ecdsa/p256KeyPair.json,P256";
    private static final String P256_EMPLOY = "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ,ECDSAP256,w3c-vc-di-ecdsa/p256KeyPair.json,P256";
    private static final String P384 = "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p384,ECDSAP384,w3c-vc-di-ecdsa/p384KeyPair.json,P384";
    private static final String P384_EMPLOY = "w3c-vc-di-ecdsa/ecdsa-rdfc-2019-p384/employ,ECDSAP384,w3c-vc-di-ecdsa/p384KeyPair.json,P384";

    private static final String OLDER = "w3c-vc-di-eddsa/Ed25519Signature2020,EdSig,w3c-vc-di-eddsa/keyPair.json,ED25519";

    private static final String CHAIN = "w3c-vc-di-eddsa/proof-set-chain/";

    private final RdfReader reader = VectorContexts.reader();
    private final Cryptosuites suites = Cryptosuites.with(reader);

    @ParameterizedTest
    @CsvSource({EDDSA, EDDSA_EMPLOY, P256, P256_EMPLOY, P384, P384_EMPLOY, OLDER})
    void theCanonicalTextsAndHashesAreThosePrinted(String folder, String suffix, String keyFile, KeyType type) {
        SecuredDocument signed = SecuredDocument.parse(json(folder + "/signed" + suffix + ".json"), suites);
        DataIntegrityProof proof = signed.proofs().getFirst();
        ObjectNode configuration = RdfProofs.configuration(signed.unsecured(), proof.options());

        assertThat(configuration).isEqualTo(json(folder + "/proofConfig" + suffix + ".json"));
        assertThat(canonical(configuration, type)).isEqualTo(text(folder + "/proofCanon" + suffix + ".txt"));
        assertThat(canonical(signed.unsecured(), type)).isEqualTo(text(folder + "/canonDoc" + suffix + ".txt"));

        SigningInput input = signed.read(proof).input();
        assertThat(input.proofHash().hex()).isEqualTo(text(folder + "/proofHash" + suffix + ".txt"));
        assertThat(input.documentHash().hex()).isEqualTo(text(folder + "/docHash" + suffix + ".txt"));
        assertThat(HexFormat.of().formatHex(input.bytes())).isEqualTo(text(folder + "/combinedHash" + suffix + ".txt"));
        assertThat(proof.proofValue()).isEqualTo(text(folder + "/sigBTC58" + suffix + ".txt"));
        assertThat(Multibase.decode(proof.proofValue()))
                .isEqualTo(HexFormat.of().parseHex(text(folder + "/sigHex" + suffix + ".txt")));

        assertThat(signed.verify(proof, publicKey(keyFile))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({EDDSA, EDDSA_EMPLOY, OLDER})
    void theSignatureOfTheEddsaVectorIsMadeAgainFromItsSecretKey(String folder, String suffix, String keyFile) {
        ObjectNode expected = json(folder + "/signed" + suffix + ".json");
        SecuredDocument signed = SecuredDocument.parse(expected, suites);
        DataIntegrityProof proof = signed.proofs().getFirst();
        ProofOptions options = ProofOptions.of(suites.of(proof).orElseThrow(), proof.verificationMethod(),
                proof.proofPurpose()).withCreated(proof.created().orElseThrow());

        assertThat(SecuredDocument.sign(signed.unsecured(), options, secretKey(json(keyFile)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"})
    void everyProofOfThePrintedSetsAndChainsVerifies(String file) {
        SecuredDocument signed = SecuredDocument.parse(json(CHAIN + file + ".json"), suites);

        assertThat(signed.proofs()).isNotEmpty().allSatisfy(proof -> {
            PublicKey key = Multikey.decode(proof.verificationMethod().split("#", 2)[1]);
            assertThat(signed.verify(proof, key)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theSetsAreMadeAgainProofByProof(int number) {
        ObjectNode made = json(CHAIN + "unsigned.json");
        for (int i = 1; i <= number; i++) {
            made = SecuredDocument.sign(made, options(json(CHAIN + "proofSetConfig" + i + ".json")), keyPair(i));
            assertThat(SecuredDocument.parse(made, suites).proofs().getLast().toJson())
                    .isEqualTo(json(CHAIN + "proofSetConfigSigned" + i + ".json"));
        }
        assertThat(SecuredDocument.parse(made, suites).proofs())
                .isEqualTo(SecuredDocument.parse(json(CHAIN + "signedProofSet" + number + ".json"), suites).proofs());
    }

    @Test
    void theChainsAreMadeAgainProofByProof() {
        ObjectNode made = json(CHAIN + "signedProofSet2.json");
        for (int i = 1; i <= 2; i++) {
            made = SecuredDocument.sign(made, options(json(CHAIN + "proofChainConfig" + i + ".json")), keyPair(i + 2));
            assertThat(made).isEqualTo(json(CHAIN + "signedProofChain" + i + ".json"));
            assertThat(SecuredDocument.parse(made, suites).proofs().getLast().toJson())
                    .isEqualTo(json(CHAIN + "proofChainConfigSigned" + i + ".json"));
        }
    }

    private ProofOptions options(ObjectNode json) {
        DataIntegrityProof proof = DataIntegrityProof.parse(json.deepCopy().put("proofValue", "z1"));
        ProofOptions options = ProofOptions.of(new EddsaRdfc2022(reader), proof.verificationMethod(),
                proof.proofPurpose())
                .withCreated(proof.created().orElseThrow())
                .withPreviousProof(proof.previousProof().toArray(String[]::new));
        return proof.id().map(options::withId).orElse(options);
    }

    private String canonical(ObjectNode document, KeyType type) {
        return new String(Rdfc10.canonicalize(reader.read(document),
                type == KeyType.P384 ? Hashes::sha384 : Hashes::sha256).bytes(), UTF_8).strip();
    }

    private static SoftwareSigningKey keyPair(int number) {
        return secretKey((ObjectNode) json(CHAIN + "multiKeyPairs.json").path("keyPair" + number));
    }

    private static SoftwareSigningKey secretKey(ObjectNode pair) {
        byte[] secret = Multibase.decode(pair.path("privateKeyMultibase").stringValue());
        return SoftwareSigningKey.ofSecret(KeyType.ED25519, Arrays.copyOfRange(secret, 2, 34));
    }

    private static PublicKey publicKey(String file) {
        return Multikey.decode(json(file).path("publicKeyMultibase").stringValue());
    }

    private static ObjectNode json(String path) {
        return StrictJson.parseObject(OfficialVectors.bytes(path));
    }

    private static String text(String path) {
        return new String(OfficialVectors.bytes(path), UTF_8).strip();
    }
}
