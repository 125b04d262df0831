package id.signet.crypto.cms;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Signs documents as ETSI EN 319 122-1 asks of a CAdES baseline signature whose time stands in the document: detached, SHA-256,
 * with the certificate named by RFC 5035 and no signing time of its own; on top of it, where one is had, a time-stamp.
 */
public final class DocumentSigner {

    private final Supplier<ContentSigner> signer;
    private final List<X509Certificate> chain;

    private DocumentSigner(Supplier<ContentSigner> signer, List<X509Certificate> chain) {
        this.signer = signer;
        this.chain = List.copyOf(chain);
    }

    /** @param key of P-256, to which the certificate belongs */
    public static DocumentSigner of(SigningKey key, X509Certificate certificate) {
        return new DocumentSigner(() -> new SignatureKey(key), List.of(certificate));
    }

    /**
     * With the one key of a PKCS #12 file, RSA from 2048 bits or of P-256, P-384 or P-521, and its certificates.
     *
     * @throws IllegalArgumentException if the file or the key is not so, in a sentence without the password
     */
    public static DocumentSigner ofKeyStore(byte[] file, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1 || !(store.getKey(keys.getFirst(), password) instanceof PrivateKey key)) {
                throw new IllegalArgumentException("there is not exactly one private key in it");
            }
            Certificate[] certificates = store.getCertificateChain(keys.getFirst());
            if (certificates == null || certificates.length == 0) {
                throw new IllegalArgumentException("there is no certificate for its key in it");
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : certificates) {
                chain.add((X509Certificate) certificate);
            }
            if (!SignedMessage.isBelieved(chain.getFirst().getPublicKey())) {
                throw new IllegalArgumentException("its key is neither RSA of 2048 bits or more nor of a NIST curve");
            }
            String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            DocumentSigner signer = new DocumentSigner(() -> signer(algorithm, key), chain);
            requireFits(signer, chain.getFirst().getPublicKey());
            return signer;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no PKCS #12 file, or the password is another one", e);
        }
    }

    private static void requireFits(DocumentSigner signer, PublicKey key) {
        byte[] content = new byte[]{1};
        SignedMessage signed = SignedMessage.detached(signer.sign(content, value -> Optional.empty()).toArray(),
                content);
        if (signed.defect().isPresent()
                || !signed.signer().map(X509Certificate::getPublicKey).equals(Optional.of(key))) {
            throw new IllegalArgumentException("its certificate does not belong to its key");
        }
    }

    private static ContentSigner signer(String algorithm, PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(algorithm).build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }

    /** Of the key that signs. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /**
     * The signature, in DER.
     *
     * @param timestamps gives, for the bytes of a signature, a time-stamp token over their SHA-256 digest, if it has one
     */
    public Bytes sign(byte[] content, Function<Bytes, Optional<Bytes>> timestamps) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(this::attributes)
                            .build(signer.get(), chain.getFirst()));
            for (X509Certificate certificate : chain) {
                generator.addCertificate(new X509CertificateHolder(certificate.getEncoded()));
            }
            CMSSignedData signed = generator.generate(new CMSProcessableByteArray(content), false);
            SignerInformation information = signed.getSignerInfos().getSigners().iterator().next();
            Optional<Bytes> token = timestamps.apply(Bytes.of(information.getSignature()));
            CMSSignedData complete = token.isEmpty()
                    ? signed
                    : CMSSignedData.replaceSigners(signed, new SignerInformationStore(
                            stamped(information, token.get())));
            return Bytes.of(complete.toASN1Structure().getEncoded("DER"));
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | IOException e) {
            throw new IllegalStateException("a signature can be written", e);
        }
    }

    private AttributeTable attributes(Map<?, ?> parameters) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.contentType,
                new DERSet((ASN1ObjectIdentifier) parameters.get(CMSAttributeTableGenerator.CONTENT_TYPE))));
        attributes.add(new Attribute(CMSAttributes.messageDigest,
                new DERSet(new DEROctetString((byte[]) parameters.get(CMSAttributeTableGenerator.DIGEST)))));
        attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(Hashes.sha256(encoded(certificate())))))));
        return new AttributeTable(attributes);
    }

    private static SignerInformation stamped(SignerInformation signer, Bytes token) throws IOException {
        return SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(
                new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                        new DERSet(ASN1Primitive.fromByteArray(token.toArray())))));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate can be written", e);
        }
    }
}
