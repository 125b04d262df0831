package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.OfficialVectors;
import id.signet.crypto.bbs.BbsPublicKey;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.Bls12381G2PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.VectorContexts;

/** The vectors that W3C Data Integrity BBS Cryptosuites 1.0 prints for the baseline of bbs-2023, step by step. */
class Bbs2023VectorsTest {

    private static final String ROOT = "w3c-vc-di-bbs/";
    private static final String WINDSURF = "'',windMandatory,windSelective";
    private static final String PRC = "prc/,prCredMandatory,prCredSelective";

    private final RdfReader reader = VectorContexts.reader();
    private final JsonNode keys = json("BBSKeyMaterial");
    private final Bytes labelKey = hex(keys.path("hmacKeyString"));
    private final PublicKey issuerKey = new Bls12381G2PublicKey(new BbsPublicKey(hex(keys.path("publicKeyHex"))));
    private final SoftwareSigningKey secretKey = SoftwareSigningKey.ofSecret(KeyType.BLS12381_G2,
            hex(keys.path("privateKeyHex")).toArray());
    private final Bytes presentationHeader = hex(json("BBSDeriveMaterial").path("presentationHeaderHex"));
    private final Bbs2023 suite = new Bbs2023(reader, () -> labelKey);
    private final Cryptosuites suites = Cryptosuites.with(reader);

    @ParameterizedTest
    @CsvSource({WINDSURF, PRC})
    void theStatementsAreShuffledAndGroupedAsPrinted(String folder, String mandatory, String selective) {
        ObjectNode document = unsecured(folder);
        GroupedStatements grouped = grouped(document, pointers(mandatory));
        JsonNode transform = json(folder + "addBaseTransform");

        assertThat(reader.selectable(document).canonical().lines()).isEqualTo(texts(folder + "addBaseDocCanon"));
        assertThat(grouped.lines()).isEqualTo(texts(folder + "addBaseDocHMACCanon"));
        assertThat(grouped.mandatory()).isEqualTo(statements(transform.path("mandatory")));
        assertThat(grouped.others()).isEqualTo(statements(transform.path("nonMandatory")));
    }

    @ParameterizedTest
    @CsvSource({WINDSURF, PRC})
    void theBaseProofIsMadeAgainFromTheSecretKey(String folder, String mandatory, String selective) {
        ObjectNode document = unsecured(folder);
        UnsignedProof unsigned = SecuredDocument.prepare(document, options(folder, mandatory), issuerKey);
        JsonNode hashes = json(folder + "addHashData");

        assertThat(unsigned.input().proofHash()).isEqualTo(hex(hashes.path("proofHash")));
        assertThat(unsigned.input().documentHash()).isEqualTo(hex(hashes.path("mandatoryHash")));
        byte[] signature = secretKey.sign(unsigned.message().toArray());
        assertThat(Bytes.of(signature)).isEqualTo(hex(json(folder + "addRawBaseSignatureInfo").path("bbsSignature")));
        assertThat(SecuredDocument.withProof(document, unsigned, signature))
                .isEqualTo(VectorContexts.known(json(folder + "addSignedSDBase")));
    }

    @ParameterizedTest
    @CsvSource({WINDSURF, PRC})
    void aProofIsDerivedAsPrintedAndVerifies(String folder, String mandatory, String selective) {
        JsonNode indexes = json(folder + "derivedAdjIndexes");
        JsonNode data = json(folder + "derivedDisclosureData");
        GroupedStatements.Disclosure disclosure = grouped(unsecured(folder), pointers(mandatory))
                .disclose(pointers(selective));

        assertThat(disclosure.revealed()).isEqualTo(VectorContexts.known(json(folder + "derivedUnsignedReveal")));
        assertThat(disclosure.mandatoryIndexes()).isEqualTo(numbers(indexes.path("adjMandatoryIndexes")));
        assertThat(disclosure.disclosedIndexes()).isEqualTo(numbers(indexes.path("adjSelectiveIndexes")));
        assertThat(disclosure.labels()).isEqualTo(labels(data.path("labelMap").path("value")));

        SecuredDocument base = SecuredDocument.parse(VectorContexts.known(json(folder + "addSignedSDBase")), suites);
        ObjectNode derived = ((ProofReading.Base) base.read(base.proofs().getFirst())).derive(pointers(selective),
                presentationHeader);
        // A BBS proof differs each time; all else is as printed.
        SelectiveProofValue made = value(derived);
        SelectiveProofValue printed = value(json(folder + "derivedRevealDocument"));
        assertThat(made.kind()).isEqualTo(printed.kind());
        assertThat(made.components().subList(1, 5)).isEqualTo(printed.components().subList(1, 5));
        assertThat(made.bytes(0).size()).isEqualTo(printed.bytes(0).size());
        assertThat(made.components()).isNotEqualTo(printed.components());
        assertThat(verifies(derived, issuerKey)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({WINDSURF, PRC})
    void thePrintedDerivedProofVerifiesWithItsKeyAndNoOther(String folder, String mandatory, String selective) {
        ObjectNode revealed = VectorContexts.known(json(folder + "derivedRevealDocument"));
        SelectiveProofValue value = value(revealed);

        assertThat(value.bytes(0)).isEqualTo(hex(json(folder + "derivedDisclosureData").path("bbsProof")));
        assertThat(value.bytes(4)).isEqualTo(presentationHeader);
        assertThat(value.text()).isEqualTo(revealed.path("proof").path("proofValue").stringValue());
        assertThat(verifies(revealed, issuerKey)).isTrue();
        assertThat(verifies(revealed, SoftwareSigningKey.generate(KeyType.BLS12381_G2).publicKey())).isFalse();
        assertThat(verifies(revealed, SoftwareSigningKey.generate(KeyType.P256).publicKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prc/"})
    void theKeyOfTheVectorsIsTheOneTheirMethodNames(String folder) {
        String method = json(folder + "addSignedSDBase").path("proof").path("verificationMethod").stringValue();

        assertThat(Multikey.decode(method.substring(method.indexOf('#') + 1))).isEqualTo(issuerKey);
    }

    @ParameterizedTest
    @CsvSource({"HolderBinding/,anonymous holder binding", "Pseudonym/,pseudonyms",
        "PseudonymHB/,holder binding with pseudonyms"})
    void theOptionalFeaturesAreRefusedByTheirNames(String folder, String feature) {
        for (String file : List.of("addSignedSDBase", "derivedRevealDocument")) {
            SecuredDocument document = SecuredDocument.parse(json(folder + file), suites);

            assertThatThrownBy(() -> document.read(document.proofs().getFirst()))
                    .isInstanceOf(ProofValueRefused.class)
                    .hasMessageContaining(feature + " of bbs-2023");
        }
    }

    private boolean verifies(ObjectNode document, PublicKey key) {
        SecuredDocument secured = SecuredDocument.parse(document, suites);
        return secured.verify(secured.proofs().getFirst(), key);
    }

    private GroupedStatements grouped(ObjectNode document, List<JsonPointer> mandatory) {
        return GroupedStatements.of(reader, document, mandatory, SecretLabels::shuffled, labelKey);
    }

    private ProofOptions options(String folder, String mandatory) {
        DataIntegrityProof proof = SecuredDocument.parse(json(folder + "addSignedSDBase"), suites).proofs().getFirst();
        return ProofOptions.of(suite, proof.verificationMethod(), proof.proofPurpose())
                .withCreated(proof.created().orElseThrow())
                .withMandatoryPointers(pointers(mandatory));
    }

    private static SelectiveProofValue value(ObjectNode document) {
        return SelectiveProofValue.parse(document.path("proof").path("proofValue").stringValue());
    }

    private static ObjectNode unsecured(String folder) {
        ObjectNode document = VectorContexts.known(json(folder + "addSignedSDBase"));
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
        return new ArrayList<>(array.valueStream().map(JsonNode::intValue).toList());
    }

    private static Bytes hex(JsonNode text) {
        return Bytes.of(HexFormat.of().parseHex(text.stringValue()));
    }

    private static List<String> texts(String path) {
        return StrictJson.parse(OfficialVectors.bytes(ROOT + path + ".json"))
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static ObjectNode json(String path) {
        return StrictJson.parseObject(OfficialVectors.bytes(ROOT + path + ".json"));
    }
}
