package id.signet.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * The base of every address that is written into papers (docs/adr/0011-published-addresses.md): http or https, a host, an
 * optional port and path, no trailing slash, nothing else. A default port is not written.
 */
public record PublicUrl(String value) {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]{1,64}){0,8}");
    private static final int OPAQUE_LENGTH = 32;
    private static final Pattern OPAQUE = Pattern.compile("[0-9a-f]{" + OPAQUE_LENGTH + "}");

    public PublicUrl {
        URI uri = uri(value);
        String scheme = uri.getScheme();
        boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (scheme == null || !(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null
                || !HOST.matcher(uri.getHost()).matches() || !plain) {
            throw new IllegalArgumentException(
                    "the public URL is http(s)://host[:port][/path] in lower case, without user, query or fragment");
        }
        if (!PATH.matcher(uri.getRawPath()).matches() || value.contains("/.")) {
            throw new IllegalArgumentException("the public URL's path has plain segments and no trailing slash");
        }
        if (uri.getPort() == (scheme.equals("https") ? 443 : 80) || value.length() > 512) {
            throw new IllegalArgumentException("the public URL does not spell out a default port");
        }
    }

    /** {@code did:web} of a document at {@code dids/{opaque}/did.json} below this URL. */
    public String didWeb(String opaque) {
        return "did:web:" + folder() + requireOpaque(opaque);
    }

    /**
     * {@code did:webvh} of a log at {@code dids/{scid}/did.jsonl} below this URL (docs/adr/0026-did-webvh-hosted.md).
     *
     * @param scid the hash that the log begins with
     */
    public String didWebvh(String scid) {
        return "did:webvh:" + scid + ":" + folder() + scid;
    }

    /** The {@code did:web} that is published beside {@link #didWebvh}. */
    public String didWebBeside(String scid) {
        return "did:web:" + folder() + scid;
    }

    private String folder() {
        URI uri = uri(value);
        String port = uri.getPort() < 0 ? "" : "%3A" + uri.getPort();
        return uri.getHost() + port + uri.getRawPath().replace('/', ':') + ":dids:";
    }

    /** Whether the DID is one of {@link #didWeb}. */
    public boolean hosts(String did) {
        String opaque = did.substring(Math.max(0, did.length() - OPAQUE_LENGTH));
        return isOpaque(opaque) && didWeb(opaque).equals(did);
    }

    public String didDocument(String opaque) {
        return value + "/dids/" + requireOpaque(opaque) + "/did.json";
    }

    /** With a slash at its end. */
    public String didFolder(String name) {
        return value + "/dids/" + name + "/";
    }

    public String schema(long cptId, long version) {
        return value + "/schemas/" + cptId + "/" + version;
    }

    /** The schema as a credential (VC JSON Schema, {@code JsonSchemaCredential}). */
    public String schemaCredential(long cptId, long version) {
        return schema(cptId, version) + "/credential";
    }

    public String context(long cptId, long version) {
        return schema(cptId, version) + "/context";
    }

    /** Every numbered type of this log: what the accreditation of a recognized authority issuer names. */
    public String types() {
        return value + "/types";
    }

    /** The type over all its versions: what an accreditation names. */
    public String type(long cptId) {
        return types() + "/" + cptId;
    }

    /** A named list of issuers: who stands on it is accredited for this address. */
    public String issuerType(String name) {
        return value + "/issuer-types/" + name;
    }

    /** The SD-JWT VC {@code vct} of one version. */
    public String vct(long cptId, long version) {
        return type(cptId) + "/" + version;
    }

    public String statusList(String opaque) {
        return value + "/status/" + requireOpaque(opaque);
    }

    public boolean isHttps() {
        return value.startsWith("https:");
    }

    /** Whether the text is the last part of an address that names nothing and nobody: 128 bits in lower-case hex. */
    public static boolean isOpaque(String text) {
        return OPAQUE.matcher(text).matches();
    }

    private static String requireOpaque(String opaque) {
        if (!isOpaque(opaque)) {
            throw new IllegalArgumentException("an opaque id is 32 lower-case hex digits");
        }
        return opaque;
    }

    private static URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the public URL is not a URL", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
