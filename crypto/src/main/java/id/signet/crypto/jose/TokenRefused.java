package id.signet.crypto.jose;

import id.signet.crypto.MalformedInput;

/**
 * A token or key that can be read but whose securing is never accepted: an algorithm or kind of key outside the
 * allow-list, an extension that must be understood, a key not meant for signatures. A verdict calls it a cryptographic
 * error rather than a parsing error.
 */
public final class TokenRefused extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public TokenRefused(String message) {
        super(message);
    }
}
