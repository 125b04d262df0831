package id.signet.registry.did.log;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import java.time.Instant;
import java.util.Optional;

/** The public rows of DIDs whose history is in the log. */
public final class DidTables {

    public static final Table<Did, Head> HEAD = Table.ofPublic("did_head", Did.class, Head.class);

    /** The versions before the newest. */
    public static final Table<VersionKey, Version> VERSION = Table.ofPublic("did_version", VersionKey.class,
            Version.class);

    public static final Table<DidUrl, MethodHistory> METHOD = Table.ofPublic("did_method", DidUrl.class,
            MethodHistory.class);

    private DidTables() {}

    /**
     * Where a DID stands now; to resolve it is to read this row.
     *
     * @param version the number of the newest version
     * @param newest that version
     * @param operationHash of the newest operation
     * @param created when version 1 was logged
     * @param deactivated the entry that deactivated the DID
     * @param imported what {@link ImportBody} says of its origin, RFC 8785 form
     */
    public record Head(long version, Version newest, Bytes operationHash, Instant created,
            Optional<LeafIndex> deactivated, Optional<String> imported) {}

    public record VersionKey(Did did, long version) {}

    /**
     * One version.
     *
     * @param state RFC 8785 form of {@link DidState}; of a deactivation, the state before it
     */
    public record Version(String state, LeafIndex leafIndex, Instant loggedAt) {}

    /**
     * What became of one verification method.
     *
     * @param added the entry that first listed it
     * @param retired the entry that gave it an end: what it signed before stays good
     * @param revoked the entry that took it out of the document: nothing it signed counts any more
     */
    public record MethodHistory(Did did, LeafIndex added, Optional<LeafIndex> retired, Optional<LeafIndex> revoked) {}
}
