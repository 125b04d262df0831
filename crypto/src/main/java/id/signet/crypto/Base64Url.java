package id.signet.crypto;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url without padding, RFC 7515 section 2: each byte string has exactly one text. Padding, characters of other
 * alphabets, white space and spare bits that are not zero are refused.
 */
public final class Base64Url {

    private static final byte[] VALUES = values();

    private Base64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws MalformedInput if the text is not the one encoding of some bytes */
    public static byte[] decode(String text) {
        return decode(text, 0, text.length());
    }

    /** As {@link #decode(String)}, of the characters from one place to another. */
    public static byte[] decode(String text, int from, int to) {
        int characters = to - from;
        if (characters % 4 == 1) {
            throw new MalformedInput("a base64url text has an impossible length");
        }
        byte[] bytes = new byte[(int) (characters * 3L / 4)];
        int bits = 0;
        int held = 0;
        int size = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                throw new MalformedInput("a character is not base64url");
            }
            held = (held << 6) | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[size++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        if (held != 0) {
            throw new MalformedInput("a base64url text has spare bits that are not zero");
        }
        return bytes;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
