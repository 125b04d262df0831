package id.signet.credential.linkage;

import id.signet.crypto.MalformedInput;
import id.signet.registry.PublicUrl;
import id.signet.registry.net.HttpsAddress;
import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a site, in one spelling: lower case, no default port, nothing behind it.
 *
 * @param text such as {@code https://www.example.org}
 */
public record WebOrigin(String text) {

    /** In characters: a name in DNS has at most 253. */
    static final int LONGEST = 300;

    /** @throws MalformedInput for another spelling; {@link #parse} takes it */
    public WebOrigin {
        if (!spelled(text).equals(text)) {
            throw new MalformedInput("an origin is written in lower case, without a default port and without a path");
        }
    }

    /**
     * Capital letters, the default port and a lone slash at the end say nothing else: many write origins so.
     *
     * @throws MalformedInput unless the text is an http or https origin
     */
    public static WebOrigin parse(String text) {
        return new WebOrigin(spelled(text));
    }

    public static WebOrigin of(PublicUrl publicUrl) {
        URI uri = URI.create(publicUrl.value());
        return new WebOrigin(uri.getScheme() + "://" + uri.getRawAuthority());
    }

    private static String spelled(String text) {
        URI uri;
        try {
            uri = URI.create(text.length() > LONGEST ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new MalformedInput("an origin is a scheme, a host and perhaps a port", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null
                && (uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null || !bare) {
            throw new MalformedInput("an origin is https and a host and perhaps a port, and nothing behind it");
        }
        int port = uri.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port);
    }

    /**
     * Where the origin says which DIDs are its own.
     *
     * @throws MalformedInput if the origin is none that is asked: it is no https or no host on the web
     */
    public HttpsAddress configuration() {
        return HttpsAddress.parse(text + DidConfiguration.PATH);
    }

    @Override
    public String toString() {
        return text;
    }
}
