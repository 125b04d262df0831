package id.signet.app.api.wire;

import id.signet.crypto.MalformedInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version on which a change was decided (RFC 9110 §13.1.1), a DID's {@code versionId} in quotes; of a did:webvh its number counts. */
public final class IfMatch {

    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,14})(?:-[1-9A-HJ-NP-Za-km-z]{46})?\"");

    private IfMatch() {}

    public static Optional<Long> version(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders("If-Match"));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(values.getFirst().strip());
        if (values.size() > 1 || !matcher.matches()) {
            throw new MalformedInput("If-Match holds one versionId in quotes, such as \"3\"");
        }
        return Optional.of(Long.parseLong(matcher.group(1)));
    }
}
