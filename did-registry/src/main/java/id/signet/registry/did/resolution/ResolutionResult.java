package id.signet.registry.did.resolution;

import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;

/** What became of a resolution. */
public sealed interface ResolutionResult {

    record Resolved(DidDocument document, DocumentMetadata metadata) implements ResolutionResult {}

    /**
     * The DID is deactivated and its newest version was asked for.
     *
     * @param lastDocument the document before the deactivation, against which older papers are judged
     * @param metadata of the deactivation itself
     */
    record Deactivated(Did did, DidDocument lastDocument, DocumentMetadata metadata) implements ResolutionResult {}

    /** Nothing is known under this DID, or it has no such version. */
    record NotFound(String message) implements ResolutionResult {}

    /** The document lives elsewhere, and could not be read there; nothing is said about the DID. */
    record Unreachable(String message) implements ResolutionResult {}

    record Refused(ResolutionError error, String message) implements ResolutionResult {}
}
