package id.signet.credential.format;

import id.signet.crypto.MalformedInput;
import tools.jackson.databind.node.ObjectNode;

/** Judges what the words of a JSON-LD document mean. */
@FunctionalInterface
public interface DocumentTerms {

    /** @throws MalformedInput when a word means nothing, or something that cannot be known here */
    void check(ObjectNode document);

    /** Both judge, these first. */
    default DocumentTerms and(DocumentTerms others) {
        return document -> {
            check(document);
            others.check(document);
        };
    }
}
