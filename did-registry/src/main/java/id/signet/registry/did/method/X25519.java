package id.signet.registry.did.method;

import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.multiformats.Multibase;
import java.math.BigInteger;

/** The X25519 form of an Ed25519 public key: RFC 7748 §4.1, u = (1 + y) / (1 - y) modulo 2^255 - 19. */
final class X25519 {

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final int LENGTH = 32;

    private X25519() {}

    /** The Multikey, header ec01. */
    static String multikey(Ed25519PublicKey key) {
        byte[] encoded = key.encoded().toArray();
        byte[] bigEndian = reversed(encoded);
        bigEndian[0] &= 0x7f; // the sign of x
        BigInteger y = new BigInteger(1, bigEndian);
        // y = 1 is the neutral element, which is no Ed25519PublicKey
        BigInteger u = BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(P)).mod(P);
        byte[] text = new byte[2 + LENGTH];
        text[0] = (byte) 0xec;
        text[1] = 0x01;
        byte[] magnitude = u.toByteArray();
        for (int i = 0; i < magnitude.length && i < LENGTH; i++) {
            text[2 + i] = magnitude[magnitude.length - 1 - i];
        }
        return Multibase.encodeBase58Btc(text);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
