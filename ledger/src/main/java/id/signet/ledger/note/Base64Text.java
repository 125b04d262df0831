package id.signet.ledger.note;

import id.signet.crypto.MalformedInput;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base 64 of RFC 4648 §4, as all C2SP texts use it: with padding, and one text for each string of bytes. */
final class Base64Text {

    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String text, String what) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw notBase64(what, e);
        }
        // The decoder also takes missing padding and stray bits behind the last byte.
        if (!encode(bytes).equals(text)) {
            throw notBase64(what, null);
        }
        return bytes;
    }

    private static MalformedInput notBase64(String what, @Nullable Exception cause) {
        String message = what + " is not base64 in its one form";
        return cause == null ? new MalformedInput(message) : new MalformedInput(message, cause);
    }
}
