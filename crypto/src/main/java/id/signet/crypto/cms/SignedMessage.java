package id.signet.crypto.cms;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * A CMS SignedData (RFC 5652 §5) with one signer, read strictly. It holds what was found; {@link #defect()} says whether it
 * is signed.
 */
public final class SignedMessage {

    public static final int LONGEST = 64 << 10;

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final int SHORTEST_RSA = 2_048;
    private static final int LONGEST_RSA = 16_384;
    /** Since 2026-11: what eIDAS' SOG-IS list and NIST SP 800-131A both still allow. */
    private static final Map<String, String> DIGESTS = Map.of(NISTObjectIdentifiers.id_sha256.getId(), "SHA-256",
            NISTObjectIdentifiers.id_sha384.getId(), "SHA-384", NISTObjectIdentifiers.id_sha512.getId(), "SHA-512");
    /** The field sizes of P-256, P-384 and P-521. */
    private static final List<Integer> CURVES = List.of(256, 384, 521);

    private final Bytes encoded;
    private final CMSSignedData cms;
    private final List<X509Certificate> certificates;
    private final Optional<SignerInformation> signer;
    private final Optional<AttributeTable> signed;
    private final Optional<Bytes> timestampToken;

    private SignedMessage(byte[] der, CMSSignedData cms) {
        this.encoded = Bytes.of(der);
        this.cms = cms;
        try {
            this.certificates = certificates(cms);
            this.signer = signer(cms);
            this.signed = signer.map(SignerInformation::getSignedAttributes);
            this.timestampToken = signer.map(SignerInformation::getUnsignedAttributes).flatMap(SignedMessage::token);
        } catch (CertificateException | RuntimeException e) { // of many kinds, where a value is not of the type its place asks
            throw new MalformedInput("this is no signed message", e);
        }
    }

    /**
     * One that brings its content.
     *
     * @throws MalformedInput unless it is at most {@value #LONGEST} bytes of strict DER that make one
     */
    public static SignedMessage attached(byte[] der) {
        SignedMessage message = new SignedMessage(der, parse(der, null));
        if (message.cms.getSignedContent() == null) {
            throw new MalformedInput("the signed message is without its content");
        }
        return message;
    }

    /**
     * One whose content lies elsewhere.
     *
     * @throws MalformedInput as {@link #attached}
     */
    public static SignedMessage detached(byte[] der, byte[] content) {
        if (parse(der, null).getSignedContent() != null) {
            throw new MalformedInput("the signature brings content of its own");
        }
        return new SignedMessage(der, parse(der, content));
    }

    private static CMSSignedData parse(byte[] der, byte @Nullable [] content) {
        StrictDer.check(der, LONGEST);
        try {
            return content == null
                    ? new CMSSignedData(der)
                    : new CMSSignedData(new CMSProcessableByteArray(content), der);
        } catch (CMSException | RuntimeException e) {
            throw new MalformedInput("this is no signed message", e);
        }
    }

    private static List<X509Certificate> certificates(CMSSignedData cms) throws CertificateException {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> found = new ArrayList<>();
        for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
            found.add(converter.getCertificate(holder));
        }
        return List.copyOf(found);
    }

    private static Optional<SignerInformation> signer(CMSSignedData cms) {
        List<SignerInformation> signers = List.copyOf(cms.getSignerInfos().getSigners());
        return signers.size() == 1 && signers.getFirst().getCounterSignatures().size() == 0
                ? Optional.of(signers.getFirst())
                : Optional.empty();
    }

    public Bytes encoded() {
        return encoded;
    }

    /** The content's type, in dotted form. */
    public String contentType() {
        return cms.getSignedContentTypeOID();
    }

    /** What is signed, of an attached one. */
    public byte[] content() {
        return (byte[]) cms.getSignedContent().getContent();
    }

    /** All that came with it, the signer's included, in no order. */
    public Collection<X509Certificate> certificates() {
        return certificates;
    }

    /** Empty if there is not one signer, or its certificate is missing. */
    public Optional<X509Certificate> signer() {
        return signer.flatMap(this::certificate);
    }

    /** The bytes that a time-stamp of the signature is over. */
    public Optional<Bytes> signatureValue() {
        return signer.map(signer -> Bytes.of(signer.getSignature()));
    }

    /** The one token that is a signature-time-stamp (ETSI EN 319 122-1 §5.3). */
    public Optional<Bytes> timestampToken() {
        return timestampToken;
    }

    private static Optional<Bytes> token(AttributeTable attributes) {
        return single(attributes, PKCSObjectIdentifiers.id_aa_signatureTimeStampToken).map(token -> {
            try {
                return Bytes.of(token.toASN1Primitive().getEncoded("DL"));
            } catch (IOException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** Empty: it is signed by the key of {@link #signer()}, and says so itself. Whether that certificate is one to believe is another question. */
    public Optional<SignatureDefect> defect() {
        Optional<X509Certificate> certificate = signer.flatMap(this::certificate);
        if (certificate.isEmpty()) {
            return Optional.of(SignatureDefect.SIGNER);
        }
        if (!isBelieved(certificate.get().getPublicKey()) || !DIGESTS.containsKey(signer.get().getDigestAlgOID())) {
            return Optional.of(SignatureDefect.ALGORITHM);
        }
        if (!namesItsCertificate(certificate.get())) {
            return Optional.of(SignatureDefect.SIGNING_CERTIFICATE);
        }
        return signatureDefect(signer.get(), certificate.get());
    }

    private static Optional<SignatureDefect> signatureDefect(SignerInformation signer, X509Certificate certificate) {
        try {
            boolean good = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER)
                    .build(certificate.getPublicKey()));
            return good ? Optional.empty() : Optional.of(SignatureDefect.SIGNATURE);
        } catch (CMSSignerDigestMismatchException e) {
            return Optional.of(SignatureDefect.CONTENT);
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            return Optional.of(SignatureDefect.SIGNATURE);
        }
    }

    private Optional<X509Certificate> certificate(SignerInformation signer) {
        List<X509CertificateHolder> matches = cms.getCertificates()
                .getMatches(null)
                .stream()
                .filter(signer.getSID()::match)
                .toList();
        if (matches.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JcaX509CertificateConverter().getCertificate(matches.getFirst()));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    static boolean isBelieved(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= SHORTEST_RSA
                    && rsa.getModulus().bitLength() <= LONGEST_RSA;
            case ECPublicKey ec -> CURVES.contains(ec.getParams().getCurve().getField().getFieldSize());
            default -> false;
        };
    }

    /** RFC 5035 §5.4: the first certificate named is the signer's. RFC 5816 lets a time-stamp use either attribute. */
    private boolean namesItsCertificate(X509Certificate certificate) {
        try {
            Optional<ASN1Encodable> first = signed
                    .flatMap(table -> single(table, PKCSObjectIdentifiers.id_aa_signingCertificate));
            Optional<ASN1Encodable> second = signed
                    .flatMap(table -> single(table, PKCSObjectIdentifiers.id_aa_signingCertificateV2));
            boolean oldFits = first.isEmpty() || fits(SigningCertificate.getInstance(first.get()), certificate);
            boolean newFits = second.isEmpty() || fits(SigningCertificateV2.getInstance(second.get()), certificate);
            return (first.isPresent() || second.isPresent()) && oldFits && newFits;
        } catch (CertificateException | IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean fits(SigningCertificate named, X509Certificate certificate)
            throws CertificateException, IOException {
        ESSCertID id = named.getCerts().length == 0 ? null : named.getCerts()[0];
        return id != null && hashed("SHA-1", certificate, id.getCertHash())
                && issuedAs(id.getIssuerSerial(), certificate);
    }

    private static boolean fits(SigningCertificateV2 named, X509Certificate certificate)
            throws CertificateException, IOException {
        ESSCertIDv2 id = named.getCerts().length == 0 ? null : named.getCerts()[0];
        String digest = id == null ? null : DIGESTS.get(id.getHashAlgorithm().getAlgorithm().getId());
        return id != null && digest != null && hashed(digest, certificate, id.getCertHash())
                && issuedAs(id.getIssuerSerial(), certificate);
    }

    private static boolean hashed(String algorithm, X509Certificate certificate, byte[] expected)
            throws CertificateException {
        try {
            return MessageDigest.isEqual(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()),
                    expected);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static boolean issuedAs(@Nullable IssuerSerial named, X509Certificate certificate)
            throws CertificateException, IOException {
        if (named == null) {
            return true;
        }
        X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
        return named.getSerial().getValue().equals(certificate.getSerialNumber())
                && named.getIssuer().getNames().length == 1
                && holder.getIssuer().equals(named.getIssuer().getNames()[0].getName());
    }

    private static Optional<ASN1Encodable> single(AttributeTable attributes, ASN1ObjectIdentifier type) {
        var all = attributes.getAll(type);
        if (all.size() != 1) {
            return Optional.empty();
        }
        Attribute attribute = Attribute.getInstance(all.get(0));
        return attribute.getAttrValues().size() == 1
                ? Optional.of(attribute.getAttrValues().getObjectAt(0))
                : Optional.empty();
    }
}
