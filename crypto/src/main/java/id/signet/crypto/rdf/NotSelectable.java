package id.signet.crypto.rdf;

import id.signet.crypto.MalformedInput;

/** A document of which no parts can be shown by themselves, because some of its statements belong to no member alone. */
public final class NotSelectable extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public NotSelectable(String message) {
        super(message);
    }
}
