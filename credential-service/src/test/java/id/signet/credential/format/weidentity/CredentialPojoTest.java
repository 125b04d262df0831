package id.signet.credential.format.weidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.MalformedCredential;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The three published samples of WeIdentity, with the context and the times as they were signed. */
class CredentialPojoTest {

    /** weidentity-spec.rst; printed with the context of a later organisation and without the zone of its times. */
    private static final String SPECIFICATION = """
                                                {"claim": {"age": 1, "gender": "F", "id": "did:weid:101:0xd6f4d1215c52ee7e7975ac946a0e094040aa5eeb",
                                                           "name": "1"},
                                                 "context": "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1",
                                                 "cptId": 2000006, "expirationDate": "2020-09-24T14:34:44Z",
                                                 "id": "f894d33d-88c3-4122-afb6-87e21d2ae656", "issuanceDate": "2020-09-23T14:34:44Z",
                                                 "issuer": "did:weid:101:0xd6f4d1215c52ee7e7975ac946a0e094040aa5eeb",
                                                 "proof": {"created": "2020-09-23T14:34:44Z",
                                                           "creator": "did:weid:101:0xd6f4d1215c52ee7e7975ac946a0e094040aa5eeb#keys-0",
                                                           "salt": {"age": "IObiF", "gender": "GdzQs", "id": "dDIIt", "name": "PecuG"},
                                                           "signatureValue": "/T21Vb5aw2dyB5kgh5LQmMHCQcx7MLJvFLf0g+EPkJVwoFH7+tPwokNBBHjQWn3BWLORDHJcbsUo+6OrRgTp8wA=",
                                                           "type": "Secp256k1"},
                                                 "type": ["VerifiableCredential", "original"], "$from": "toJson"}""";

    /** weidentity-rest-api.rst, the answer of createCredentialPojo, of an older SDK. */
    private static final String REST = """
                                       {"cptId": 2000156, "issuanceDate": 1580996777,
                                        "context": "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1",
                                        "claim": {"content": "b1016358-cf72-42be-9f4b-a18fca610fca",
                                                  "receiver": "did:weid:101:0x7ed16eca3b0737227bc986dd0f2851f644cf4754",
                                                  "weid": "did:weid:101:0xfd28ad212a2de77fee518b4914b8579a40c601fa"},
                                        "id": "21d10ab1-75fe-4733-9f1d-f0bad71b5922",
                                        "proof": {"created": 1580996777,
                                                  "creator": "did:weid:101:0xfd28ad212a2de77fee518b4914b8579a40c601fa#keys-0",
                                                  "salt": {"content": "ncZ5F", "receiver": "L0c40", "weid": "I4aop"},
                                                  "signatureValue": "HEugP13uDVBg2G0kmmwbTkQXobsrWNqtGQJW6BoHU2Q2VQpwVhK382dArRMFN6BDq7ogozYBRC15QR8ueX5G3t8=",
                                                  "type": "Secp256k1"},
                                        "type": ["VerifiableCredential", "hashTree"],
                                        "issuer": "did:weid:101:0xfd28ad212a2de77fee518b4914b8579a40c601fa", "expirationDate": 4111737153}""";

    /** weidentity-rest-api.rst, the answer of createCredential; printed with the context of a later organisation. */
    private static final String LEGACY = """
                                         {"@context": "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1",
                                          "claim": {"content": "b1016358-cf72-42be-9f4b-a18fca610fca",
                                                    "receiver": "did:weid:101:0x7ed16eca3b0737227bc986dd0f2851f644cf4754",
                                                    "weid": "did:weid:101:0xfd28ad212a2de77fee518b4914b8579a40c601fa"},
                                          "cptId": 2000156, "expirationDate": "2100-04-18T21:12:33Z",
                                          "id": "da6fbdbb-b5fa-4fbe-8b0c-8659da2d181b", "issuanceDate": "2020-02-06T22:24:00Z",
                                          "issuer": "did:weid:101:0xfd28ad212a2de77fee518b4914b8579a40c601fa",
                                          "proof": {"created": "1580999040000",
                                                    "creator": "did:weid:101:0xfd28ad212a2de77fee518b4914b8579a40c601fa",
                                                    "signature": "G0XzzLY+MqUAo3xXkS3lxVsgFLnTtvdXM24p+G5hSNNMSIa5vAXYXXKl+Y79CO2ho5DIGPPvSs2hvAixmfIJGbw=",
                                                    "type": "Secp256k1"}}""";

    @Test
    void theLegacySampleIsSignedByItsIssuerInMilliseconds() {
        CredentialPojo pojo = pojo(LEGACY);
        byte[] once = ChainSignatures.hash(KeyType.SECP256K1, pojo.text().toArray());
        byte[] twice = ChainSignatures.hash(KeyType.SECP256K1, once);

        assertThat(pojo.form()).isEqualTo(PojoForm.LEGACY);
        assertThat(pojo.text().asUtf8()).contains("\"issuanceDate\":1580999040000");
        byte[] signature = pojo.signature().toArray();
        PublicKey signer = signer(twice, Arrays.copyOfRange(signature, 1, 65), signature[0] - 27);
        assertThat(pojo.issuer()).endsWith(address(signer));
        assertThat(PojoSignature.of(pojo, pojo.creator().orElseThrow()).verify(signer)).isTrue();
    }

    /** Names and hashes are signed one after the other: three claims could be shown as one of a long name. */
    @Test
    void aClaimIsNotHiddenInTheNameOfAnother() {
        ObjectNode json = (ObjectNode) StrictJson.parse(LEGACY);
        ObjectNode claim = json.withObject("/claim");
        String signed = CredentialPojo.legacyClaim(claim, KeyType.SECP256K1);
        claim.set(signed.substring(0, signed.indexOf("weid0x")) + "weid", claim.get("weid"));
        claim.remove(List.of("content", "receiver", "weid"));

        assertThat(CredentialPojo.legacyClaim(claim, KeyType.SECP256K1)).isEqualTo(signed);
        assertThatThrownBy(() -> CredentialPojo.parse(json)).isInstanceOfSatisfying(MalformedCredential.class,
                e -> assertThat(e.code()).isEqualTo("pojo-legacy-name"));
    }

    @Test
    void aTimeThatIsPrintedIsThatOfShanghai() {
        assertThat(pojo(SPECIFICATION).issued()).isEqualTo(Instant.parse("2020-09-23T06:34:44Z"));
    }

    @Test
    void theLeavesOfTheSpecificationsSampleHaveTheirHashes() {
        assertThat(pojo(SPECIFICATION).digested().get("age").stringValue())
                .isEqualTo("0x433cb33c3d052a328e820bcc2b3564758e98e9e27eb43eb046b523d61a7a434b");
    }

    @Test
    void theSpecificationsSampleIsSignedByItsIssuer() {
        CredentialPojo pojo = pojo(SPECIFICATION);
        byte[] hash = ChainSignatures.hash(KeyType.SECP256K1, pojo.text().toArray());

        assertThat(Bytes.of(hash).hex()).isEqualTo("c5d5cae38c7fc0989720fb93dc9bfb9233b2422c6d6ff5e8ee276202144b5d22");
        byte[] signature = pojo.signature().toArray();
        PublicKey signer = signer(hash, Arrays.copyOf(signature, 64), signature[64]);
        assertThat(pojo.issuer()).endsWith(address(signer));
        assertThat(PojoSignature.of(pojo, pojo.creator().orElseThrow()).verify(signer)).isTrue();
    }

    @Test
    void theSampleOfTheRestServiceIsSignedByItsIssuerByTheOlderRule() {
        CredentialPojo pojo = pojo(REST);
        byte[] once = ChainSignatures.hash(KeyType.SECP256K1, pojo.olderTexts().getFirst().toArray());
        byte[] twice = ChainSignatures.hash(KeyType.SECP256K1, once);

        assertThat(Bytes.of(once).hex()).isEqualTo("04ea0ff0d385526bf66e647511983ba8a27a2130bede992d6a08cdd3991df03a");
        assertThat(Bytes.of(twice).hex()).isEqualTo("4e5e62c52ec111c4ea6760d8b19d1d6baf314edca458ef06b3933a655e357a31");
        byte[] signature = pojo.signature().toArray();
        PublicKey signer = signer(twice, Arrays.copyOfRange(signature, 1, 65), signature[0] - 27);
        assertThat(pojo.issuer()).endsWith(address(signer));
        assertThat(PojoSignature.of(pojo, pojo.creator().orElseThrow()).verify(signer)).isTrue();
    }

    /** The hash stays as it is when a character moves from a salt to its value, so the length of a salt must be known. */
    @Test
    void aCharacterThatMovedFromASaltToItsValueIsSeen() {
        assertThatThrownBy(() -> pojo(SPECIFICATION.replace("\"name\": \"1\"", "\"name\": \"1P\"")
                .replace("\"PecuG\"", "\"ecuG\"")))
                .isInstanceOfSatisfying(MalformedCredential.class,
                        refused -> assertThat(refused.code()).isEqualTo("salt-mismatch"));
    }

    @Test
    void aPaperHasSaltsOfOneForm() {
        assertThatThrownBy(() -> pojo(SPECIFICATION.replace("\"PecuG\"", "\"ki5dpfNt3wOhW-foZwFQlg\"")))
                .isInstanceOfSatisfying(MalformedCredential.class,
                        refused -> assertThat(refused.code()).isEqualTo("salt-mismatch"));
    }

    private static CredentialPojo pojo(String json) {
        return CredentialPojo.parse((ObjectNode) StrictJson.parse(json));
    }

    private static String address(PublicKey key) {
        byte[] encoded = CustomNamedCurves.getByName("secp256k1")
                .getCurve()
                .decodePoint(key.encoded().toArray())
                .getEncoded(false);
        byte[] hash = ChainSignatures.hash(KeyType.SECP256K1, Arrays.copyOfRange(encoded, 1, 65));
        return "0x" + Bytes.of(Arrays.copyOfRange(hash, 12, 32)).hex();
    }

    /** The key that made the signature (SEC 1 section 4.1.6): the samples do not print it. */
    private static PublicKey signer(byte[] hash, byte[] points, int odd) {
        var curve = CustomNamedCurves.getByName("secp256k1");
        BigInteger r = new BigInteger(1, Arrays.copyOf(points, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(points, 32, 64));
        byte[] nonce = new byte[33];
        nonce[0] = (byte) (2 + odd);
        System.arraycopy(points, 0, nonce, 1, 32);
        ECPoint key = curve.getCurve()
                .decodePoint(nonce)
                .multiply(s)
                .subtract(curve.getG().multiply(new BigInteger(1, hash)))
                .multiply(r.modInverse(curve.getN()))
                .normalize();
        return PublicKey.parse(KeyType.SECP256K1, key.getEncoded(true));
    }

}
