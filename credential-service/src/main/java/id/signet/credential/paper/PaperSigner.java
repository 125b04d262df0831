package id.signet.credential.paper;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyId;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate with which papers are or were signed.
 *
 * @param key of the key ring; empty where the key lies in the operator's own file
 */
public record PaperSigner(X509Certificate certificate, Optional<KeyId> key, Instant since) {

    /** SHA-256 of the certificate in DER. */
    public Bytes fingerprint() {
        return fingerprint(certificate);
    }

    /** SHA-256 of a certificate in DER. */
    public static Bytes fingerprint(X509Certificate certificate) {
        return Bytes.of(Hashes.sha256(encoded(certificate)));
    }

    /** In DER. */
    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate can be written", e);
        }
    }

    /** @throws IllegalStateException unless the bytes are a certificate in DER that was kept */
    public static X509Certificate decoded(byte[] der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was kept is damaged", e);
        }
    }
}
