package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.evidence.EvidenceTables.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about evidence that go beyond one key, and its erasure. */
public interface EvidenceStore {

    /** Evidence with this digest, made any way, that may be found by it; in the order of the log. */
    List<EvidenceId> findable(Bytes digest, int limit);

    /** The tenant's evidence with this digest, in the order of the log. */
    List<EvidenceId> ofTenant(TenantId tenant, Bytes digest, int limit);

    /** The tenant's evidence in the order of the log, behind a place in it. */
    List<EvidenceId> ofTenant(TenantId tenant, Optional<Place> after, int limit);

    /**
     * Where a deposit stands.
     *
     * @param batchIndex among those that share the leaf
     */
    record Place(LeafIndex leaf, int batchIndex) {}

    /** What was said about a piece of evidence, the deposit first. */
    List<Said> statements(EvidenceId id);

    /** The deposits of a case in their order. */
    List<EvidenceId> ofCase(CaseId id, long afterNumber, int limit);

    /** The deposits that share a leaf, in their order. */
    List<EvidenceId> ofLeaf(TenantId tenant, long leaf);

    /** Published evidence with this digest, in the order of the log. */
    List<PublicationKey> published(Bytes digest, int limit);

    /** Who published something of this id. */
    List<PublicationKey> publishers(EvidenceId id);

    /** The time-stamp tokens of a piece of evidence in DER, the oldest first. */
    List<Bytes> timestamps(EvidenceId id);

    /** Adds a time-stamp inside the calling transaction; one of the same moment stays as it is. */
    void keepTimestamp(EvidenceId id, Instant time, Bytes token);

    /** Removes the evidence with all that hangs on it, inside the calling transaction. */
    void erase(EvidenceId id);
}
