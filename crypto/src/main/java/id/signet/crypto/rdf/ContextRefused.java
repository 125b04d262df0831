package id.signet.crypto.rdf;

import id.signet.crypto.MalformedInput;

/**
 * A document brings or names a JSON-LD context that is not accepted, or uses JSON-LD's syntax to say something else than
 * its JSON shows.
 */
public final class ContextRefused extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public ContextRefused(String message) {
        super(message);
    }

    ContextRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
