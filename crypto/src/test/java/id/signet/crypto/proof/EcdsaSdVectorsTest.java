package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.OfficialVectors;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.VectorContexts;

/** The vectors that W3C Data Integrity ECDSA Cryptosuites 1.0 prints for ecdsa-sd-2023, step by step. */
class EcdsaSdVectorsTest {

    private static final String ROOT = "w3c-vc-di-ecdsa/";
    private static final String PRC = "ecdsa-sd-2023/prc,prCredMandatory,prCredSelective";
    private static final String EMPLOY = "ecdsa-sd-2023/employ,employMandatory,employSelective";

    private final RdfReader reader = VectorContexts.reader();
    private final ObjectNode keys = object("ecdsa-sd-2023/SDKeyMaterial");
    private final Bytes labelKey = Bytes.of(HexFormat.of().parseHex(keys.path("hmacKeyString").stringValue()));
    private final PublicKey issuerKey = key(keys.path("baseKeyPair").path("publicKeyMultibase"));
    private final PublicKey proofKey = key(keys.path("proofKeyPair").path("publicKeyMultibase"));
    private final EcdsaSd2023 suite = new EcdsaSd2023(reader, () -> labelKey,
            () -> secretKey(keys.path("proofKeyPair")));
    private final Cryptosuites suites = Cryptosuites.with(reader);

    @ParameterizedTest
    @CsvSource({PRC, EMPLOY})
    void theStatementsAreRelabelledAndGroupedAsPrinted(String folder, String mandatory, String selective) {
        ObjectNode document = unsecured(folder);
        GroupedStatements grouped = grouped(document, pointers(mandatory));
        JsonNode transform = object(folder + "/addBaseTransform");

        assertThat(reader.selectable(document).canonical().lines()).isEqualTo(texts(folder + "/addBaseDocCanon"));
        assertThat(grouped.lines()).isEqualTo(texts(folder + "/addBaseDocHMACCanon"));
        assertThat(grouped.mandatory()).isEqualTo(statements(transform.path("mandatory")));
        assertThat(grouped.others()).isEqualTo(statements(transform.path("nonMandatory")));
    }

    @ParameterizedTest
    @CsvSource({PRC, EMPLOY})
    void theBaseProofHasThePrintedHashesAndIsSerializedAsPrinted(String folder, String mandatory, String selective) {
        ObjectNode document = unsecured(folder);
        UnsignedProof unsigned = SecuredDocument.prepare(document, options(folder, mandatory), issuerKey);
        JsonNode hashes = object(folder + "/addHashData");
        JsonNode printed = object(folder + "/addRawBaseSignatureInfo");
        byte[] baseSignature = hex(printed.path("baseSignature"));
        List<String> others = grouped(document, pointers(mandatory)).others();

        assertThat(unsigned.input().proofHash().hex()).isEqualTo(hashes.path("proofHash").stringValue());
        assertThat(unsigned.input().documentHash().hex()).isEqualTo(hashes.path("mandatoryHash").stringValue());
        assertThat(Multibase.encodeBase58Btc(unsigned.input().proofKey().toArray()))
                .isEqualTo(printed.path("publicKey").stringValue());
        assertThat(Signatures.verify(issuerKey, unsigned.input().bytes(), baseSignature)).isTrue();
        for (int i = 0; i < others.size(); i++) {
            byte[] statement = Bytes.utf8(others.get(i)).toArray();
            assertThat(Signatures.verify(proofKey, statement, hex(printed.path("signatures").get(i)))).isTrue();
            assertThat(Signatures.verify(proofKey, statement,
                    Base64Url.decode(unsigned.parts().path("signatures").get(i).stringValue()))).isTrue();
        }
        assertThat(unsigned.parts().path("signatures").size()).isEqualTo(printed.path("signatures").size());

        ArrayNode signatures = Json.array();
        printed.path("signatures").forEach(signature -> signatures.add(Base64Url.encode(hex(signature))));
        unsigned.parts().set("signatures", signatures);
        assertThat(SecuredDocument.withProof(document, unsigned, baseSignature))
                .isEqualTo(object(folder + "/addSignedSDBase"));
    }

    @ParameterizedTest
    @CsvSource({PRC, EMPLOY})
    void aProofIsDerivedAsPrinted(String folder, String mandatory, String selective) {
        GroupedStatements.Disclosure disclosure = grouped(unsecured(folder), pointers(mandatory))
                .disclose(pointers(selective));
        JsonNode data = object(folder + "/derivedDisclosureData");

        assertThat(disclosure.revealed()).isEqualTo(object(folder + "/derivedUnsignedReveal"));
        assertThat(disclosure.mandatoryIndexes())
                .isEqualTo(numbers(object(folder + "/derivedAdjMandatoryIndexes").path("adjMandatoryIndexes")));
        assertThat(disclosure.disclosedIndexes())
                .isEqualTo(numbers(object(folder + "/derivedAdjSignatures").path("adjSignatureIndexes")));
        assertThat(disclosure.labels()).isEqualTo(labels(data.path("labelMap").path("value")));

        assertThat(derived(folder, selective)).isEqualTo(object(folder + "/derivedRevealDocument"));
    }

    @ParameterizedTest
    @CsvSource({PRC, EMPLOY})
    void thePrintedDerivedProofVerifiesStepByStep(String folder, String mandatory, String selective) {
        ObjectNode revealed = object(folder + "/derivedRevealDocument");
        SecuredDocument secured = SecuredDocument.parse(revealed, suites);
        DataIntegrityProof proof = secured.proofs().getFirst();
        SelectiveProofValue value = SelectiveProofValue.parse(proof.proofValue());
        JsonNode printed = object(folder + "/verifyCreateVerifyData");
        RevealedStatements statements = RevealedStatements.of(
                RevealedStatements.canonical(reader, secured.unsecured()),
                new RevealedStatements.Places(labels(object(folder + "/verifyDerivedProofValue").path("labelMap")),
                        value.indexes(4)));
        List<String> all = new ArrayList<>(statements.mandatory());
        all.addAll(statements.others());

        assertThat(all).containsExactlyInAnyOrderElementsOf(texts(folder + "/verifyNQuads"));
        assertThat(statements.others())
                .isEqualTo(printed.path("nonMandatory").valueStream().map(JsonNode::stringValue).toList());
        SigningInput input = secured.read(proof).input();
        assertThat(input.proofHash().hex()).isEqualTo(printed.path("proofHash").stringValue());
        assertThat(input.documentHash().hex()).isEqualTo(printed.path("mandatoryHash").stringValue());
        assertThat(secured.verify(proof, issuerKey)).isTrue();
        assertThat(secured.verify(proof, proofKey)).isFalse();
    }

    private ObjectNode derived(String folder, String selective) {
        SecuredDocument base = SecuredDocument.parse(object(folder + "/addSignedSDBase"), suites);
        ProofReading reading = base.read(base.proofs().getFirst());
        return ((ProofReading.Base) reading).derive(pointers(selective), Bytes.EMPTY);
    }

    private GroupedStatements grouped(ObjectNode document, List<JsonPointer> mandatory) {
        return GroupedStatements.of(reader, document, mandatory, SecretLabels::hmac, labelKey);
    }

    private ProofOptions options(String folder, String mandatory) {
        DataIntegrityProof proof = SecuredDocument.parse(object(folder + "/addSignedSDBase"), suites)
                .proofs()
                .getFirst();
        return ProofOptions.of(suite, proof.verificationMethod(), proof.proofPurpose())
                .withCreated(proof.created().orElseThrow())
                .withMandatoryPointers(pointers(mandatory));
    }

    private static ObjectNode unsecured(String folder) {
        ObjectNode document = object(folder + "/addSignedSDBase");
        document.remove("proof");
        return document;
    }

    private static List<JsonPointer> pointers(String file) {
        return texts(file).stream().map(JsonPointer::parse).toList();
    }

    private static List<String> statements(JsonNode map) {
        return map.path("value").valueStream().map(entry -> entry.get(1).stringValue()).toList();
    }

    private static SortedMap<Integer, String> labels(JsonNode entries) {
        SortedMap<Integer, String> labels = new TreeMap<>();
        entries.forEach(entry -> labels.put(Integer.valueOf(entry.get(0).stringValue().substring(4)),
                entry.get(1).stringValue()));
        return labels;
    }

    private static List<Integer> numbers(JsonNode array) {
        return array.valueStream().map(JsonNode::intValue).toList();
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.stringValue());
    }

    private static PublicKey key(JsonNode multikey) {
        return Multikey.decode(multikey.stringValue());
    }

    private static SoftwareSigningKey secretKey(JsonNode pair) {
        byte[] secret = Multibase.decode(pair.path("secretKeyMultibase").stringValue());
        return SoftwareSigningKey.ofSecret(KeyType.P256, Arrays.copyOfRange(secret, 2, 34));
    }

    private static List<String> texts(String path) {
        return StrictJson.parse(OfficialVectors.bytes(ROOT + path + ".json"))
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static ObjectNode object(String path) {
        return StrictJson.parseObject(OfficialVectors.bytes(ROOT + path + ".json"));
    }
}
