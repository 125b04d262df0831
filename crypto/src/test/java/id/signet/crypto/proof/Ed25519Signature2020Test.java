package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.OfficialVectors;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.rdf.VectorContexts;

/** What tells the older type of proof from those of Data Integrity 1.0; {@link RdfcVectorsTest} has its vector. */
class Ed25519Signature2020Test {

    private final Cryptosuites suites = Cryptosuites.with(VectorContexts.reader());
    private final ObjectNode signed = StrictJson
            .parseObject(OfficialVectors.bytes("w3c-vc-di-eddsa/Ed25519Signature2020/signedEdSig.json"));
    private final ObjectNode proof = (ObjectNode) signed.path("proof");

    @Test
    void theVectorVerifiesAndFailsWithAnotherClaim() {
        assertThat(verifies()).isTrue();

        signed.put("name", "Another name");

        assertThat(verifies()).isFalse();
    }

    @Test
    void createdIsRequired() {
        proof.remove("created");

        refused("a proof has no created");
    }

    @Test
    void aSuiteBesideTheTypeIsNoProofOfEither() {
        proof.put("cryptosuite", "eddsa-rdfc-2022");

        refused("the type of a proof is not DataIntegrityProof");
    }

    @Test
    void theNameOfTheTypeIsNoCryptosuiteOfDataIntegrity() {
        proof.put("type", "DataIntegrityProof").put("cryptosuite", "Ed25519Signature2020");

        assertThat(verifies()).isFalse();
    }

    @Test
    void aTypeThatNobodyKnowsIsRefused() {
        proof.put("type", "Ed25519Signature2018");

        refused("the type of a proof is not DataIntegrityProof");
    }

    @Test
    void whoTakesTheSuitesWithoutContextsTakesNoOlderType() {
        assertThatThrownBy(() -> SecuredDocument.parse(signed)).isInstanceOf(ProofRefused.class)
                .hasMessage("the type of a proof is not DataIntegrityProof");
    }

    private boolean verifies() {
        SecuredDocument document = SecuredDocument.parse(signed, suites);
        DataIntegrityProof read = document.proofs().getFirst();
        PublicKey key = Multikey.decode(read.verificationMethod().split("#", 2)[1]);
        return document.verify(read, key);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> SecuredDocument.parse(signed, suites)).isInstanceOf(ProofRefused.class)
                .hasMessage(message);
    }
}
