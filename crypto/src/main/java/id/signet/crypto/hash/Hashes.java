package id.signet.crypto.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The hash functions Signet knows. Several arguments are hashed as their concatenation: a caller who needs boundaries
 * must encode the lengths himself.
 */
public final class Hashes {

    private Hashes() {}

    /** SHA-256 (FIPS 180-4): 32 bytes. */
    public static byte[] sha256(byte[]... parts) {
        return digest("SHA-256", parts);
    }

    /** SHA-384 (FIPS 180-4): 48 bytes. */
    public static byte[] sha384(byte[]... parts) {
        return digest("SHA-384", parts);
    }

    /** SHA-512 (FIPS 180-4): 64 bytes. */
    public static byte[] sha512(byte[]... parts) {
        return digest("SHA-512", parts);
    }

    /** Keccak-256 with the original padding, as Ethereum and WeIdentity use it; not SHA3-256. 32 bytes. */
    public static byte[] keccak256(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** SM3 (GB/T 32905): 32 bytes. */
    public static byte[] sm3(byte[]... parts) {
        SM3Digest digest = new SM3Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
