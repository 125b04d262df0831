package id.signet.registry.did.resolution;

import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about a version of a document. Methods without history (did:key, did:jwk) leave all of it empty.
 *
 * @param created when version 1 was logged
 * @param updated when this version was logged
 * @param versionId the version, in decimal
 * @param nextVersionId the version after it, if there is one
 * @param deactivated whether the DID is deactivated by now
 * @param leafIndex the log entry of this version
 */
public record DocumentMetadata(Optional<Instant> created, Optional<Instant> updated, Optional<String> versionId,
        Optional<String> nextVersionId, boolean deactivated, Optional<LeafIndex> leafIndex) {

    public static final DocumentMetadata NONE = new DocumentMetadata(Optional.empty(), Optional.empty(),
            Optional.empty(),
            Optional.empty(), false, Optional.empty());
}
