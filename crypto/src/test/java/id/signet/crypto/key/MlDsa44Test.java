package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.cose.CoseKey;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.jose.TokenRefused;
import id.signet.crypto.json.Json;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The preview of ML-DSA-44, against what RFC 9964 prints and against the JDK's own implementation. */
class MlDsa44Test {

    /** X.509's SubjectPublicKeyInfo of a key of this type, up to the key (RFC 9881). */
    private static final byte[] SPKI = HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");
    private static final byte[] MESSAGE = "a paper".getBytes(StandardCharsets.UTF_8);

    private final SoftwareSigningKey zeros = SoftwareSigningKey.ofSecret(KeyType.ML_DSA_44, new byte[32]);
    private final SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.ML_DSA_44);

    @Test
    void theKeyOfTheSeedOfZerosHasTheThumbprintsOfRfc9964() {
        assertThat(zeros.publicKey().encoded().hex()).startsWith("ba71f9f64e11baeb58").endsWith("3830546b9dd8db0d");
        assertThat(Jwk.thumbprint(zeros.publicKey())).isEqualTo("T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o");
        assertThat(Bytes.of(Hashes.sha256(CoseKey.of(zeros.publicKey()).encoded())).hex())
                .startsWith("b8969ab4b37da9f068")
                .endsWith("6f0583bf5b8d3a8059a");
    }

    @Test
    void theJdkVerifiesWhatWeSign() throws GeneralSecurityException {
        byte[] signature = key.sign(MESSAGE);

        assertThat(signature).hasSize(KeyType.ML_DSA_44.signatureLength());
        assertThat(jdkVerifies(signature)).isTrue();
        assertThat(key.sign(MESSAGE)).as("hedged").isNotEqualTo(signature);
    }

    @Test
    void weVerifyWhatTheJdkSigns() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        PublicKey theirs = PublicKey.parse(KeyType.ML_DSA_44, Arrays.copyOfRange(spki, SPKI.length, spki.length));
        Signature signer = Signature.getInstance("ML-DSA-44");
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        byte[] signature = signer.sign();

        assertThat(Signatures.verify(theirs, MESSAGE, signature)).isTrue();
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, signature)).isFalse();
    }

    @Test
    void everyByteOfASignatureCounts() {
        byte[] signature = key.sign(MESSAGE);
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= 1;
            assertThat(Signatures.verify(key.publicKey(), MESSAGE, signature)).as("byte %s", i).isFalse();
            signature[i] ^= 1;
        }
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, signature)).isTrue();
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, Arrays.copyOf(signature, 2_419))).isFalse();
        assertThat(Signatures.verify(key.publicKey(), MESSAGE, Arrays.copyOf(signature, 2_421))).isFalse();
    }

    @Test
    void aKeyIsWrittenAndReadInEachForm() {
        PublicKey shown = key.publicKey();

        assertThat(Multikey.decode(Multikey.encode(shown))).isEqualTo(shown);
        assertThat(Multikey.encode(shown)).startsWith("ukC").hasSize(1_753);
        assertThat(Jwk.parse(Jwk.toJson(shown))).isEqualTo(shown);
        assertThat(CoseKey.parse(StrictCbor.parse(CoseKey.of(shown).encoded()))).isEqualTo(shown);
    }

    @Test
    void aMultikeyInTheOtherBaseIsRefused() {
        String p256 = "u" + Base64Url.encode(Multibase
                .decode(Multikey.encode(SoftwareSigningKey.generate(KeyType.P256).publicKey())));

        assertThatThrownBy(() -> Multikey.decode(p256)).isInstanceOf(MalformedInput.class)
                .hasMessage("a Multikey of P-256 begins with z");
    }

    @Test
    void aJwkNamesItsAlgorithmAndNoSecret() {
        ObjectNode jwk = Jwk.toJson(key.publicKey());

        assertThatThrownBy(() -> Jwk.parse(without(jwk, "alg"))).isInstanceOf(MalformedInput.class)
                .hasMessage("the member alg of a JWK is missing or not a string");
        assertThatThrownBy(() -> Jwk.parse(jwk.deepCopy().put("alg", "ML-DSA-65"))).isInstanceOf(TokenRefused.class)
                .hasMessage("a JWK is of an algorithm (alg) that is not supported");
        assertThatThrownBy(() -> Jwk.parse(jwk.deepCopy().put("pub", "AAAA"))).isInstanceOf(MalformedInput.class)
                .hasMessage("an ML-DSA-44 key has 1312 bytes");
        assertThatThrownBy(() -> Jwk.parse(jwk.deepCopy().put("priv", "AAAA"))).isInstanceOf(MalformedInput.class)
                .hasMessage("a JWK holds private key material");
    }

    @Test
    void aTokenIsVerifiedByItsOwnTypeOfKeyAlone() {
        CompactToken token = CompactToken.parse(Jws.sign(Json.object().put("typ", "vc+jwt"), MESSAGE, key));

        assertThat(token.algorithm()).isEqualTo("ML-DSA-44");
        assertThat(Jws.verify(token, key.publicKey())).isTrue();
        assertThat(Jws.verify(token, zeros.publicKey())).isFalse();
        assertThat(Jws.verify(token, SoftwareSigningKey.generate(KeyType.ED25519).publicKey())).isFalse();
    }

    @Test
    void aPreviewIsAcceptedWhereItWasAskedForAndSignsNoOperations() {
        assertThat(KeyType.ML_DSA_44.signsOperations()).isFalse();
        assertThat(AcceptedKeyTypes.STABLE.accepts(KeyType.ML_DSA_44)).isFalse();
        assertThat(AcceptedKeyTypes.STABLE.accepts(KeyType.ED25519)).isTrue();
        assertThat(new AcceptedKeyTypes(Set.of(KeyType.ML_DSA_44)).accepts(KeyType.ML_DSA_44)).isTrue();
        assertThatThrownBy(() -> new AcceptedKeyTypes(Set.of(KeyType.P256)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean jdkVerifies(byte[] signature) throws GeneralSecurityException {
        byte[] encoded = key.publicKey().encoded().toArray();
        byte[] spki = Arrays.copyOf(SPKI, SPKI.length + encoded.length);
        System.arraycopy(encoded, 0, spki, SPKI.length, encoded.length);
        Signature verifier = Signature.getInstance("ML-DSA-44");
        verifier.initVerify(KeyFactory.getInstance("ML-DSA-44").generatePublic(new X509EncodedKeySpec(spki)));
        verifier.update(MESSAGE);
        return verifier.verify(signature);
    }

    private static ObjectNode without(ObjectNode json, String member) {
        ObjectNode copy = json.deepCopy();
        copy.remove(member);
        return copy;
    }
}
