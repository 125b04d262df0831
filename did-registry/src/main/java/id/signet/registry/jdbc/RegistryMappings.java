package id.signet.registry.jdbc;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.jdbc.Row;
import id.signet.ledger.jdbc.RowMapping;
import id.signet.registry.TenantId;
import id.signet.registry.audit.AuditRow;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.Registrar;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.MethodHistory;
import id.signet.registry.did.log.DidTables.Version;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.idempotency.IdempotencyRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the registries' rows lie in the tables of {@code db/migration/registry}. */
public final class RegistryMappings {

    private static final RowMapping<Did, Head> DID_HEAD = new RowMapping<>(DidTables.HEAD, List.of("did"),
            did -> List.of(did.toString()), row -> did(row, "did"),
            List.of("version", "operation_hash", "created", "deactivated"),
            head -> Arrays.asList(head.version(), head.operationHash(), head.created(), index(head.deactivated())),
            row -> new Head(row.number("version"), row.bytes("operation_hash"), row.instant("created"),
                    optionalIndex(row, "deactivated")));

    private static final RowMapping<VersionKey, Version> DID_VERSION = new RowMapping<>(DidTables.VERSION,
            List.of("did", "version"), key -> List.of(key.did().toString(), key.version()),
            row -> new VersionKey(did(row, "did"), row.number("version")), List.of("state", "leaf_index", "logged_at"),
            version -> Arrays.asList(version.state(), version.leafIndex().value(), version.loggedAt()),
            row -> new Version(row.text("state"), leafIndex(row), row.instant("logged_at")));

    private static final RowMapping<DidUrl, MethodHistory> DID_METHOD = new RowMapping<>(DidTables.METHOD,
            List.of("method_id"), id -> List.of(id.toString()), row -> DidUrl.parse(row.text("method_id")),
            List.of("did", "added", "retired", "revoked"),
            method -> Arrays.asList(method.did().toString(), method.added().value(), index(method.retired()),
                    index(method.revoked())),
            row -> new MethodHistory(did(row, "did"), new LeafIndex(row.number("added")), optionalIndex(row, "retired"),
                    optionalIndex(row, "revoked")));

    private static final RowMapping<Did, HostedDid> HOSTED_DID = new RowMapping<>(HostedTables.DID, List.of("did"),
            did -> List.of(did.toString()), row -> did(row, "did"), List.of("tenant", "update_method"),
            hosted -> List.of(hosted.tenant().value(), hosted.updateMethod().toString()),
            row -> new HostedDid(tenant(row), DidUrl.parse(row.text("update_method"))));

    private static final RowMapping<DidUrl, HostedKey> HOSTED_KEY = new RowMapping<>(HostedTables.KEY,
            List.of("method_id"), id -> List.of(id.toString()), row -> DidUrl.parse(row.text("method_id")),
            List.of("tenant", "did", "key_id", "key_type", "purpose", "state"),
            key -> List.of(key.tenant().value(), key.did().toString(), key.keyId().value(), key.type().name(),
                    key.purpose().name(), key.state().name()),
            row -> new HostedKey(tenant(row), did(row, "did"), new KeyId(row.text("key_id")),
                    KeyType.valueOf(row.text("key_type")), Purpose.valueOf(row.text("purpose")),
                    State.valueOf(row.text("state"))));

    private static final RowMapping<TenantId, Registrar> REGISTRAR = new RowMapping<>(HostedTables.REGISTRAR,
            List.of("tenant"), tenant -> List.of(tenant.value()), RegistryMappings::tenant, List.of("did"),
            registrar -> List.of(registrar.did().toString()), row -> new Registrar(did(row, "did")));

    private static final RowMapping<AuditRow.Id, AuditRow> AUDIT = new RowMapping<>(AuditRow.TABLE, List.of("id"),
            id -> List.of(id.value()), row -> new AuditRow.Id(row.text("id")),
            List.of("tenant", "made_at", "actor", "action", "subject", "outcome", "request_id", "leaf_index"),
            audit -> Arrays.asList(audit.tenant().value(), audit.at(), audit.actor(), audit.action(), audit.subject(),
                    audit.outcome(), audit.requestId(), index(audit.leafIndex())),
            RegistryMappings::audit);

    private static final RowMapping<IdempotencyKey, IdempotencyRow> IDEMPOTENCY = new RowMapping<>(IdempotencyRow.TABLE,
            List.of("tenant", "route", "claim_key"), key -> List.of(key.tenant().value(), key.route(), key.key()),
            row -> new IdempotencyKey(tenant(row), row.text("route"), row.text("claim_key")),
            List.of("body_hash", "subject", "answer", "expires"),
            claim -> Arrays.asList(claim.bodyHash(), claim.subject(), claim.answer().orElse(null), claim.expires()),
            row -> new IdempotencyRow(row.bytes("body_hash"), row.text("subject"), row.optionalBytes("answer"),
                    row.instant("expires")));

    private RegistryMappings() {}

    /** Of all tables of this module. */
    public static List<RowMapping<?, ?>> all() {
        return List.of(DID_HEAD, DID_VERSION, DID_METHOD, HOSTED_DID, HOSTED_KEY, REGISTRAR, AUDIT, IDEMPOTENCY);
    }

    static AuditRow audit(Row row) {
        return new AuditRow(tenant(row), row.instant("made_at"), row.text("actor"), row.text("action"),
                row.text("subject"), row.text("outcome"), row.text("request_id"), optionalIndex(row, "leaf_index"));
    }

    static TenantId tenant(Row row) {
        return new TenantId(row.text("tenant"));
    }

    static Did did(Row row, String column) {
        return Did.parse(row.text(column));
    }

    static LeafIndex leafIndex(Row row) {
        return new LeafIndex(row.number("leaf_index"));
    }

    private static Optional<LeafIndex> optionalIndex(Row row, String column) {
        return row.optionalNumber(column).map(LeafIndex::new);
    }

    private static @Nullable Long index(Optional<LeafIndex> index) {
        return index.map(LeafIndex::value).orElse(null);
    }
}
