package id.signet.credential.status;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One list as its private row tells.
 *
 * @param ordinal 1 for the issuer's first list of the kind; a new one is opened when the last is full
 * @param entries how many credentials fit
 * @param indexKey the sealed key of the list's {@link KeyedPermutation}
 * @param leased how many counters are handed out or lost
 * @param changes how many changes were made to its entries
 * @param servedChanges how many of them the served list certainly shows
 * @param sequence of the served list; 0 before the first is served
 * @param leaf the log entry of the served list
 * @param signedBy the verification method that signed the served list
 * @param renewAt when the served list should be signed anew; absent for an issuer's last list
 */
public record StatusListRow(StatusListId id, TenantId tenant, String issuer, StatusKind kind, int ordinal, int entries,
        Bytes indexKey, int leased, long changes, long servedChanges, long sequence, Optional<LeafIndex> leaf,
        Optional<String> signedBy,
        Optional<Instant> renewAt) {

    /** Something changed that the served list may not show yet, or no list is served at all. */
    public boolean dirty() {
        return sequence == 0 || changes > servedChanges;
    }

    public boolean full() {
        return leased >= entries;
    }
}
