package id.signet.registry.did;

import id.signet.crypto.MalformedInput;
import java.util.Optional;

/**
 * A DID URL, DID Core 1.1 §3.2: {@code did path-abempty [ "?" query ] [ "#" fragment ]}. Always absolute.
 *
 * @param path empty, or beginning with a slash
 */
public record DidUrl(Did did, String path, Optional<String> query, Optional<String> fragment) {

    private static final int MAX_LENGTH = 4_096;
    // RFC 3986 pchar, "/" and, in queries and fragments, "?"
    private static final UriText PATH = new UriText("._~!$&'()*+,;=:@/-");
    private static final UriText QUERY = new UriText("._~!$&'()*+,;=:@/?-");

    public DidUrl {
        boolean pathIsGood = path.isEmpty() || (path.startsWith("/") && PATH.allows(path));
        if (!pathIsGood || query.filter(text -> !QUERY.allows(text)).isPresent()
                || fragment.filter(text -> !QUERY.allows(text)).isPresent()) {
            throw new MalformedInput("not a DID URL: a character is not allowed where it stands");
        }
    }

    /** @throws MalformedInput if the text is not a DID URL; a relative one is none */
    public static DidUrl parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedInput("a DID URL has at most " + MAX_LENGTH + " characters");
        }
        String rest = text;
        Optional<String> fragment = Optional.empty();
        int hash = rest.indexOf('#');
        if (hash >= 0) {
            fragment = Optional.of(rest.substring(hash + 1));
            rest = rest.substring(0, hash);
        }
        Optional<String> query = Optional.empty();
        int question = rest.indexOf('?');
        if (question >= 0) {
            query = Optional.of(rest.substring(question + 1));
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash);
        return new DidUrl(Did.parse(slash < 0 ? rest : rest.substring(0, slash)), path, query, fragment);
    }

    /** @throws MalformedInput unless the text is a DID and a non-empty fragment, nothing between */
    public static DidUrl parseMethodId(String text) {
        DidUrl url = parse(text);
        if (!url.namesFragmentOnly()) {
            throw new MalformedInput("a verification method is named by a DID and a fragment");
        }
        return url;
    }

    /** Whether this is a DID with a fragment and nothing between: the form of method and service ids. */
    public boolean namesFragmentOnly() {
        return path.isEmpty() && query.isEmpty() && fragment.filter(text -> !text.isEmpty()).isPresent();
    }

    @Override
    public String toString() {
        return did + path + query.map(text -> "?" + text).orElse("") + fragment.map(text -> "#" + text).orElse("");
    }
}
