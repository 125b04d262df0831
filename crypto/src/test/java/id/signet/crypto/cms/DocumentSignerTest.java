package id.signet.crypto.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentSignerTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final byte[] CONTENT = {1, 2, 3};

    private final KeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(),
            Clock.systemUTC());

    private DocumentSigner signer() {
        SigningKey key = ring.open(ring.create(KeyType.P256));
        return DocumentSigner.of(key, SelfSigned.of(key, "papers of a test", NOW, new SecureRandom()));
    }

    private static Bytes sign(DocumentSigner signer) {
        return signer.sign(CONTENT, value -> Optional.empty());
    }

    @Test
    void whatIsSignedIsFoundSigned() {
        DocumentSigner signer = signer();
        SignedMessage signed = SignedMessage.detached(sign(signer).toArray(), CONTENT);
        assertThat(signed.defect()).isEmpty();
        assertThat(signed.signer()).contains(signer.certificate());
        assertThat(signed.timestampToken()).isEmpty();
        assertThat(new TrustAnchors(Set.of(signer.certificate())).reach(signer.certificate(), Set.of(), NOW)).isTrue();
    }

    @Test
    void aCertificateOfItsOwnNamesItselfAndNeverEnds() {
        X509Certificate certificate = signer().certificate();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=papers of a test");
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(certificate.getBasicConstraints()).isNegative();
    }

    @Test
    void otherContentIsNamed() {
        assertThat(SignedMessage.detached(sign(signer()).toArray(), new byte[]{1, 2, 4}).defect())
                .contains(SignatureDefect.CONTENT);
    }

    @Test
    void oneBitOfTheSignatureIsNamed() {
        byte[] signature = sign(signer()).toArray();
        signature[signature.length - 1] ^= 1;
        assertThat(SignedMessage.detached(signature, CONTENT).defect()).contains(SignatureDefect.SIGNATURE);
    }

    @Test
    void aTokenGivenForTheSignatureIsFoundAgain() {
        Bytes token = Bytes.of(new byte[]{0x30, 3, 2, 1, 7});
        Bytes[] value = new Bytes[1];
        SignedMessage signed = SignedMessage.detached(signer().sign(CONTENT, bytes -> {
            value[0] = bytes;
            return Optional.of(token);
        }).toArray(), CONTENT);
        assertThat(signed.defect()).isEmpty();
        assertThat(signed.timestampToken()).contains(token);
        assertThat(signed.signatureValue()).contains(value[0]);
    }

    @Test
    void aSignatureWithoutContentIsNotAttached() {
        byte[] detached = sign(signer()).toArray();
        assertThatThrownBy(() -> SignedMessage.attached(detached)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("without its content");
    }

    @Test
    void aSignatureThatBringsContentIsNotDetached()
            throws IOException, GeneralSecurityException, OperatorCreationException, CMSException {
        KeyPair pair = pair("EC", 256);
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build()).build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()),
                        certificate(pair, "SHA256withECDSA")));
        byte[] attached = generator.generate(new CMSProcessableByteArray(CONTENT), true)
                .toASN1Structure()
                .getEncoded("DER");

        assertThat(SignedMessage.attached(attached).content()).isEqualTo(CONTENT);
        assertThatThrownBy(() -> SignedMessage.detached(attached, CONTENT)).isInstanceOf(MalformedInput.class)
                .hasMessage("the signature brings content of its own");
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048,SHA256withRSA", "EC,256,SHA256withECDSA", "EC,384,SHA256withECDSA",
        "EC,521,SHA256withECDSA"})
    void aKeyStoreOfTheOperatorSigns(String algorithm, int size, String signature)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = pair(algorithm, size);
        DocumentSigner signer = DocumentSigner.ofKeyStore(store(pair.getPrivate(), certificate(pair, signature)),
                "secret".toCharArray());
        assertThat(SignedMessage.detached(sign(signer).toArray(), CONTENT).defect()).isEmpty();
    }

    @Test
    void aKeyStoreWithAnotherPasswordAShortKeyOrAForeignCertificateIsRefused()
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = pair("EC", 256);
        byte[] good = store(pair.getPrivate(), certificate(pair, "SHA256withECDSA"));
        assertThatThrownBy(() -> DocumentSigner.ofKeyStore(good, "another".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password");
        KeyPair shortPair = pair("RSA", 1024);
        byte[] weak = store(shortPair.getPrivate(), certificate(shortPair, "SHA256withRSA"));
        assertThatThrownBy(() -> DocumentSigner.ofKeyStore(weak, "secret".toCharArray()))
                .hasMessageContaining("2048");
        byte[] foreign = store(pair.getPrivate(), certificate(pair("EC", 256), "SHA256withECDSA"));
        assertThatThrownBy(() -> DocumentSigner.ofKeyStore(foreign, "secret".toCharArray()))
                .hasMessageContaining("does not belong");
        assertThatThrownBy(() -> DocumentSigner.ofKeyStore(Hashes.sha256(), "secret".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyWithoutACertificateIsRefused() throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance("PBEWithSHA1AndDESede")
                .generateSecret(new PBEKeySpec("secret".toCharArray())));
        byte[] sealed = new EncryptedPrivateKeyInfo(cipher.getParameters(),
                cipher.doFinal(pair("EC", 256).getPrivate().getEncoded())).getEncoded();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("office", sealed, null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, "secret".toCharArray());

        assertThatThrownBy(() -> DocumentSigner.ofKeyStore(out.toByteArray(), "secret".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no certificate");
    }

    private static KeyPair pair(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    @SuppressWarnings("JavaUtilDate") // the library's interface
    private static X509Certificate certificate(KeyPair pair, String algorithm)
            throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=an office");
        return new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.ONE,
                Date.from(NOW), Date.from(NOW.plus(Duration.ofDays(1))), name, pair.getPublic()).build(
                        new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
    }

    private static byte[] store(PrivateKey key, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("office", key, "secret".toCharArray(), new Certificate[]{certificate});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, "secret".toCharArray());
        return out.toByteArray();
    }
}
