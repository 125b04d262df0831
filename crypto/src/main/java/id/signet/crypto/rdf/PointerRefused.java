package id.signet.crypto.rdf;

import id.signet.crypto.MalformedInput;

/** A JSON pointer that selects no statements of the document at hand. */
public final class PointerRefused extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public PointerRefused(String message) {
        super(message);
    }
}
