package id.signet.crypto.multiformats;

import id.signet.crypto.Base64Url;
import java.util.Arrays;

import id.signet.crypto.MalformedInput;

/**
 * Multibase (W3C Controlled Identifiers 1.0 §2.4): {@code z} base58btc and {@code u} base64url without padding. Each
 * byte string has exactly one text in each base; any other text is refused.
 */
public final class Multibase {

    /** Base58 costs the square of its length; what Signet reads in it (keys, proof values, hashes) is far shorter. */
    static final int MAX_BASE58_LENGTH = 1_024;

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final byte[] DIGITS = digits();

    private Multibase() {}

    /** {@code z} and base58btc. */
    public static String encodeBase58Btc(byte[] bytes) {
        return 'z' + toBase58(bytes);
    }

    /** {@code u} and base64url without padding. */
    public static String encodeBase64Url(byte[] bytes) {
        return 'u' + Base64Url.encode(bytes);
    }

    /** @throws MalformedInput if the text is not canonical base58btc or base64url with its prefix */
    public static byte[] decode(String text) {
        if (text.isEmpty()) {
            throw new MalformedInput("a multibase text cannot be empty");
        }
        return switch (text.charAt(0)) {
            case 'z' -> fromBase58(text.substring(1));
            case 'u' -> Base64Url.decode(text.substring(1));
            default -> throw new MalformedInput("a multibase text begins with z (base58btc) or u (base64url)");
        };
    }

    static String toBase58(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        // log(256) / log(58) < 1.38
        byte[] digits = new byte[(bytes.length - zeros) * 138 / 100 + 1];
        int first = digits.length;
        for (int i = zeros; i < bytes.length; i++) {
            int carry = bytes[i] & 0xff;
            int j = digits.length - 1;
            for (; carry != 0 || j >= first; j--) {
                carry += digits[j] << 8;
                digits[j] = (byte) (carry % 58);
                carry /= 58;
            }
            first = j + 1;
        }
        char[] text = new char[zeros + digits.length - first];
        Arrays.fill(text, 0, zeros, '1');
        for (int i = first; i < digits.length; i++) {
            text[zeros + i - first] = ALPHABET.charAt(digits[i]);
        }
        return new String(text);
    }

    static byte[] fromBase58(String text) {
        if (text.length() > MAX_BASE58_LENGTH) {
            throw new MalformedInput.TooLarge("a base58btc text has at most " + MAX_BASE58_LENGTH + " characters");
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == '1') {
            zeros++;
        }
        // log(58) / log(256) < 0.733
        byte[] bytes = new byte[(text.length() - zeros) * 733 / 1000 + 1];
        int first = bytes.length;
        for (int i = zeros; i < text.length(); i++) {
            char c = text.charAt(i);
            int carry = c < DIGITS.length ? DIGITS[c] : -1;
            if (carry < 0) {
                throw new MalformedInput("not base58btc");
            }
            int j = bytes.length - 1;
            for (; carry != 0 || j >= first; j--) {
                carry += (bytes[j] & 0xff) * 58;
                bytes[j] = (byte) carry;
                carry >>>= 8;
            }
            first = j + 1;
        }
        byte[] result = new byte[zeros + bytes.length - first];
        System.arraycopy(bytes, first, result, zeros, bytes.length - first);
        return result;
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            digits[ALPHABET.charAt(i)] = (byte) i;
        }
        return digits;
    }
}
