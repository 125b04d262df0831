package id.signet.crypto.timestamp;

import id.signet.crypto.Bytes;
import id.signet.crypto.cms.SignatureDefect;
import id.signet.crypto.cms.SignedMessage;
import id.signet.crypto.cms.TrustAnchors;
import id.signet.crypto.timestamp.TimestampVerdict.Believed;
import id.signet.crypto.timestamp.TimestampVerdict.Refused;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Which authorities are believed about time.
 *
 * @param policy the object identifier of the only policy that counts, in dotted form; empty: any
 */
public record TimestampTrust(TrustAnchors anchors, Optional<String> policy) {

    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final List<String> TIME_STAMPING = List.of("1.3.6.1.5.5.7.3.8");

    public TimestampTrust {
        policy.ifPresent(TimestampRequest::requireOid);
    }

    /** For an answer just received (RFC 3161 §2.4.2). */
    public TimestampVerdict verify(UnverifiedTimestamp timestamp, TimestampRequest request) {
        return verify(timestamp, request.digest(), Optional.of(request));
    }

    /** For a token that was kept (RFC 3161 appendix B). */
    public TimestampVerdict verify(UnverifiedTimestamp timestamp, Bytes digest) {
        return verify(timestamp, digest, Optional.empty());
    }

    private TimestampVerdict verify(UnverifiedTimestamp timestamp, Bytes digest, Optional<TimestampRequest> request) {
        if (!timestamp.digest().equals(digest)) {
            return new Refused(TimestampDefect.DIGEST);
        }
        if (request.isPresent() && !timestamp.nonce().equals(request.map(TimestampRequest::nonce))) {
            return new Refused(TimestampDefect.NONCE);
        }
        boolean otherPolicy = policy.or(() -> request.flatMap(TimestampRequest::policy))
                .filter(wanted -> !wanted.equals(timestamp.policy()))
                .isPresent();
        if (otherPolicy) {
            return new Refused(TimestampDefect.POLICY);
        }
        SignedMessage message = timestamp.message();
        Optional<X509Certificate> signer = message.signer();
        if (signer.isEmpty()) {
            return new Refused(TimestampDefect.SIGNER);
        }
        Optional<SignatureDefect> defect = message.defect();
        if (defect.isPresent()) {
            return new Refused(translated(defect.get()));
        }
        if (!isForTimestampsAlone(signer.get())) {
            return new Refused(TimestampDefect.PURPOSE);
        }
        return anchors.reach(signer.get(), message.certificates(), timestamp.time())
                ? new Believed(new VerifiedTimestamp(timestamp,
                        signer.get().getSubjectX500Principal().getName(X500Principal.RFC2253)))
                : new Refused(TimestampDefect.TRUST);
    }

    private static TimestampDefect translated(SignatureDefect defect) {
        return switch (defect) {
            case SIGNER -> TimestampDefect.SIGNER;
            case ALGORITHM -> TimestampDefect.ALGORITHM;
            case SIGNING_CERTIFICATE -> TimestampDefect.SIGNING_CERTIFICATE;
            case CONTENT, SIGNATURE -> TimestampDefect.SIGNATURE;
        };
    }

    /** RFC 3161 §2.3: one purpose, in a critical extension. */
    private static boolean isForTimestampsAlone(X509Certificate certificate) {
        try {
            return TIME_STAMPING.equals(certificate.getExtendedKeyUsage())
                    && certificate.getCriticalExtensionOIDs() != null
                    && certificate.getCriticalExtensionOIDs().contains(EXTENDED_KEY_USAGE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
