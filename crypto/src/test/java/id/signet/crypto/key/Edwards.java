package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import id.signet.crypto.Bytes;

/** Just enough of edwards25519 to make signatures that no honest signer makes. */
final class Edwards {

    /** RFC 8032 §5.1, L. */
    static final BigInteger ORDER = BigInteger.ONE.shiftLeft(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));

    static final BigInteger PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** The eight points of small order, and the other encodings that lenient decoders take for them. */
    static final List<String> SMALL_ORDER = List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

    private Edwards() {}

    static @Nullable Throwable refusal(String hex) {
        return catchThrowable(() -> new Ed25519PublicKey(Bytes.of(HexFormat.of().parseHex(hex))));
    }

    static BigInteger littleEndian(byte[] bytes) {
        return new BigInteger(1, reverse(bytes));
    }

    static byte[] littleEndian(BigInteger value) {
        return reverse(Scalars.fixed(value, 32));
    }

    static byte[] signature(byte[] r, BigInteger s) {
        byte[] signature = Arrays.copyOf(r, 64);
        System.arraycopy(littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    /** (x, y) + (0, -1) = (-x, -y). */
    static byte[] plusPointOfOrderTwo(byte[] encoded) {
        byte[] yBytes = encoded.clone();
        yBytes[31] &= 0x7f;
        byte[] moved = littleEndian(PRIME.subtract(littleEndian(yBytes)));
        moved[31] |= (byte) (~encoded[31] & 0x80);
        return moved;
    }

    /** R = [r]B + (0, -1), S as if R were right. */
    static byte[] signWithShiftedR(byte[] seed, byte[] message) {
        byte[] nonceSeed = sha512(message);
        byte[] r = plusPointOfOrderTwo(SoftwareSigningKey.ofSecret(KeyType.ED25519, Arrays.copyOf(nonceSeed, 32))
                .publicKey()
                .encoded()
                .toArray());
        return sign(seed, message, r, scalar(Arrays.copyOf(nonceSeed, 32)));
    }

    /** R = [0]B: the equation of RFC 8032 holds, but the secret lies open. */
    static byte[] signWithNonceZero(byte[] seed, byte[] message) {
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        return sign(seed, message, neutral, BigInteger.ZERO);
    }

    private static byte[] sign(byte[] seed, byte[] message, byte[] encodedR, BigInteger r) {
        byte[] key = SoftwareSigningKey.ofSecret(KeyType.ED25519, seed).publicKey().encoded().toArray();
        BigInteger k = littleEndian(sha512(encodedR, key, message)).mod(ORDER);
        return signature(encodedR, k.multiply(scalar(seed)).add(r).mod(ORDER));
    }

    /** RFC 8032 §5.1.5 steps 1 and 2. */
    private static BigInteger scalar(byte[] seed) {
        byte[] h = Arrays.copyOf(sha512(seed), 32);
        h[0] &= (byte) 0xf8;
        h[31] &= 0x7f;
        h[31] |= 0x40;
        return littleEndian(h);
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] reverse(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
