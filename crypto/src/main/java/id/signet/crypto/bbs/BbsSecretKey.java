package id.signet.crypto.bbs;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.math.BigInteger;
import org.bouncycastle.crypto.bls.BLS12_381G2;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.util.BigIntegers;

/** A signer's scalar in [1, r-1] with its public key. */
public final class BbsSecretKey {

    public static final int LENGTH = G1.SCALAR_LENGTH;

    private final BigInteger scalar;
    private final BbsPublicKey publicKey;

    private BbsSecretKey(BigInteger scalar) {
        this.scalar = scalar;
        this.publicKey = new BbsPublicKey(Bytes.of(BLS12_381Serialization
                .compressG2(BLS12_381G2.getGenerator().constantTimeMultiply(scalar))));
    }

    /**
     * @param secret 32 bytes, big-endian
     * @throws MalformedInput if the length is another or the scalar is not in [1, r-1]
     */
    public static BbsSecretKey of(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new MalformedInput("a BBS secret has " + LENGTH + " bytes");
        }
        return new BbsSecretKey(G1.scalar(secret, 0));
    }

    /** Whether {@link #of(byte[])} takes these 32 bytes. */
    public static boolean isSecret(byte[] secret) {
        BigInteger scalar = new BigInteger(1, secret);
        return secret.length == LENGTH && scalar.signum() > 0 && scalar.compareTo(G1.ORDER) < 0;
    }

    /** @throws MalformedInput if the scalar is 0 */
    static BbsSecretKey of(BigInteger scalar) {
        return of(BigIntegers.asUnsignedByteArray(LENGTH, scalar));
    }

    public BbsPublicKey publicKey() {
        return publicKey;
    }

    BigInteger scalar() {
        return scalar;
    }

    /** The scalar, 32 bytes, big-endian. The caller erases it. */
    byte[] secret() {
        return BigIntegers.asUnsignedByteArray(LENGTH, scalar);
    }

    @Override
    public String toString() {
        return "BbsSecretKey[" + publicKey + "]";
    }
}
