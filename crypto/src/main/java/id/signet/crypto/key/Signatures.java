package id.signet.crypto.key;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Signature verification: one algorithm per type of key. Ed25519 (RFC 8032 §5.1.7, without cofactor); ECDSA (FIPS
 * 186-5 §6.4.2) with SHA-256 for P-256 and secp256k1, SHA-384 for P-384, SHA-512 for P-521, signature r‖s of fixed length (RFC 7515
 * §A.3, RFC 8812 §3.2); SM2 with SM3 and the default identity (GB/T 32918.2 §7.1), r‖s as well; BBS with SHA-256 over a
 * {@link id.signet.crypto.bbs.BbsInput}; ML-DSA-44 with an empty context (FIPS 204 algorithm 3). A high s is accepted: a
 * signature is not an identifier, nobody may use its bytes as one.
 * <p>
 * Range checks are done here, before any provider sees the bytes, so that every provider gives the same answer.
 */
public final class Signatures {

    /** The group order of edwards25519, RFC 8032 §5.1, little-endian. */
    private static final byte[] ED25519_ORDER = Scalars.hex(
            "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    /** The neutral element: the only R of small order that a key of prime order can produce, and only with a nonce of 0. */
    private static final byte[] ED25519_NEUTRAL = Scalars.hex(
            "0100000000000000000000000000000000000000000000000000000000000000");

    private Signatures() {}

    /** Whether the signature fits. Any defect of the signature is {@code false}, never an exception. */
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        return verify(Providers.of(key.type()), key, message, signature);
    }

    static boolean verify(SignatureProvider provider, PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != key.type().signatureLength()) {
            return false;
        }
        boolean inRange = switch (key) {
            case Ed25519PublicKey _ -> ed25519InRange(signature);
            case Sm2PublicKey _ -> sm2InRange(signature);
            case Bls12381G2PublicKey _ -> true; // a BbsSignature is in range by its type
            case MlDsa44PublicKey _ -> true; // FIPS 204 has the verification itself check its ranges
            case EcPublicKey ec -> ecdsaInRange(Curve.of(ec.type()), signature);
        };
        return inRange && provider.verify(key, message, signature);
    }

    /** RFC 8032 §5.1.7 step 1: S below the group's order. */
    private static boolean ed25519InRange(byte[] signature) {
        for (int i = 31; i >= 0; i--) {
            int s = signature[32 + i] & 0xff;
            int order = ED25519_ORDER[i] & 0xff;
            if (s != order) {
                return s < order && !Arrays.equals(signature, 0, 32, ED25519_NEUTRAL, 0, 32);
            }
        }
        return false;
    }

    /** FIPS 186-5 §6.4.2 step 1: r and s in [1, n-1]. */
    private static boolean ecdsaInRange(Curve curve, byte[] signature) {
        int half = signature.length / 2;
        return Scalars.inRange(signature, 0, half, curve) && Scalars.inRange(signature, half, half, curve);
    }

    /** GB/T 32918.2 §7.1 steps B1, B2 and B5: r and s in [1, n-1], and their sum is not n. */
    private static boolean sm2InRange(byte[] signature) {
        BigInteger r = new BigInteger(1, signature, 0, 32);
        BigInteger s = new BigInteger(1, signature, 32, 32);
        return ecdsaInRange(Curve.SM2, signature) && !r.add(s).equals(Curve.SM2.order());
    }
}
