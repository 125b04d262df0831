package id.signet.crypto.key;

import java.math.BigInteger;
import java.util.HexFormat;

/** Fixed-length big-endian integers of a curve's group. */
final class Scalars {

    private Scalars() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** Whether the big-endian integer is in [1, n-1]. */
    static boolean inRange(byte[] bytes, int offset, int length, Curve curve) {
        BigInteger value = new BigInteger(1, bytes, offset, length);
        return value.signum() > 0 && value.compareTo(curve.order()) < 0;
    }

    /** The integer in exactly {@code length} bytes. */
    static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = new byte[length];
        write(value, bytes, 0, length);
        return bytes;
    }

    static void write(BigInteger value, byte[] target, int offset, int length) {
        byte[] minimal = value.toByteArray();
        int sign = minimal.length > length && minimal[0] == 0 ? 1 : 0;
        int size = minimal.length - sign;
        if (size > length) {
            throw new IllegalArgumentException("the integer does not fit " + length + " bytes");
        }
        System.arraycopy(minimal, sign, target, offset + length - size, size);
    }
}
