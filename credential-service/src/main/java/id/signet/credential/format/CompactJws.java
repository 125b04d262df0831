package id.signet.credential.format;

import id.signet.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** The two halves of making a compact JWS, so that its signing input can be logged in between. */
public final class CompactJws {

    private CompactJws() {}

    /** RFC 7515 §5.1 step 5: ASCII of {@code base64url(header).base64url(payload)}. */
    public static Bytes signingInput(ObjectNode header, ObjectNode payload) {
        return Bytes.utf8(encode(header) + "." + encode(payload));
    }

    public static String join(Bytes signingInput, byte[] signature) {
        return signingInput.asUtf8() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encode(ObjectNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
