package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.bbs.Bbs;
import id.signet.crypto.bbs.BbsInput;
import id.signet.crypto.bbs.BbsSecretKey;
import id.signet.crypto.bbs.BbsSignature;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Bouncy Castle's lightweight API: pure Java, everywhere. ECDSA nonces are deterministic (RFC 6979), and secp256k1
 * signatures have the lower s (BIP 62, as Ethereum asks). SM2 nonces are random; BBS has none. ML-DSA is hedged
 * (FIPS 204 §3.4).
 */
final class BouncyCastleSignatures implements SignatureProvider {

    @Override
    public String description() {
        return "Bouncy Castle";
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, byte[] signature) {
        return switch (key) {
            case Ed25519PublicKey ed25519 -> verifyEd25519(ed25519, message, signature);
            case Sm2PublicKey sm2 -> Sm2.verify(parameters(sm2), message, signature);
            case Bls12381G2PublicKey bls -> verifyBbs(bls, message, signature);
            case MlDsa44PublicKey mlDsa -> MlDsa44.verify(mlDsa, message, signature);
            case EcPublicKey ec -> verifyEcdsa(ec, message, signature);
        };
    }

    private static boolean verifyEd25519(Ed25519PublicKey key, byte[] message, byte[] signature) {
        // Bouncy Castle multiplies the equation by a short scalar, which can hide an R outside the prime-order
        // subgroup one time in eight. With the key of prime order no such R is right: ask for R's order as well.
        return Ed25519.verify(signature, 0, key.encoded().toArray(), 0, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }

    private static boolean verifyBbs(Bls12381G2PublicKey key, byte[] message, byte[] signature) {
        try {
            return Bbs.SHA_256.verify(key.bbs(), BbsInput.decode(message), BbsSignature.parse(Bytes.of(signature)));
        } catch (MalformedInput e) {
            return false;
        }
    }

    private static boolean verifyEcdsa(EcPublicKey key, byte[] message, byte[] signature) {
        Curve curve = Curve.of(key.type());
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, parameters(key));
        int half = signature.length / 2;
        return verifier.verifySignature(curve.hash(message), new BigInteger(1, signature, 0, half),
                new BigInteger(1, signature, half, half));
    }

    private static ECPublicKeyParameters parameters(EcPublicKey key) {
        Curve curve = Curve.of(key.type());
        return new ECPublicKeyParameters(curve.point(key.uncompressedPoint()), curve.domain());
    }

    @Override
    public Signer signer(PublicKey publicKey, byte[] secret) {
        return switch (publicKey) {
            case Ed25519PublicKey ed25519 -> new Ed25519Signer(ed25519.encoded().toArray(), secret.clone());
            case Sm2PublicKey _ -> new Sm2Signer(secret);
            case Bls12381G2PublicKey _ -> new BbsSigner(BbsSecretKey.of(secret));
            case MlDsa44PublicKey _ -> MlDsa44.signer(secret);
            case EcPublicKey ec -> new EcdsaSigner(Curve.of(ec.type()), secret);
        };
    }

    private static final class Ed25519Signer implements Signer {

        private final byte[] publicKey;
        private final byte[] seed;

        Ed25519Signer(byte[] publicKey, byte[] seed) {
            this.publicKey = publicKey;
            this.seed = seed;
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
            return signature;
        }

        @Override
        public void destroy() {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** As strong as {@link Curve#hash}. */
    private static Digest digest(KeyType type) {
        return switch (type) {
            case P384 -> new SHA384Digest();
            case P521 -> new SHA512Digest();
            case P256, SECP256K1, SM2, ED25519, BLS12381_G2, ML_DSA_44 -> SHA256Digest.newInstance();
        };
    }

    private static final class EcdsaSigner implements Signer {

        private final Curve curve;
        private final ECPrivateKeyParameters key;

        EcdsaSigner(Curve curve, byte[] scalar) {
            this.curve = curve;
            this.key = new ECPrivateKeyParameters(new BigInteger(1, scalar), curve.domain());
        }

        @Override
        public byte[] sign(byte[] message) {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digest(curve.type())));
            signer.init(true, key);
            BigInteger[] rs = signer.generateSignature(curve.hash(message));
            BigInteger s = rs[1];
            if (curve.type() == KeyType.SECP256K1 && s.compareTo(curve.order().shiftRight(1)) > 0) {
                s = curve.order().subtract(s);
            }
            byte[] signature = new byte[2 * curve.fieldLength()];
            Scalars.write(rs[0], signature, 0, curve.fieldLength());
            Scalars.write(s, signature, curve.fieldLength(), curve.fieldLength());
            return signature;
        }

        @Override
        public void destroy() {
            // a BigInteger cannot be erased; it goes with the garbage collector
        }
    }

    private record BbsSigner(BbsSecretKey key) implements Signer {

        @Override
        public byte[] sign(byte[] message) {
            BbsInput input;
            try {
                input = BbsInput.decode(message);
            } catch (MalformedInput e) {
                throw new IllegalArgumentException("a key of BLS12-381 G2 signs a BbsInput alone", e);
            }
            return Bbs.SHA_256.sign(key, input).encoded().toArray();
        }

        @Override
        public void destroy() {
            // a BigInteger cannot be erased; it goes with the garbage collector
        }
    }

    private static final class Sm2Signer implements Signer {

        private static final SecureRandom RANDOM = new SecureRandom();

        private final ECPrivateKeyParameters key;

        Sm2Signer(byte[] scalar) {
            this.key = new ECPrivateKeyParameters(new BigInteger(1, scalar), Curve.SM2.domain());
        }

        @Override
        public byte[] sign(byte[] message) {
            return Sm2.sign(key, message, RANDOM);
        }

        @Override
        public void destroy() {
            // a BigInteger cannot be erased; it goes with the garbage collector
        }
    }
}
