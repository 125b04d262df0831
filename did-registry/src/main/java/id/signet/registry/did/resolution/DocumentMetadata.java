package id.signet.registry.did.resolution;

import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known about a version of a document. Methods without history (did:key, did:jwk) leave all of it empty.
 *
 * @param created when version 1 was logged
 * @param updated when this version was logged
 * @param versionId the version, in decimal
 * @param nextVersionId the version after it, if there is one
 * @param deactivated whether the DID is deactivated by now
 * @param leafIndex the log entry of this version
 * @param retrieved when a document that lives elsewhere was read from there
 * @param ofMethod what the DID's method says besides, as it is put into {@code didDocumentMetadata}
 */
public record DocumentMetadata(Optional<Instant> created, Optional<Instant> updated, Optional<String> versionId,
        Optional<String> nextVersionId, boolean deactivated, Optional<LeafIndex> leafIndex,
        Optional<Instant> retrieved, ObjectNode ofMethod) {

    public static final DocumentMetadata NONE = new DocumentMetadata(Optional.empty(), Optional.empty(),
            Optional.empty(),
            Optional.empty(), false, Optional.empty(), Optional.empty(), Json.object());

    /** Of a DID without history that is deactivated. */
    public static final DocumentMetadata ENDED = new DocumentMetadata(Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), true, Optional.empty(), Optional.empty(), Json.object());

    /** Of a version in the log. */
    public static DocumentMetadata logged(Instant created, Instant updated, String versionId,
            Optional<String> nextVersionId, boolean deactivated, LeafIndex leafIndex, ObjectNode ofMethod) {
        return new DocumentMetadata(Optional.of(created), Optional.of(updated), Optional.of(versionId), nextVersionId,
                deactivated, Optional.of(leafIndex), Optional.empty(), ofMethod);
    }

    /** Of a document that has no history and was read where it lives. */
    public static DocumentMetadata read(Instant retrieved) {
        return new DocumentMetadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.of(retrieved), Json.object());
    }
}
