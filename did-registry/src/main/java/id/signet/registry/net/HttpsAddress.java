package id.signet.registry.net;

import id.signet.crypto.MalformedInput;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An https address on the public web: a name in DNS, never the text of an IP address in any spelling, and nothing that only
 * means something on this machine.
 *
 * @param host in lower case, at least two labels; internationalized names in their ASCII form
 * @param path begins with a slash, percent-encoded, without dot segments
 */
public record HttpsAddress(String host, int port, String path) {

    public static final int DEFAULT_PORT = 443;

    private static final int MAX_HOST = 253;
    private static final int MAX_PATH = 2_048;
    private static final int MAX_PORT = 65_535;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    /** What the URL standard's host parser would read as the last part of an IPv4 address. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern PATH = Pattern
            .compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})*+)++");
    private static final Pattern DOTS = Pattern.compile("(?:\\.|%2E){1,2}");
    private static final List<String> OURSELVES = List.of("localhost", "localdomain");

    /** @throws MalformedInput if this is no such address */
    public HttpsAddress {
        String[] labels = host.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (host.length() > MAX_HOST || labels.length < 2 || NUMBER.matcher(last).matches()
                || OURSELVES.contains(last)) {
            throw new MalformedInput("the host is not the name of a host on the web");
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new MalformedInput("the host is not a name in DNS; write other scripts in their ASCII form");
            }
        }
        if (port < 1 || port > MAX_PORT) {
            throw new MalformedInput("a port lies between 1 and " + MAX_PORT);
        }
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw new MalformedInput("the path has a character that does not stand in a path");
        }
        for (String segment : path.split("/", -1)) {
            if (DOTS.matcher(segment).matches()) {
                throw new MalformedInput("the path leaves its folder");
            }
        }
    }

    /** @throws MalformedInput unless the text is such an address, without user, query and fragment */
    public static HttpsAddress parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("the address is no URL", e);
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new MalformedInput("the address is https and has a host, and no user, query or fragment");
        }
        return new HttpsAddress(uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
    }

    /** Scheme, host and port, the port only where it is not 443. */
    public String origin() {
        return "https://" + host + (port == DEFAULT_PORT ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return origin() + path;
    }
}
