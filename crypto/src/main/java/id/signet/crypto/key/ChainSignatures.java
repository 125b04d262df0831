package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * Signatures as they are made on a chain, and by WeIdentity: the hash is that of the chain, not that of the JOSE algorithm.
 * secp256k1 signs Keccak-256 of the message; SM2 signs SM3 of the message, as a message (with SM3 over Z once more). Only the
 * papers of WeIdentity, and what a chain's software signed, are signed and verified this way: a key signs all else as
 * {@link Signatures} says.
 */
public final class ChainSignatures {

    /** Bytes of r‖s‖v. */
    public static final int LENGTH = 65;

    private static final int POINTS = 64;

    private ChainSignatures() {}

    /** What an operation calls such a signature (docs/adr/0010-did-weid.md); empty for keys that no chain knows. */
    public static Optional<String> algorithm(KeyType type) {
        return switch (type) {
            case SECP256K1 -> Optional.of("ES256K-KECCAK");
            case SM2 -> Optional.of("SM2-with-SM3-SM3");
            case ED25519, P256, P384, P521, BLS12381_G2, ML_DSA_44 -> Optional.empty();
        };
    }

    /** The hash of the chain that the key belongs to: SM3 for SM2, else Keccak-256. */
    public static byte[] hash(KeyType type, byte[] message) {
        return type == KeyType.SM2 ? Hashes.sm3(message) : Hashes.keccak256(message);
    }

    /**
     * Whether the signature fits. A key of another type, and any defect of the signature, is {@code false}.
     *
     * @param signature r‖s, 64 bytes
     */
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        return switch (key) {
            case Sm2PublicKey sm2 -> Signatures.verify(sm2, hash(KeyType.SM2, message), signature);
            case Secp256k1PublicKey point -> signature.length == POINTS
                    && Scalars.inRange(signature, 0, 32, Curve.SECP256K1)
                    && Scalars.inRange(signature, 32, 32, Curve.SECP256K1)
                    && verifies(point, hash(KeyType.SECP256K1, message), signature);
            case Ed25519PublicKey _,P256PublicKey _,P384PublicKey _,P521PublicKey _,Bls12381G2PublicKey _,MlDsa44PublicKey _ ->
                false;
        };
    }

    /**
     * Whether a signature that {@link #verify} takes names this key by its recovery value: of secp256k1 the key is the one that
     * is computed from signature and value (SEC 1 §4.1.6), of SM2 the value is 0.
     *
     * @param recovery 0 or 1
     */
    public static boolean recovers(PublicKey key, byte[] message, byte[] signature, int recovery) {
        if (key.type() != KeyType.SECP256K1) {
            return recovery == 0;
        }
        var named = new EthereumAccount.Signature(new BigInteger(1, signature, 0, 32),
                new BigInteger(1, signature, 32, 32), recovery == 1);
        return EthereumAccount.signer(hash(KeyType.SECP256K1, message), named).equals(address(key));
    }

    /**
     * The addresses whose secp256k1 keys can have made the signature over the message: the recovery value stands behind r‖s or
     * before, as 0 and 1 or as 27 and 28. Empty if it is no signature.
     *
     * @param signature 65 bytes
     */
    public static List<Bytes> signers(byte[] message, byte[] signature) {
        if (signature.length != LENGTH) {
            return List.of();
        }
        List<Bytes> found = new ArrayList<>();
        signer(message, Arrays.copyOf(signature, POINTS), signature[POINTS]).ifPresent(found::add);
        signer(message, Arrays.copyOfRange(signature, 1, LENGTH), signature[0]).ifPresent(found::add);
        return List.copyOf(found);
    }

    private static Optional<Bytes> signer(byte[] message, byte[] points, int value) {
        int recovery = value >= 27 ? value - 27 : value;
        if (recovery < 0 || recovery > 1 || !Scalars.inRange(points, 0, 32, Curve.SECP256K1)
                || !Scalars.inRange(points, 32, 32, Curve.SECP256K1)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EthereumAccount.signer(hash(KeyType.SECP256K1, message),
                    new EthereumAccount.Signature(new BigInteger(1, points, 0, 32), new BigInteger(1, points, 32, 32),
                            recovery == 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // r is the x coordinate of no point
        }
    }

    /** secp256k1: RFC 6979 with SHA-256, the smaller s, and the recovery value behind. */
    static byte[] sign(byte[] secret, byte[] message) {
        var signature = EthereumAccount.ofSecret(secret).sign(hash(KeyType.SECP256K1, message));
        byte[] bytes = new byte[LENGTH];
        Scalars.write(signature.r(), bytes, 0, 32);
        Scalars.write(signature.s(), bytes, 32, 32);
        bytes[POINTS] = (byte) (signature.odd() ? 1 : 0);
        return bytes;
    }

    private static Bytes address(PublicKey key) {
        byte[] hash = Hashes.keccak256(((Secp256k1PublicKey) key).uncompressedPoint().toArray());
        return Bytes.of(Arrays.copyOfRange(hash, hash.length - EthereumAccount.ADDRESS_LENGTH, hash.length));
    }

    private static boolean verifies(Secp256k1PublicKey key, byte[] digest, byte[] signature) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(Curve.SECP256K1.point(key.uncompressedPoint()),
                Curve.SECP256K1.domain()));
        return verifier.verifySignature(digest, new BigInteger(1, Arrays.copyOf(signature, 32)),
                new BigInteger(1, signature, 32, 32));
    }
}
