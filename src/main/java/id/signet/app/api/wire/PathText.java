package id.signet.app.api.wire;

import id.signet.crypto.MalformedInput;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads what stands in a path where the router's own decoding would lose the difference between %3A and %253A. */
public final class PathText {

    private PathText() {}

    /**
     * The DID or DID URL behind a prefix, from the raw path: as it stands, or decoded once if it was percent-encoded as a
     * whole, that is if it begins with {@code did%3A}.
     *
     * @param prefix of the path, with its last slash
     * @param suffix of the path, such as {@code /keys}, or empty
     */
    public static String did(HttpServletRequest request, String prefix, String suffix) {
        String path = request.getRequestURI();
        if (!path.startsWith(prefix) || !path.endsWith(suffix) || path.length() < prefix.length() + suffix.length()) {
            throw new MalformedInput("the path names no DID");
        }
        String text = path.substring(prefix.length(), path.length() - suffix.length());
        return text.regionMatches(true, 0, "did%3A", 0, 6)
                ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                : text;
    }

    /** @throws MalformedInput unless it is true or false */
    public static boolean flag(String text, String what) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MalformedInput(what + " is true or false");
        };
    }

    /** A whole number from 0 to 2^53 - 1 in plain decimal. */
    public static long number(String text, String what) {
        if (!text.matches("0|[1-9][0-9]{0,15}") || Long.parseLong(text) > (1L << 53) - 1) {
            throw new MalformedInput(what + " is a whole number in plain decimal");
        }
        return Long.parseLong(text);
    }
}
