package id.signet.crypto.rdf;

import id.signet.crypto.MalformedInput;

/**
 * A document says something that no context gives a meaning to: a member, a type or a relative IRI. A reader of its
 * statements would never see it: DATA_LOSS_DETECTION_ERROR of Data Integrity 1.0.
 */
public final class UndefinedTerm extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public UndefinedTerm(String message) {
        super(message);
    }
}
