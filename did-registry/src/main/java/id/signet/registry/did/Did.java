package id.signet.registry.did;

import id.signet.crypto.MalformedInput;

/**
 * A decentralized identifier, DID Core 1.1 §3.1, compared byte for byte.
 *
 * @param method the method's name, such as {@code weid}
 * @param specificId what follows the method's name and its colon
 */
public record Did(String method, String specificId) {

    /** did:jwk of a P-384 key needs some 300 characters; no method here needs more than this. */
    public static final int MAX_LENGTH = 2_048;

    /** What the rows of the registries hold of a DID that speaks or is spoken of in the log. */
    private static final int LONGEST_IN_LOG = 1_024;

    private static final int LONGEST_METHOD = 32;
    // method-specific-id = *( *idchar ":" ) 1*idchar
    private static final UriText SPECIFIC_ID = new UriText("._:-");

    public Did {
        if (!isMethod(method) || specificId.isEmpty() || specificId.endsWith(":") || !SPECIFIC_ID.allows(specificId)) {
            throw new MalformedInput("not a DID: did:<method>:<method-specific id> is expected");
        }
        if (method.length() + specificId.length() + 5 > MAX_LENGTH) {
            throw new MalformedInput("a DID has at most " + MAX_LENGTH + " characters");
        }
    }

    private static boolean isMethod(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_METHOD
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /** @throws MalformedInput if the text is not exactly a DID, without path, query or fragment */
    public static Did parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedInput("a DID has at most " + MAX_LENGTH + " characters");
        }
        int end = text.indexOf(':', 4);
        if (!text.startsWith("did:") || end < 0) {
            throw new MalformedInput("not a DID: did:<method>:<method-specific id> is expected");
        }
        return new Did(text.substring(4, end), text.substring(end + 1));
    }

    /** @throws MalformedInput if the DID is longer than those of the log */
    public Did requireOfLog() {
        if (isTooLongForLog()) {
            throw new MalformedInput("a DID in the log has at most " + LONGEST_IN_LOG + " characters");
        }
        return this;
    }

    public boolean isTooLongForLog() {
        return method.length() + specificId.length() + 5 > LONGEST_IN_LOG;
    }

    /** The DID URL of a fragment of this DID's document. */
    public DidUrl withFragment(String fragment) {
        return DidUrl.parse(this + "#" + fragment);
    }

    @Override
    public String toString() {
        return "did:" + method + ":" + specificId;
    }
}
