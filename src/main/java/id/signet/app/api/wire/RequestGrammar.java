package id.signet.app.api.wire;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request line and its headers may look like, judged on the raw text before any routing. A path is what it says: no
 * dot segments, no empty segments, no path parameters, no encoded separators outside a DID.
 */
final class RequestGrammar {

    static final int MAXIMUM_ADDRESS = 8 * 1024;
    static final int MAXIMUM_HEADERS = 100;
    static final int MAXIMUM_HEADER_BYTES = 16 * 1024;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final List<String> OVERRIDES = List.of("X-HTTP-Method-Override", "X-HTTP-Method",
            "X-Method-Override");
    private static final Set<String> TOKEN_PARAMETERS = Set.of("access_token", "api_key", "apikey", "api-key",
            "authorization", "bearer", "token");
    /** Where a whole DID or DID URL stands in the path, and may therefore bring encoded separators. */
    private static final List<String> DID_PATHS = List.of("/1.0/identifiers/", "/api/v1/dids/", "/api/v1/issuers/");

    private RequestGrammar() {}

    static void check(HttpServletRequest request) {
        method(request);
        address(request);
        headers(request);
        body(request);
    }

    private static void method(HttpServletRequest request) {
        boolean overridden = OVERRIDES.stream().anyMatch(name -> request.getHeader(name) != null);
        if (!METHODS.contains(request.getMethod()) || overridden) {
            throw Problem.of(ProblemType.METHOD_NOT_ALLOWED,
                    overridden
                            ? "The method cannot be overridden by a header."
                            : "This service does not know the method.")
                    .withHeader("Allow", "DELETE, GET, HEAD, POST")
                    .asException();
        }
    }

    private static void address(HttpServletRequest request) {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (path.length() + (query == null ? 0 : query.length()) > MAXIMUM_ADDRESS) {
            throw Problem.of(ProblemType.URI_TOO_LONG).asException();
        }
        path(path);
        query(query);
    }

    private static void path(String path) {
        boolean did = DID_PATHS.stream().anyMatch(path::startsWith);
        String lower = path.toLowerCase(Locale.ROOT);
        boolean bad = !path.startsWith("/") || path.contains("//") || path.contains("\\") || hasDotSegment(lower)
                || (path.contains(";") && !path.startsWith(DID_PATHS.getFirst()))
                || (!did && hasEncodedSeparator(lower));
        if (bad || hasControl(lower)) {
            throw malformed("The path has dot segments, empty segments, parameters, or encoded separators.");
        }
    }

    private static boolean hasDotSegment(String lower) {
        for (String segment : lower.replace("%2e", ".").split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEncodedSeparator(String lower) {
        return lower.contains("%2f") || lower.contains("%5c") || lower.contains("%2e") || lower.contains("%3b")
                || lower.contains("%25");
    }

    private static void query(@Nullable String query) {
        if (query == null) {
            return;
        }
        if (hasControl(query.toLowerCase(Locale.ROOT))) {
            throw malformed("The query has control characters.");
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = (equals < 0 ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (TOKEN_PARAMETERS.contains(name)) {
                throw Problem.of(ProblemType.UNAUTHENTICATED, "An API key never stands in the address.")
                        .withHeader("WWW-Authenticate", "Bearer realm=\"signet\", error=\"invalid_request\"")
                        .asException();
            }
        }
    }

    /** Raw or percent-encoded characters below 0x20, 0x7f, a broken triplet, or bytes that are not ASCII. */
    private static boolean hasControl(String lower) {
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c <= 0x20 || c >= 0x7f) {
                return true;
            }
            if (c == '%') {
                if (i + 2 >= lower.length() || !HexFormat.isHexDigit(lower.charAt(i + 1))
                        || !HexFormat.isHexDigit(lower.charAt(i + 2))) {
                    return true;
                }
                int value = HexFormat.fromHexDigits(lower, i + 1, i + 3);
                if (value < 0x20 || value == 0x7f) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void headers(HttpServletRequest request) {
        int count = 0;
        long size = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                count++;
                size += name.length() + value.length() + 4L;
            }
        }
        if (count > MAXIMUM_HEADERS || size > MAXIMUM_HEADER_BYTES) {
            throw Problem.of(ProblemType.HEADERS_TOO_LARGE).asException();
        }
    }

    private static void body(HttpServletRequest request) {
        boolean present = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (!request.getMethod().equals("POST")) {
            if (present) {
                throw malformed("Only a POST has a body.");
            }
            return;
        }
        if (request.getHeader("Content-Encoding") != null) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA, "An encoded body is not read.").asException();
        }
    }

    private static RuntimeException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED, detail).asException();
    }
}
