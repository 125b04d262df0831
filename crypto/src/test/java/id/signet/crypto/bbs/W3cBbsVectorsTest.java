package id.signet.crypto.bbs;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.OfficialVectors;
import id.signet.crypto.json.StrictJson;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The vectors of Data Integrity BBS Cryptosuites 1.0 at the level of BBS: the header is both hashes, the messages are the
 * statements that need not be shown.
 */
class W3cBbsVectorsTest {

    private static final String FOLDER = "w3c-vc-di-bbs/";

    private final ObjectNode keys = read("BBSKeyMaterial.json");
    private final ObjectNode derivation = read("BBSDeriveMaterial.json");
    private final BbsSecretKey key = BbsSecretKey.of(hex(keys, "privateKeyHex").toArray());

    private static ObjectNode read(String file) {
        return StrictJson.parseObject(OfficialVectors.bytes(FOLDER + file));
    }

    private static Bytes hex(JsonNode object, String member) {
        return Bytes.of(HexFormat.of().parseHex(object.get(member).stringValue()));
    }

    private static BbsInput input(String document) {
        ObjectNode hashes = read(document + "addHashData.json");
        Bytes header = Bytes.of(HexFormat.of()
                .parseHex(hashes.get("proofHash").stringValue() + hashes.get("mandatoryHash").stringValue()));
        List<Bytes> messages = read(document + "addBaseTransform.json").get("nonMandatory")
                .get("value")
                .valueStream()
                .map(pair -> Bytes.utf8(pair.get(1).stringValue()))
                .toList();
        return new BbsInput(header, messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prc/"})
    void theBaseSignatureIsMadeByteForByte(String document) {
        assertThat(key.publicKey().encoded()).isEqualTo(hex(keys, "publicKeyHex"));

        BbsSignature signature = Bbs.SHA_256.sign(key, input(document));

        assertThat(signature.encoded()).isEqualTo(hex(read(document + "addRawBaseSignatureInfo.json"), "bbsSignature"));
        assertThat(Bbs.SHA_256.verify(key.publicKey(), input(document), signature)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "prc/"})
    void theDerivedProofVerifies(String document) {
        BbsInput input = input(document);
        ObjectNode derived = read(document + "derivedDisclosureData.json");
        Bytes presentationHeader = hex(derivation, "presentationHeaderHex");
        SortedMap<Integer, Bytes> shown = new TreeMap<>();
        derived.get("adjSelectiveIndexes")
                .forEach(index -> shown.put(index.intValue(), input.messages().get(index.intValue())));

        BbsProof proof = BbsProof.parse(hex(derived, "bbsProof"));
        assertThat(proof.hidden()).isEqualTo(input.messages().size() - shown.size());
        assertThat(Bbs.SHA_256.verifyProof(key.publicKey(), proof, input.header(), presentationHeader, shown)).isTrue();

        shown.put(shown.firstKey(), Bytes.utf8("another statement"));
        assertThat(Bbs.SHA_256.verifyProof(key.publicKey(), proof, input.header(), presentationHeader, shown))
                .isFalse();
    }
}
