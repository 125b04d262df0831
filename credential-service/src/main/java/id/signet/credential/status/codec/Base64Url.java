package id.signet.credential.status.codec;

import id.signet.crypto.MalformedInput;
import java.util.Base64;

/** Base64url without padding, in its one canonical spelling. */
final class Base64Url {

    private Base64Url() {}

    static byte[] decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("An encoded status list is base64url without padding.", e);
        }
        throw new MalformedInput("An encoded status list is base64url without padding and without spare bits.");
    }
}
