package id.signet.crypto.cms;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Certificates that are believed without another. A path to one of them is built and validated by RFC 5280 §6 at a given
 * moment; nothing is fetched, so revocation is not asked for.
 *
 * @param certificates at least one
 */
public record TrustAnchors(Set<X509Certificate> certificates) {

    public TrustAnchors {
        certificates = Set.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate");
        }
    }

    /** @throws IllegalArgumentException unless the text is certificates in PEM */
    public static TrustAnchors ofPem(String pem) {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
                found.add((X509Certificate) certificate);
            }
            return new TrustAnchors(Set.copyOf(found));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("there is something that is no certificate", e);
        }
    }

    /** Whether the certificate leads to one of these, over others that came with it, and all were valid then. */
    public boolean reach(X509Certificate certificate, Collection<X509Certificate> others, Instant then) {
        if (certificates.contains(certificate)) {
            return !then.isBefore(certificate.getNotBefore().toInstant())
                    && !then.isAfter(certificate.getNotAfter().toInstant());
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    certificates.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet()),
                    target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(certificate))));
            parameters.setDate(Date.from(then));
            parameters.setRevocationEnabled(false);
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform builds PKIX paths", e);
        }
    }
}
