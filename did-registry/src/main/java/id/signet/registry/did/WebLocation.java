package id.signet.registry.did;

import id.signet.crypto.MalformedInput;
import id.signet.registry.net.HttpsAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The folder that did:web and did:webvh name: {@code host[%3Aport](:segment)*}. Everything is decoded once and then judged.
 *
 * @param path percent-encoded segments; none: the host itself
 */
public record WebLocation(String host, int port, List<String> path) {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String WELL_KNOWN = "/.well-known";

    public WebLocation {
        path = List.copyOf(path);
    }

    /** @throws MalformedInput if it is no host on the web or a segment is more than the name of a folder */
    public static WebLocation parse(String text) {
        String[] parts = text.split(":", -1);
        String authority = decoded(parts[0]).toLowerCase(Locale.ROOT);
        int colon = authority.indexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        WebLocation location = new WebLocation(host,
                colon < 0 ? HttpsAddress.DEFAULT_PORT : port(authority.substring(colon + 1)),
                Arrays.stream(parts).skip(1).map(part -> segment(decoded(part))).toList());
        location.file("");
        return location;
    }

    private static int port(String text) {
        if (!text.matches("[1-9][0-9]{0,4}")) {
            throw new MalformedInput("a port is a number of up to five digits");
        }
        return Integer.parseInt(text);
    }

    /** The file of this name in the folder; the host's own documents stand under {@code /.well-known}. */
    public HttpsAddress document(String name) {
        return path.isEmpty() ? new HttpsAddress(host, port, WELL_KNOWN + "/" + name) : file(name);
    }

    /** The file of this name in the folder. */
    public HttpsAddress file(String name) {
        return new HttpsAddress(host, port, (path.isEmpty() ? "" : "/" + String.join("/", path)) + "/" + name);
    }

    private static String segment(String text) {
        boolean leaves = text.equals(".") || text.equals("..") || text.indexOf('/') >= 0 || text.indexOf('\\') >= 0
                || text.indexOf('\0') >= 0;
        if (text.isEmpty() || leaves || !text.equals(text.strip())) {
            throw new MalformedInput("a path segment of the DID is not the name of a folder");
        }
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf((char) octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    /** Once; what is percent-encoded twice stays encoded and is judged as that text. */
    private static String decoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInput("what is percent-encoded in the DID is not UTF-8", e);
        }
    }
}
