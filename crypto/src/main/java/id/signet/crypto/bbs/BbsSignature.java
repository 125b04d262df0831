package id.signet.crypto.bbs;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** A signature (A, e) that is well formed: A of prime order, e in [1, r-1]. Whether it fits is for {@link Bbs}. */
public final class BbsSignature {

    public static final int LENGTH = G1.POINT_LENGTH + G1.SCALAR_LENGTH;

    private final ECPoint a;
    private final BigInteger e;

    BbsSignature(ECPoint a, BigInteger e) {
        this.a = a;
        this.e = e;
    }

    /**
     * {@code octets_to_signature} of the draft, §4.2.4.3.
     *
     * @param encoded 80 bytes
     * @throws MalformedInput if they are not a signature
     */
    public static BbsSignature parse(Bytes encoded) {
        if (encoded.size() != LENGTH) {
            throw new MalformedInput("a BBS signature has " + LENGTH + " bytes");
        }
        byte[] bytes = encoded.toArray();
        return new BbsSignature(G1.decode(Arrays.copyOf(bytes, G1.POINT_LENGTH)), G1.scalar(bytes, G1.POINT_LENGTH));
    }

    public Bytes encoded() {
        byte[] bytes = Arrays.copyOf(G1.encode(a), LENGTH);
        BigIntegers.asUnsignedByteArray(e, bytes, G1.POINT_LENGTH, G1.SCALAR_LENGTH);
        return Bytes.of(bytes);
    }

    ECPoint a() {
        return a;
    }

    BigInteger e() {
        return e;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BbsSignature signature && a.equals(signature.a) && e.equals(signature.e);
    }

    @Override
    public int hashCode() {
        return e.hashCode();
    }
}
