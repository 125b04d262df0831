package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A secp256k1 key as chains of the Ethereum kind use it: known by its address, and its signatures name the key they are by
 * (Ethereum Yellow Paper, appendix F).
 */
public final class EthereumAccount {

    /** The length of an address, in bytes. */
    public static final int ADDRESS_LENGTH = 20;

    /**
     * @param r the x coordinate of the nonce point
     * @param s the smaller of the two possible values (EIP-2)
     * @param odd whether the y coordinate of the nonce point is odd
     */
    public record Signature(BigInteger r, BigInteger s, boolean odd) {}

    private final ECPrivateKeyParameters key;
    private final Bytes address;

    private EthereumAccount(BigInteger secret) {
        this.key = new ECPrivateKeyParameters(secret, Curve.SECP256K1.domain());
        this.address = address(
                new FixedPointCombMultiplier().multiply(Curve.SECP256K1.domain().getG(), secret).normalize());
    }

    /**
     * @param secret 32 bytes
     * @throws IllegalArgumentException when it is no secret of the curve
     */
    public static EthereumAccount ofSecret(byte[] secret) {
        BigInteger number = new BigInteger(1, secret);
        if (secret.length != 32 || number.signum() == 0 || number.compareTo(Curve.SECP256K1.order()) >= 0) {
            throw new IllegalArgumentException(
                    "a secret of secp256k1 is 32 bytes, above zero and below the group's order");
        }
        return new EthereumAccount(number);
    }

    /** The last 20 bytes of the Keccak-256 of the public point. */
    public Bytes address() {
        return address;
    }

    /** @param digest 32 bytes; the nonce is that of RFC 6979 */
    public Signature sign(byte[] digest) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(SHA256Digest.newInstance()));
        signer.init(true, key);
        BigInteger[] rs = signer.generateSignature(digest);
        BigInteger n = Curve.SECP256K1.order();
        BigInteger s = rs[1].min(n.subtract(rs[1]));
        for (boolean odd : new boolean[]{false, true}) {
            Signature signature = new Signature(rs[0], s, odd);
            if (address.equals(signer(digest, signature))) {
                return signature;
            }
        }
        throw new IllegalStateException("the x coordinate of the nonce point is above the group's order");
    }

    /** The address whose key made the signature (SEC 1 §4.1.6). */
    static Bytes signer(byte[] digest, Signature signature) {
        BigInteger n = Curve.SECP256K1.order();
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (signature.odd() ? 3 : 2);
        Scalars.write(signature.r(), compressed, 1, 32);
        ECPoint nonce = Curve.SECP256K1.domain().getCurve().decodePoint(compressed);
        BigInteger inverse = signature.r().modInverse(n);
        ECPoint point = Curve.SECP256K1.domain()
                .getG()
                .multiply(new BigInteger(1, digest).negate().mod(n))
                .add(nonce.multiply(signature.s()))
                .multiply(inverse);
        return address(point.normalize());
    }

    private static Bytes address(ECPoint point) {
        byte[] encoded = point.getEncoded(false);
        byte[] hash = Hashes.keccak256(Arrays.copyOfRange(encoded, 1, encoded.length));
        return Bytes.of(Arrays.copyOfRange(hash, hash.length - ADDRESS_LENGTH, hash.length));
    }
}
