package id.signet.crypto.timestamp;

import id.signet.crypto.cms.TrustAnchors;
import id.signet.crypto.hash.Hashes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;

/** An authority for time-stamps, with a root of its own, that can be told to be bad in one way at a time. */
public final class TestAuthority {

    public static final String POLICY = "1.3.6.1.4.1.32473.7";
    public static final String NAME = "Test Authority";

    /** How it goes wrong. */
    public enum Fault {
        NONE,
        REJECTS,
        FORGETS_THE_NONCE,
        STAMPS_ANOTHER_DIGEST,
        NAMES_NO_CERTIFICATE,
        NAMES_ANOTHER_CERTIFICATE,
        PURPOSE_NOT_CRITICAL,
        ANOTHER_PURPOSE_TOO,
        CERTIFICATE_ENDED_BEFORE
    }

    private final Fault fault;
    private final Instant now;
    private final KeyPair key;
    private final X509Certificate root;
    private final X509Certificate certificate;
    private long serial = 1;

    public TestAuthority(Instant now) {
        this(now, Fault.NONE);
    }

    public TestAuthority(Instant now, Fault fault) {
        this.now = now;
        this.fault = fault;
        try {
            KeyPair rootKey = pair();
            this.key = pair();
            X500Name rootName = new X500Name("CN=Test Root");
            this.root = certificate(rootName, rootKey, rootName, rootKey, now.plus(Duration.ofDays(3_650)), true);
            this.certificate = certificate(rootName, rootKey, new X500Name("CN=" + NAME), key,
                    fault == Fault.CERTIFICATE_ENDED_BEFORE
                            ? now.minus(Duration.ofHours(1))
                            : now.plus(Duration.ofDays(365)),
                    false);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(X500Name issuer, KeyPair issuerKey, X500Name subject, KeyPair subjectKey,
            Instant end, boolean authority) throws GeneralSecurityException, OperatorCreationException, IOException {
        var builder = new JcaX509v3CertificateBuilder(issuer, BigInteger.valueOf(authority ? 1 : 2),
                Date.from(now.minus(Duration.ofDays(2))), Date.from(end), subject, subjectKey.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            KeyPurposeId[] purposes = fault == Fault.ANOTHER_PURPOSE_TOO
                    ? new KeyPurposeId[]{KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning}
                    : new KeyPurposeId[]{KeyPurposeId.id_kp_timeStamping};
            builder.addExtension(Extension.extendedKeyUsage, fault != Fault.PURPOSE_NOT_CRITICAL,
                    new ExtendedKeyUsage(purposes));
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerKey)));
    }

    private static ContentSigner signer(KeyPair key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
    }

    /** Its root. */
    public TrustAnchors anchors() {
        return new TrustAnchors(Set.of(root));
    }

    public X509Certificate root() {
        return root;
    }

    public TimestampTrust trust() {
        return new TimestampTrust(anchors(), Optional.empty());
    }

    /** Without a network between. */
    public TimestampSource source() {
        return digest -> {
            TimestampRequest request = TimestampRequest.over(digest, Optional.empty(), new SecureRandom());
            return switch (TimestampAnswer.parse(answer(request.encoded().toArray()))) {
                case TimestampAnswer.Rejected rejected -> new TimestampSource.Stamped.NoStamp("the authority rejects");
                case TimestampAnswer.Granted granted -> switch (trust().verify(granted.timestamp(), request)) {
                    case TimestampVerdict.Believed believed -> new TimestampSource.Stamped.Stamp(believed.timestamp());
                    case TimestampVerdict.Refused refused -> new TimestampSource.Stamped.NoStamp(
                            refused.defect().sentence());
                };
            };
        };
    }

    /** Of the bytes of a request those of an answer. */
    public byte[] answer(byte[] query) {
        try {
            if (fault == Fault.REJECTS) {
                return new TimeStampResp(new PKIStatusInfo(PKIStatus.rejection,
                        new PKIFreeText(new DERUTF8String("not today"))), null).getEncoded("DER");
            }
            return new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token(new TimeStampRequest(query)))
                    .getEncoded("DL");
        } catch (IOException | GeneralSecurityException | OperatorCreationException | CMSException
                | TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    private ContentInfo token(TimeStampRequest request)
            throws IOException, GeneralSecurityException, OperatorCreationException, CMSException, TSPException {
        byte[] digest = request.getMessageImprintDigest();
        if (fault == Fault.STAMPS_ANOTHER_DIGEST) {
            digest[0] ^= 1;
        }
        TSTInfo info = new TSTInfo(new ASN1ObjectIdentifier(POLICY),
                new MessageImprint(request.getMessageImprintAlgID(), digest), new ASN1Integer(serial++),
                new ASN1GeneralizedTime(Date.from(now)), null, null,
                fault == Fault.FORGETS_THE_NONCE ? null : new ASN1Integer(request.getNonce()), null, null);
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                .build()).setSignedAttributeGenerator(
                        new DefaultSignedAttributeTableGenerator(attributes()))
                .build(signer(key), certificate));
        generator.addCertificate(new X509CertificateHolder(certificate.getEncoded()));
        return generator.generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo,
                info.getEncoded("DER")), true).toASN1Structure();
    }

    private AttributeTable attributes() throws GeneralSecurityException {
        if (fault == Fault.NAMES_NO_CERTIFICATE) {
            return new AttributeTable(new DERSet());
        }
        X509Certificate named = fault == Fault.NAMES_ANOTHER_CERTIFICATE ? root : certificate;
        byte[] hash = Hashes.sha256(named.getEncoded());
        return new AttributeTable(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
    }
}
