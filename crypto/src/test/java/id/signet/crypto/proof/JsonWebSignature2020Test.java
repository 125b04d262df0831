package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Base64Url;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.rdf.VectorContexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The older type of proof that is a detached JWS. The papers were made with the npm package @transmute/vc.js 0.7.0-unstable.82. */
class JsonWebSignature2020Test {

    private final Cryptosuites suites = Cryptosuites.with(VectorContexts.reader());

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "ES384", "ES256K"})
    void aPaperVerifiesWithItsKeyAndFailsWithAnotherClaim(String algorithm) throws IOException {
        ObjectNode paper = paper(algorithm);

        assertThat(verifies(paper)).isTrue();
        assertThat(verifies(paper.deepCopy().put("issuanceDate", "2026-11-29T00:00:00Z"))).isFalse();
        ObjectNode later = paper.deepCopy();
        proof(later).put("created", "2026-11-29T00:00:00Z");
        assertThat(verifies(later)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "ES384", "ES256K"})
    void aKeyOfAnotherTypeOrAnotherKeyIsAnAnswerToo(String algorithm) throws IOException {
        SecuredDocument read = SecuredDocument.parse(paper(algorithm), suites);
        for (KeyType type : KeyType.values()) {
            assertThat(read.verify(read.proofs().getFirst(), SoftwareSigningKey.generate(type).publicKey())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"EdDSA\"}", "{\"alg\":\"EdDSA\",\"b64\":true,\"crit\":[\"b64\"]}",
        "{\"alg\":\"EdDSA\",\"b64\":false}", "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\",\"exp\"]}",
        "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"],\"kid\":\"a\"}"})
    void J15_aHeaderThatSaysMoreOrLessIsRefused(String header) throws IOException {
        refused(header, "the header of a jws is not made of alg, b64 and crit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "PS256", "ML-DSA-44"})
    void J01_anAlgorithmOutsideTheAllowListIsRefused(String algorithm) throws IOException {
        refused("{\"alg\":\"" + algorithm + "\",\"b64\":false,\"crit\":[\"b64\"]}",
                "the algorithm of a jws is not in the allow-list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a..", "no dots at all", "eyJhbGciOiJFZERTQSJ9.e30.AA"})
    void whatIsNoDetachedTokenIsRefused(String jws) throws IOException {
        ObjectNode paper = paper("EdDSA");
        proof(paper).put("jws", jws);

        SecuredDocument read = SecuredDocument.parse(paper, suites);
        assertThatThrownBy(() -> read.read(read.proofs().getFirst())).isInstanceOf(ProofValueRefused.class);
    }

    private void refused(String header, String message) throws IOException {
        ObjectNode paper = paper("EdDSA");
        String jws = proof(paper).path("jws").stringValue();
        proof(paper).put("jws", Base64Url.encode(header.getBytes(StandardCharsets.UTF_8))
                + jws.substring(jws.indexOf("..")));

        SecuredDocument read = SecuredDocument.parse(paper, suites);
        assertThatThrownBy(() -> read.read(read.proofs().getFirst())).isInstanceOf(ProofValueRefused.class)
                .hasMessage(message);
    }

    private boolean verifies(ObjectNode paper) {
        SecuredDocument read = SecuredDocument.parse(paper, suites);
        DataIntegrityProof proof = read.proofs().getFirst();
        assertThat(proof.toJson()).isEqualTo(paper.get("proof"));
        String jwk = proof.verificationMethod().substring("did:jwk:".length()).split("#", 2)[0];
        PublicKey key = Jwk.parse(StrictJson.parseObject(Base64Url.decode(jwk)));
        return read.verify(proof, key);
    }

    private static ObjectNode proof(ObjectNode paper) {
        return (ObjectNode) paper.get("proof");
    }

    private static ObjectNode paper(String algorithm) throws IOException {
        try (var file = JsonWebSignature2020Test.class.getResourceAsStream("json-web-signature-2020.json")) {
            return (ObjectNode) StrictJson.parseObject(Objects.requireNonNull(file).readAllBytes()).get(algorithm);
        }
    }
}
