package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.rdf.VectorContexts;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The two suites of ML-DSA-44: what tells them from those of elliptic curves. */
class MlDsa44SuitesTest {

    private static final String METHOD = "did:example:issuer#key-1";

    private final Cryptosuites suites = Cryptosuites.with(VectorContexts.reader());
    private final SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.ML_DSA_44);
    private final ObjectNode document = StrictJson.parseObject("""
                                                               {"@context": ["https://www.w3.org/ns/credentials/v2"],
                                                                "type": ["VerifiableCredential"],
                                                                "issuer": "did:example:issuer", "name": "A paper",
                                                                "credentialSubject": {"id": "did:example:holder"}}"""
            .getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(strings = {"mldsa44-jcs-2024", "mldsa44-rdfc-2024"})
    void theProofVerifiesWithItsKeyAndOverTheseStatementsAlone(String suite) {
        ObjectNode signed = signed(suite);

        assertThat(signed.path("proof").has("@context")).isFalse();
        assertThat(verifies(signed)).isTrue();
        assertThat(verifies(signed.deepCopy().put("name", "Another paper"))).isFalse();

        SecuredDocument read = SecuredDocument.parse(signed, suites);
        assertThat(read.verify(read.proofs().getFirst(),
                SoftwareSigningKey.generate(KeyType.ML_DSA_44).publicKey())).isFalse();
        assertThat(read.verify(read.proofs().getFirst(), SoftwareSigningKey.generate(KeyType.ED25519).publicKey()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mldsa44-jcs-2024", "mldsa44-rdfc-2024"})
    void theSameSignatureInAnotherBaseIsNone(String suite) {
        ObjectNode signed = signed(suite);
        ObjectNode proof = (ObjectNode) signed.path("proof");
        proof.put("proofValue",
                Multibase.encodeBase58Btc(Multibase.decode(proof.path("proofValue").stringValue())));

        SecuredDocument read = SecuredDocument.parse(signed, suites);
        assertThatThrownBy(() -> read.read(read.proofs().getFirst())).isInstanceOf(ProofValueRefused.class)
                .hasMessage("the proofValue of a proof is not base64url with the multibase letter u");
    }

    private ObjectNode signed(String suite) {
        ProofOptions options = ProofOptions.of(suites.named(suite).orElseThrow(), METHOD, "assertionMethod");
        return SecuredDocument.sign(document, options, key);
    }

    private boolean verifies(ObjectNode signed) {
        SecuredDocument read = SecuredDocument.parse(signed, suites);
        return read.verify(read.proofs().getFirst(), key.publicKey());
    }
}
