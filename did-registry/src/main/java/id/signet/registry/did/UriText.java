package id.signet.registry.did;

/** Characters and percent-encoded octets (RFC 3986 §2.1), told without a regular expression: every request has some. */
final class UriText {

    private final boolean[] allowed = new boolean[128];

    /** @param others that may stand as they are, besides letters and digits */
    UriText(String others) {
        String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + others;
        all.chars().forEach(c -> allowed[c] = true);
    }

    boolean allows(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    return false;
                }
                i += 2;
            } else if (c >= allowed.length || !allowed[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }
}
