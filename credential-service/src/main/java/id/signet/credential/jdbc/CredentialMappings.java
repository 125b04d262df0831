package id.signet.credential.jdbc;

import id.signet.credential.issue.CredentialName;
import id.signet.credential.issue.CredentialRecord;
import id.signet.credential.issue.IssuanceTables;
import id.signet.credential.issue.IssuanceTables.Exchanged;
import id.signet.credential.issue.IssuanceTables.Pending;
import id.signet.credential.status.StatusListId;
import id.signet.credential.status.StatusTables;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.jdbc.RowMapping;
import id.signet.ledger.receipt.Salt;
import id.signet.registry.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How the rows that go through the log's transaction lie in this module's tables. */
public final class CredentialMappings {

    private static final RowMapping<UUID, CredentialRecord> RECORDS = new RowMapping<>(IssuanceTables.RECORDS,
            List.of("id"), id -> List.of(id.toString()), row -> UUID.fromString(row.text("id")),
            List.of("tenant", "issuer", "version_id", "method", "format", "schema_id", "leaf_index", "logged_at",
                    "salt", "signed_input_hash", "replaces"),
            record -> Arrays.asList(record.tenant().value(), record.issuer(), record.versionId(), record.method(),
                    record.format(), record.schema().orElse(""), record.leaf().value(), record.loggedAt(),
                    record.salt().bytes(),
                    record.signedInputHash(), record.replaces().map(UUID::toString).orElse(null)),
            row -> new CredentialRecord(new TenantId(row.text("tenant")), row.text("issuer"), row.text("version_id"),
                    row.text("method"), row.text("format"),
                    Optional.of(row.text("schema_id")).filter(id -> !id.isEmpty()),
                    new LeafIndex(row.number("leaf_index")), row.instant("logged_at"), new Salt(row.bytes("salt")),
                    row.bytes("signed_input_hash"), row.optionalText("replaces").map(UUID::fromString)));

    private static final RowMapping<CredentialName, UUID> NAMES = new RowMapping<>(IssuanceTables.NAMES,
            List.of("tenant", "issuer", "name_hash"),
            name -> List.of(name.tenant().value(), name.issuer(), name.sha256()),
            row -> new CredentialName(new TenantId(row.text("tenant")), row.text("issuer"), row.bytes("name_hash")),
            List.of("credential_id"), id -> List.of(id.toString()), row -> UUID.fromString(row.text("credential_id")));

    private static final RowMapping<UUID, Pending> PENDING = new RowMapping<>(IssuanceTables.PENDING,
            List.of("credential_id"), id -> List.of(id.toString()), row -> UUID.fromString(row.text("credential_id")),
            List.of("tenant", "issuer", "replayable", "since", "input"),
            pending -> List.of(pending.tenant().value(), pending.issuer(), pending.replayable(), pending.since(),
                    pending.input()),
            row -> new Pending(new TenantId(row.text("tenant")), row.text("issuer"), row.flag("replayable"),
                    row.instant("since"), row.bytes("input")));

    private static final RowMapping<StatusTables.Place, StatusTables.Occupant> ENTRIES = new RowMapping<>(
            StatusTables.ENTRIES, List.of("list", "list_index"), place -> List.of(place.list().value(), place.index()),
            row -> new StatusTables.Place(new StatusListId(row.text("list")), (int) row.number("list_index")),
            List.of("tenant", "credential_id", "revoked", "suspended"),
            occupant -> List.of(occupant.tenant().value(), occupant.credential().toString(), occupant.revoked(),
                    occupant.suspended()),
            row -> new StatusTables.Occupant(new TenantId(row.text("tenant")),
                    UUID.fromString(row.text("credential_id")),
                    row.flag("revoked"), row.flag("suspended")));

    private static final RowMapping<String, StatusTables.Version> VERSIONS = new RowMapping<>(StatusTables.VERSIONS,
            List.of("list"), list -> List.of(list), row -> row.text("list"),
            List.of("author", "kind", "bits", "entries", "sequence", "operation", "array_hash", "leaf_index",
                    "logged_at"),
            version -> List.of(version.author(), version.kind(), version.bits(), version.entries(), version.sequence(),
                    version.operation(), version.arrayHash(), version.leaf().value(), version.loggedAt()),
            row -> new StatusTables.Version(row.text("author"), row.text("kind"), (int) row.number("bits"),
                    row.number("entries"), row.number("sequence"), row.bytes("operation"), row.bytes("array_hash"),
                    new LeafIndex(row.number("leaf_index")), row.instant("logged_at")));

    private static final RowMapping<UUID, Exchanged> ORIGINS = new RowMapping<>(IssuanceTables.ORIGINS,
            List.of("credential_id"), id -> List.of(id.toString()), row -> UUID.fromString(row.text("credential_id")),
            List.of("tenant", "format", "paper_id", "digest", "leaf_index"),
            origin -> Arrays.asList(origin.tenant().value(), origin.format(), origin.paperId(), origin.digest(),
                    origin.leaf().map(LeafIndex::value).orElse(null)),
            row -> new Exchanged(new TenantId(row.text("tenant")), row.text("format"), row.text("paper_id"),
                    row.bytes("digest"),
                    row.optionalNumber("leaf_index").map(LeafIndex::new)));

    /** All of them, for {@link id.signet.ledger.jdbc.JdbcTables}. */
    public static final List<RowMapping<?, ?>> ALL = List.of(RECORDS, NAMES, PENDING, ORIGINS, ENTRIES, VERSIONS);

    private CredentialMappings() {}
}
