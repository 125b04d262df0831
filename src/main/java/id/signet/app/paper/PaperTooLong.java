package id.signet.app.paper;

import id.signet.crypto.MalformedInput;

/** What is to be said does not fit the pages that a paper may have. */
public final class PaperTooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PaperTooLong() {
        super("a paper has at most " + Sheet.MOST_PAGES + " pages");
    }

    /** The same as a refusal of what was sent. */
    public MalformedInput refusal() {
        return new MalformedInput.TooLarge("A paper has at most " + Sheet.MOST_PAGES + " pages.");
    }
}
