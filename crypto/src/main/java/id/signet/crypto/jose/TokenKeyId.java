package id.signet.crypto.jose;

/** What may stand as {@code kid} in the header of a JWS or of a COSE message: a lookup string and nothing else. */
public final class TokenKeyId {

    private static final int MAX_LENGTH = 2_048;

    private TokenKeyId() {}

    /**
     * The characters of RFC 3986 but brackets, quotes and asterisks, which no DID URL and no thumbprint needs.
     *
     * @throws MalformedKeyId for all else
     */
    public static void require(String kid) {
        if (kid.isEmpty() || kid.length() > MAX_LENGTH) {
            throw new MalformedKeyId("the kid of a token is empty or longer than " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < kid.length(); i++) {
            char c = kid.charAt(i);
            if (c <= 0x20 || c >= 0x7f || "\"'()*<>[\\]^`{|}".indexOf(c) >= 0) {
                throw new MalformedKeyId("the kid of a token has a character that no URI has");
            }
        }
        if (kid.startsWith("../") || kid.contains("/..")) {
            throw new MalformedKeyId("the kid of a token climbs a path");
        }
    }
}
