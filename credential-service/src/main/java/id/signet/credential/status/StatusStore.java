package id.signet.credential.status;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The private rows of status lists. Every write is on disk when its method returns; what two nodes could both do is
 * decided by the number of rows a conditional statement touched.
 */
public interface StatusStore {

    Optional<StatusListRow> find(StatusListId id);

    /** The list that was opened last. */
    Optional<StatusListRow> newest(TenantId tenant, String issuer, StatusKind kind);

    List<StatusListRow> ofIssuer(TenantId tenant, String issuer);

    /** Lists that are dirty, and lists whose signature should be renewed by now. */
    List<StatusListRow> due(Instant now);

    /** @return false if another list with this tenant, issuer, kind and ordinal was there first */
    boolean open(StatusListRow list);

    /** Moves the number of leased counters. @return false if it was not at {@code from} any more */
    boolean lease(StatusListId list, int from, int to);

    /** The bits of the list as they are committed now. */
    StatusArray array(StatusListRow list);

    /**
     * Replaces the served list, unless a newer one is served.
     *
     * @param signedBy the verification method that signed it
     * @param covers the number of changes that were committed before the bits were read
     */
    boolean serve(StatusListId list, long sequence, LeafIndex leaf, String signedBy, long covers,
            List<SignedFace> faces,
            Optional<Instant> renewAt);

    Optional<SignedFace> served(StatusListId list, StatusFace face);

    /** The places of a credential; empty if it has none or belongs to another tenant. */
    List<EntryRow> entries(TenantId tenant, UUID credential);

    /**
     * Sets or takes back one flag and counts a change to the list, together with {@code beside} in one transaction.
     * Revocation is never taken back, and nothing is changed on a revoked entry of a list that says both.
     *
     * @return false if the flag stood as asked for, or the entry is revoked; {@code beside} did not run then
     */
    default boolean change(EntryRow entry, StatusPurpose purpose, boolean value, Runnable beside) {
        return !change(List.of(entry), purpose, value, _ -> beside.run()).isEmpty();
    }

    /**
     * The same for several places, all in one transaction.
     *
     * @param beside what is written beside each change
     * @return the places that were changed
     */
    List<EntryRow> change(List<EntryRow> entries, StatusPurpose purpose, boolean value, Consumer<EntryRow> beside);

    /**
     * Sets the value of an entry that stands for a message and counts a change to the list, together with {@code beside} in one
     * transaction.
     *
     * @return false if it stood so; {@code beside} did not run then
     */
    boolean say(EntryRow entry, int message, Runnable beside);

    /** A signed list, ready to be served. */
    record SignedFace(StatusFace face, long sequence, Bytes body, Instant signedAt, Instant expiresAt) {}

    /** One place of a credential and what stands there. */
    record EntryRow(StatusPosition position, TenantId tenant, UUID credential, boolean revoked, boolean suspended,
            int message) {

        public boolean value(StatusPurpose purpose) {
            return switch (purpose) {
                case REVOCATION -> revoked;
                case SUSPENSION -> suspended;
            };
        }
    }
}
