package id.signet.crypto.cms;

import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** A P-256 key of the key ring as certificates and CMS see it: SHA-256, and both numbers in a SEQUENCE (RFC 3279 §2.2.3). */
final class SignatureKey implements ContentSigner {

    private final SigningKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    SignatureKey(SigningKey key) {
        if (key.publicKey().type() != KeyType.P256) {
            throw new IllegalArgumentException("documents are signed with a P-256 key");
        }
        this.key = key;
    }

    /** RFC 5480 §2. */
    SubjectPublicKeyInfo publicKey() {
        byte[] point = ((EcPublicKey) key.publicKey()).uncompressedPoint().toArray();
        byte[] marked = new byte[point.length + 1];
        marked[0] = 4;
        System.arraycopy(point, 0, marked, 1, point.length);
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1), marked);
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        byte[] both = key.sign(content.toByteArray());
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(both, both.length / 2))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(both, both.length / 2, both.length))));
        try {
            return new DERSequence(numbers).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("two numbers can be written", e);
        }
    }
}
