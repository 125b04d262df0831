package id.signet.crypto.key;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;

import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import id.signet.crypto.Bytes;
import id.signet.crypto.bbs.BbsSecretKey;

/** A key pair held in this process' memory. Thread-safe. Leaves it only through {@link SecretExport}. */
public final class SoftwareSigningKey implements SigningKey {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PublicKey publicKey;
    private final byte[] secret;
    private final SignatureProvider.Signer signer;

    private SoftwareSigningKey(PublicKey publicKey, byte[] secret, SignatureProvider provider) {
        this.publicKey = publicKey;
        this.secret = secret;
        this.signer = provider.signer(publicKey, secret);
    }

    /** A fresh key from the platform's secure random source. */
    public static SoftwareSigningKey generate(KeyType type) {
        byte[] secret = new byte[type.secretLength()];
        do {
            RANDOM.nextBytes(secret);
        } while (!usable(type, secret));
        return restore(type, secret);
    }

    /**
     * A key from its secret: the 32-byte seed of Ed25519 (RFC 8032 §5.1.5) or ML-DSA (FIPS 204 §5.1), or the scalar, big-endian, of the curve's full
     * length.
     *
     * @throws IllegalArgumentException if the length is wrong or the scalar is not in [1, n-1], for SM2 in [1, n-2]
     */
    public static SoftwareSigningKey ofSecret(KeyType type, byte[] secret) {
        if (secret.length != type.secretLength() || !usable(type, secret)) {
            throw new IllegalArgumentException("not a secret of a " + type.curve() + " key");
        }
        return restore(type, secret.clone());
    }

    private static SoftwareSigningKey restore(KeyType type, byte[] secret) {
        return new SoftwareSigningKey(derivePublicKey(type, secret), secret, Providers.of(type));
    }

    /** A key whose signatures are made by one named provider. */
    static SoftwareSigningKey restore(SignatureProvider provider, KeyType type, byte[] secret) {
        return new SoftwareSigningKey(derivePublicKey(type, secret), secret.clone(), provider);
    }

    private static boolean usable(KeyType type, byte[] secret) {
        return switch (type) {
            case ED25519, ML_DSA_44 -> true;
            case BLS12381_G2 -> BbsSecretKey.isSecret(secret);
            case P256, P384, P521, SECP256K1 -> Scalars.inRange(secret, 0, secret.length, Curve.of(type));
            // GB/T 32918.1 §6.1: signing divides by the secret plus one
            case SM2 -> Scalars.inRange(secret, 0, secret.length, Curve.SM2)
                    && !new BigInteger(1, secret).add(BigInteger.ONE).equals(Curve.SM2.order());
        };
    }

    static PublicKey derivePublicKey(KeyType type, byte[] secret) {
        return switch (type) {
            case ED25519 -> {
                byte[] encoded = new byte[Ed25519.PUBLIC_KEY_SIZE];
                Ed25519.generatePublicKey(secret, 0, encoded, 0);
                yield new Ed25519PublicKey(Bytes.of(encoded));
            }
            case BLS12381_G2 -> new Bls12381G2PublicKey(BbsSecretKey.of(secret).publicKey());
            case ML_DSA_44 -> MlDsa44.publicKey(secret);
            case P256, P384, P521, SECP256K1, SM2 -> {
                Curve curve = Curve.of(type);
                yield EcPublicKey.ofPoint(type, curve.encode(new FixedPointCombMultiplier()
                        .multiply(curve.domain().getG(), new BigInteger(1, secret))
                        .normalize()));
            }
        };
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        return signer.sign(message);
    }

    @Override
    public byte[] signForChain(byte[] message) {
        return switch (publicKey.type()) {
            case SECP256K1 -> ChainSignatures.sign(secret, message);
            case SM2 -> Arrays.copyOf(sign(ChainSignatures.hash(KeyType.SM2, message)), ChainSignatures.LENGTH);
            case ED25519, P256, P384, P521, BLS12381_G2, ML_DSA_44 ->
                throw new IllegalArgumentException("a key of " + publicKey.type().curve() + " signs for no chain");
        };
    }

    /** Erases the secret as far as the platform can; after this the key must not be used. */
    public void destroy() {
        Arrays.fill(secret, (byte) 0);
        signer.destroy();
    }

    /** A copy of the secret: for {@link SecretExport} and the key ring only. */
    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "SoftwareSigningKey[" + publicKey + "]";
    }
}
