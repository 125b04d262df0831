package id.signet.app.observe;

import jakarta.servlet.ServletRequest;
import java.util.UUID;

/** The identifier under which one request is logged, and which its answer repeats. */
public final class Correlation {

    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = Correlation.class.getName();

    private Correlation() {}

    /** The request's identifier, made on first use. */
    public static String of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String fresh = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }

    /** The same as a URI, for the {@code instance} of a problem. */
    public static String instance(ServletRequest request) {
        return "urn:uuid:" + of(request);
    }
}
