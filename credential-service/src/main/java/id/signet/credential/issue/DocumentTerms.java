package id.signet.credential.issue;

import tools.jackson.databind.node.ObjectNode;

/** Checks that a context defines every term and type of a document. */
@FunctionalInterface
public interface DocumentTerms {

    /** @throws id.signet.crypto.MalformedInput when one is undefined, or a context is refused */
    void check(ObjectNode document);
}
