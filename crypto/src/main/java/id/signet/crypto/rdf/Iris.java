package id.signet.crypto.rdf;

/** Tells absolute IRIs (RFC 3987) from other texts, by the form alone. */
final class Iris {

    private Iris() {}

    /** A scheme, a colon, at most one fragment, and no character that no IRI can have. */
    static boolean isAbsolute(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c == '<' || c == '>' || c == '"' || c == '{' || c == '}' || c == '|' || c == '\\'
                    || c == '^' || c == '`' || c == 0x7f) {
                return false;
            }
        }
        return text.indexOf('#') == text.lastIndexOf('#');
    }

    static boolean isBlankNode(String text) {
        return text.startsWith("_:");
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
