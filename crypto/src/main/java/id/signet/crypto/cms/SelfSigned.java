package id.signet.crypto.cms;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.SigningKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** Certificates that a key signs for itself: they carry a name, and are believed because they are known. */
public final class SelfSigned {

    /** RFC 5280 §4.1.2.5: without an end. */
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private SelfSigned() {}

    /**
     * @param key of P-256
     * @param commonName at most 64 characters
     */
    @SuppressWarnings("JavaUtilDate") // the library's interface
    public static X509Certificate of(SigningKey key, String commonName, Instant from, SecureRandom random) {
        SignatureKey signer = new SignatureKey(key);
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
        BigInteger serial = new BigInteger(126, random).add(BigInteger.ONE);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(name, serial, Date.from(from),
                Date.from(NO_END), name, signer.publicKey());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(
                    Hashes.sha256(signer.publicKey().getPublicKeyData().getBytes())));
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("a certificate can be written", e);
        }
    }
}
