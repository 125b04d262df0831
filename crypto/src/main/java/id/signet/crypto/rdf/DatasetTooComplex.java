package id.signet.crypto.rdf;

import id.signet.crypto.MalformedInput;

/**
 * A dataset whose blank nodes cannot be told apart within the work that is given to it: a poison graph, or many objects
 * that say the same and have no id (RDFC-1.0, section 7.1).
 */
public final class DatasetTooComplex extends MalformedInput {

    private static final long serialVersionUID = 1L;

    DatasetTooComplex() {
        super("telling the document's unnamed objects apart takes too much work; give alike objects an id");
    }
}
