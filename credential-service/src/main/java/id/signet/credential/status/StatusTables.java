package id.signet.credential.status;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.UUID;

/** The rows of this package that the log's commands read and write. */
public final class StatusTables {

    /** Places given to credentials; written with the credential's commitment. */
    public static final Table<Place, Occupant> ENTRIES = Table.ofPrivate("status_entry", Place.class, Occupant.class);

    /** The newest logged version of each list, by its URL. */
    public static final Table<String, Version> VERSIONS = Table.ofPublic("status_list_version", String.class,
            Version.class);

    private StatusTables() {}

    public record Place(StatusListId list, int index) {}

    public record Occupant(TenantId tenant, UUID credential, boolean revoked, boolean suspended) {}

    /**
     * @param author the DID that signed the operation
     * @param kind the list's {@link StatusKind}
     * @param operation SHA-256 of the operation, which the next one names as its previous
     * @param arrayHash SHA-256 of the uncompressed bits
     */
    public record Version(String author, String kind, int bits, long entries, long sequence, Bytes operation,
            Bytes arrayHash, LeafIndex leaf, Instant loggedAt) {}
}
