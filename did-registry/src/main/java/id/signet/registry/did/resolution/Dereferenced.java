package id.signet.registry.did.resolution;

import tools.jackson.databind.node.ObjectNode;

/** What a DID URL leads to inside or beyond a resolved document. */
public sealed interface Dereferenced {

    /** The whole document: the URL names nothing in it. */
    record Whole() implements Dereferenced {}

    /** A verification method or a service of the document. */
    record Part(ObjectNode content) implements Dereferenced {}

    /** The address of a service. */
    record Elsewhere(String location) implements Dereferenced {}

    record Failed(ResolutionError error, String message) implements Dereferenced {}
}
