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
import id.signet.registry.did.hosting.HostedTables.Approval;
import id.signet.registry.did.hosting.HostedTables.ApprovalKey;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.Registrar;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.hosting.HostedTables.Waiting;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.MethodHistory;
import id.signet.registry.did.log.DidTables.Version;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.did.webvh.WebvhTables;
import id.signet.registry.did.webvh.WebvhTables.Line;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.issuer.TrustTables;
import id.signet.registry.issuer.TrustTables.AuthorityChainKey;
import id.signet.registry.issuer.TrustTables.AuthorityHead;
import id.signet.registry.issuer.TrustTables.AuthorityVersion;
import id.signet.registry.issuer.TrustTables.AuthorityVersionKey;
import id.signet.registry.issuer.TrustTables.DelegateRow;
import id.signet.registry.issuer.TrustTables.DelegationRow;
import id.signet.registry.issuer.TrustTables.Grant;
import id.signet.registry.issuer.TrustTables.GrantKey;
import id.signet.registry.issuer.TrustTables.IssuerRow;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.issuer.TrustTables.Root;
import id.signet.registry.issuer.TrustTables.RootKey;
import id.signet.registry.policy.PolicyKind;
import id.signet.registry.policy.PolicyTables;
import id.signet.registry.policy.PolicyTables.ClaimPolicyId;
import id.signet.registry.policy.PolicyTables.ClaimPolicyRow;
import id.signet.registry.policy.PolicyTables.CptCount;
import id.signet.registry.policy.PolicyTables.CptKey;
import id.signet.registry.policy.PolicyTables.CptPlace;
import id.signet.registry.policy.PolicyTables.PresentationPolicyId;
import id.signet.registry.policy.PolicyTables.PresentationPolicyRow;
import id.signet.registry.policy.PolicyType;
import id.signet.registry.schema.NumberRange;
import id.signet.registry.schema.SchemaTables;
import id.signet.registry.schema.SchemaTables.ChainKey;
import id.signet.registry.schema.SchemaTables.Counter;
import id.signet.registry.schema.SchemaTables.CptId;
import id.signet.registry.schema.SchemaTables.Latest;
import id.signet.registry.schema.SchemaTables.Name;
import id.signet.registry.schema.SchemaTables.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the registries' rows lie in the tables of {@code db/migration/registry}. */
public final class RegistryMappings {

    private static final RowMapping<Did, Head> DID_HEAD = new RowMapping<>(DidTables.HEAD, List.of("did"),
            did -> List.of(did.toString()), row -> did(row, "did"),
            List.of("version", "state", "leaf_index", "logged_at", "operation_hash", "created", "deactivated",
                    "imported"),
            head -> Arrays.asList(head.version(), head.newest().state(), head.newest().leafIndex().value(),
                    head.newest().loggedAt(), head.operationHash(), head.created(), index(head.deactivated()),
                    head.imported().orElse(null)),
            row -> new Head(row.number("version"), version(row), row.bytes("operation_hash"), row.instant("created"),
                    optionalIndex(row, "deactivated"), row.optionalText("imported")));

    private static final RowMapping<VersionKey, Version> DID_VERSION = new RowMapping<>(DidTables.VERSION,
            List.of("did", "version"), key -> List.of(key.did().toString(), key.version()),
            row -> new VersionKey(did(row, "did"), row.number("version")), List.of("state", "leaf_index", "logged_at"),
            version -> Arrays.asList(version.state(), version.leafIndex().value(), version.loggedAt()),
            RegistryMappings::version);

    private static final RowMapping<DidUrl, MethodHistory> DID_METHOD = new RowMapping<>(DidTables.METHOD,
            List.of("method_id"), id -> List.of(id.toString()), row -> DidUrl.parse(row.text("method_id")),
            List.of("did", "added", "retired", "revoked"),
            method -> Arrays.asList(method.did().toString(), method.added().value(), index(method.retired()),
                    index(method.revoked())),
            row -> new MethodHistory(did(row, "did"), new LeafIndex(row.number("added")), optionalIndex(row, "retired"),
                    optionalIndex(row, "revoked")));

    private static final RowMapping<VersionKey, Line> WEBVH_LINE = new RowMapping<>(WebvhTables.LINE,
            List.of("did", "version"), key -> List.of(key.did().toString(), key.version()),
            row -> new VersionKey(did(row, "did"), row.number("version")),
            List.of("version_id", "version_time", "line", "approvals", "parameters"),
            line -> List.of(line.versionId(), line.time(), line.line(), line.approvals(), line.parameters()),
            row -> new Line(row.text("version_id"), row.instant("version_time"), row.text("line"),
                    row.text("approvals"), row.text("parameters")));

    private static final RowMapping<Did, HostedDid> HOSTED_DID = new RowMapping<>(HostedTables.DID, List.of("did"),
            did -> List.of(did.toString()), row -> did(row, "did"),
            List.of("tenant", "update_method", "next_method"),
            hosted -> Arrays.asList(hosted.tenant().value(), hosted.updateMethod().toString(),
                    hosted.nextMethod().map(DidUrl::toString).orElse(null)),
            row -> new HostedDid(tenant(row), DidUrl.parse(row.text("update_method")),
                    row.optionalText("next_method").map(DidUrl::parse)));

    private static final RowMapping<Did, Waiting> WEBVH_WAITING = new RowMapping<>(HostedTables.WAITING,
            List.of("did"), did -> List.of(did.toString()), row -> did(row, "did"),
            List.of("tenant", "version_id", "line", "update_method", "next_method", "made", "retired"),
            waiting -> Arrays.asList(waiting.tenant().value(), waiting.versionId(), waiting.line(),
                    waiting.updateMethod().map(DidUrl::toString).orElse(null),
                    waiting.nextMethod().map(DidUrl::toString).orElse(null), joined(waiting.made()),
                    joined(waiting.retired())),
            row -> new Waiting(tenant(row), row.text("version_id"), row.text("line"),
                    row.optionalText("update_method").map(DidUrl::parse),
                    row.optionalText("next_method").map(DidUrl::parse), methods(row.text("made")),
                    methods(row.text("retired"))));

    private static final RowMapping<ApprovalKey, Approval> WEBVH_APPROVAL = new RowMapping<>(HostedTables.APPROVAL,
            List.of("did", "version_id", "witness"),
            key -> List.of(key.did().toString(), key.versionId(), key.witness()),
            row -> new ApprovalKey(did(row, "did"), row.text("version_id"), row.text("witness")), List.of("proof"),
            approval -> List.of(approval.proof()), row -> new Approval(row.text("proof")));

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

    private static final RowMapping<NumberRange, Counter> SCHEMA_COUNTER = new RowMapping<>(SchemaTables.COUNTER,
            List.of("number_range"), range -> List.of(range.name()),
            row -> NumberRange.valueOf(row.text("number_range")),
            List.of("next_number"), counter -> List.of(counter.next()), row -> new Counter(row.number("next_number")));

    private static final RowMapping<ChainKey, SchemaTables.Chain> SCHEMA_CHAIN = new RowMapping<>(SchemaTables.CHAIN,
            List.of("author", "name"), key -> List.of(key.author().toString(), key.name()),
            row -> new ChainKey(did(row, "author"), row.text("name")), List.of("cpt_id", "version", "operation_hash"),
            chain -> List.of(chain.cptId(), chain.version(), chain.operationHash()),
            row -> new SchemaTables.Chain(row.number("cpt_id"), row.number("version"), row.bytes("operation_hash")));

    private static final RowMapping<CptId, Latest> SCHEMA_LATEST = new RowMapping<>(SchemaTables.LATEST,
            List.of("cpt_id"), id -> List.of(id.value()), row -> new CptId(row.number("cpt_id")), List.of("version"),
            latest -> List.of(latest.version()), row -> new Latest(row.number("version")));

    private static final RowMapping<SchemaTables.VersionKey, SchemaTables.Version> SCHEMA_VERSION = new RowMapping<>(
            SchemaTables.VERSION, List.of("cpt_id", "version"), key -> List.of(key.cptId(), key.version()),
            row -> new SchemaTables.VersionKey(row.number("cpt_id"), row.number("version")),
            List.of("name", "author", "json_schema", "context", "vct", "type_metadata", "leaf_index", "logged_at"),
            version -> Arrays.asList(version.name(), version.author().toString(), version.jsonSchema(),
                    version.context(),
                    version.vct(), version.typeMetadata().orElse(null), version.leafIndex().value(),
                    version.loggedAt()),
            row -> new SchemaTables.Version(row.text("name"), did(row, "author"), row.text("json_schema"),
                    row.text("context"), row.text("vct"), row.optionalText("type_metadata"), leafIndex(row),
                    row.instant("logged_at")));

    private static final RowMapping<Name, Named> SCHEMA_NAME = new RowMapping<>(SchemaTables.NAME, List.of("name"),
            name -> List.of(name.value()), row -> new Name(row.text("name")), List.of("cpt_ids"),
            named -> List.of(named.cptIds()), row -> new Named(row.text("cpt_ids")));

    private static final RowMapping<RootKey, Root> TRUST_ROOT = new RowMapping<>(TrustTables.ROOT, List.of("id"),
            key -> List.of(key.id()), row -> new RootKey(row.text("id")), List.of("authority"),
            root -> List.of(root.authority().toString()), row -> new Root(did(row, "authority")));

    private static final RowMapping<AuthorityChainKey, TrustTables.Chain> TRUST_AUTHORITY = new RowMapping<>(
            TrustTables.AUTHORITY_CHAIN, List.of("authority", "author"),
            key -> List.of(key.authority().toString(), key.author().toString()),
            row -> new AuthorityChainKey(did(row, "authority"), did(row, "author")),
            List.of("sequence", "operation_hash"), RegistryMappings::chainValues, RegistryMappings::chain);

    private static final RowMapping<Did, AuthorityHead> TRUST_AUTHORITY_HEAD = new RowMapping<>(
            TrustTables.AUTHORITY_HEAD, List.of("authority"), did -> List.of(did.toString()),
            row -> did(row, "authority"), List.of("changes"), head -> List.of(head.changes()),
            row -> new AuthorityHead(row.number("changes")));

    private static final RowMapping<AuthorityVersionKey, AuthorityVersion> TRUST_AUTHORITY_VERSION = new RowMapping<>(
            TrustTables.AUTHORITY_VERSION, List.of("authority", "change_number"),
            key -> List.of(key.authority().toString(), key.change()),
            row -> new AuthorityVersionKey(did(row, "authority"), row.number("change_number")),
            List.of("name", "active", "leaf_index", "logged_at"),
            version -> List.of(version.name(), version.active(), version.leafIndex().value(), version.loggedAt()),
            row -> new AuthorityVersion(row.text("name"), row.flag("active"), leafIndex(row),
                    row.instant("logged_at")));

    private static final RowMapping<PairKey, TrustTables.Chain> TRUST_ACCREDITATION = new RowMapping<>(
            TrustTables.ACCREDITATION_CHAIN, List.of("authority", "issuer"),
            key -> List.of(key.authority().toString(), key.issuer().toString()),
            row -> new PairKey(did(row, "authority"), did(row, "issuer")), List.of("sequence", "operation_hash"),
            RegistryMappings::chainValues, RegistryMappings::chain);

    private static final RowMapping<GrantKey, Grant> TRUST_ACCREDITATION_VERSION = new RowMapping<>(TrustTables.GRANT,
            List.of("authority", "issuer", "sequence"),
            key -> List.of(key.authority().toString(), key.issuer().toString(), key.sequence()),
            row -> new GrantKey(did(row, "authority"), did(row, "issuer"), row.number("sequence")),
            List.of("name", "accreditations", "leaf_index", "logged_at"),
            grant -> List.of(grant.name(), grant.accreditations(), grant.leafIndex().value(), grant.loggedAt()),
            row -> new Grant(row.text("name"), row.text("accreditations"), leafIndex(row), row.instant("logged_at")));

    private static final RowMapping<Did, IssuerRow> TRUST_ISSUER = new RowMapping<>(TrustTables.ISSUER,
            List.of("issuer"), did -> List.of(did.toString()), row -> did(row, "issuer"),
            List.of("name", "authorities"), issuer -> List.of(issuer.name(), issuer.authorities()),
            row -> new IssuerRow(row.text("name"), row.text("authorities")));

    private static final RowMapping<PairKey, TrustTables.Chain> TRUST_DELEGATION = new RowMapping<>(
            TrustTables.DELEGATION_CHAIN, List.of("superior", "authority"),
            key -> List.of(key.authority().toString(), key.issuer().toString()),
            row -> new PairKey(did(row, "superior"), did(row, "authority")), List.of("sequence", "operation_hash"),
            RegistryMappings::chainValues, RegistryMappings::chain);

    private static final RowMapping<GrantKey, DelegationRow> TRUST_DELEGATION_VERSION = new RowMapping<>(
            TrustTables.DELEGATION, List.of("superior", "authority", "sequence"),
            key -> List.of(key.authority().toString(), key.issuer().toString(), key.sequence()),
            row -> new GrantKey(did(row, "superior"), did(row, "authority"), row.number("sequence")),
            List.of("name", "delegations", "leaf_index", "logged_at"),
            list -> List.of(list.name(), list.delegations(), list.leafIndex().value(), list.loggedAt()),
            row -> new DelegationRow(row.text("name"), row.text("delegations"), leafIndex(row),
                    row.instant("logged_at")));

    private static final RowMapping<Did, DelegateRow> TRUST_DELEGATE = new RowMapping<>(TrustTables.DELEGATE,
            List.of("authority"), did -> List.of(did.toString()), row -> did(row, "authority"),
            List.of("name", "superiors"), delegate -> List.of(delegate.name(), delegate.superiors()),
            row -> new DelegateRow(row.text("name"), row.text("superiors")));

    private static final RowMapping<PolicyKind, PolicyTables.Counter> POLICY_COUNTER = new RowMapping<>(
            PolicyTables.COUNTER, List.of("kind"), kind -> List.of(kind.name()),
            row -> PolicyKind.valueOf(row.text("kind")), List.of("policies"), counter -> List.of(counter.count()),
            row -> new PolicyTables.Counter(row.number("policies")));

    private static final RowMapping<ClaimPolicyId, ClaimPolicyRow> CLAIM_POLICY = new RowMapping<>(PolicyTables.CLAIM,
            List.of("id"), id -> List.of(id.value()), row -> new ClaimPolicyId(row.number("id")),
            List.of("author", "cpt_id", "fields", "leaf_index", "logged_at"),
            policy -> List.of(policy.author().toString(), policy.cptId(), policy.fields(), policy.leafIndex().value(),
                    policy.loggedAt()),
            row -> new ClaimPolicyRow(did(row, "author"), row.number("cpt_id"), row.text("fields"), leafIndex(row),
                    row.instant("logged_at")));

    private static final RowMapping<PresentationPolicyId, PresentationPolicyRow> PRESENTATION_POLICY = new RowMapping<>(
            PolicyTables.PRESENTATION, List.of("id"), id -> List.of(id.value()),
            row -> new PresentationPolicyId(row.number("id")),
            List.of("author", "claim_policies", "policy_type", "org_id", "leaf_index", "logged_at"),
            policy -> Arrays.asList(policy.author().toString(), policy.claimPolicies(), policy.type().name(),
                    policy.orgId().orElse(null), policy.leafIndex().value(), policy.loggedAt()),
            row -> new PresentationPolicyRow(did(row, "author"), row.text("claim_policies"),
                    PolicyType.valueOf(row.text("policy_type")), row.optionalText("org_id"), leafIndex(row),
                    row.instant("logged_at")));

    private static final RowMapping<CptKey, CptCount> CLAIM_POLICY_COUNT = new RowMapping<>(PolicyTables.CPT_COUNT,
            List.of("cpt_id"), key -> List.of(key.cptId()), row -> new CptKey(row.number("cpt_id")),
            List.of("policies"), count -> List.of(count.policies()), row -> new CptCount(row.number("policies")));

    private static final RowMapping<CptPlace, ClaimPolicyId> CLAIM_POLICY_OF_CPT = new RowMapping<>(
            PolicyTables.OF_CPT, List.of("cpt_id", "place"), key -> List.of(key.cptId(), key.place()),
            row -> new CptPlace(row.number("cpt_id"), row.number("place")), List.of("policy"),
            id -> List.of(id.value()), row -> new ClaimPolicyId(row.number("policy")));

    private RegistryMappings() {}

    /** Of all tables of this module. */
    public static List<RowMapping<?, ?>> all() {
        List<RowMapping<?, ?>> all = new ArrayList<>(EvidenceMappings.all());
        all.addAll(List.of(DID_HEAD, DID_VERSION, DID_METHOD, WEBVH_LINE, SCHEMA_COUNTER, SCHEMA_CHAIN, SCHEMA_LATEST,
                SCHEMA_VERSION,
                SCHEMA_NAME, TRUST_ROOT, TRUST_AUTHORITY, TRUST_AUTHORITY_HEAD, TRUST_AUTHORITY_VERSION,
                TRUST_ACCREDITATION, TRUST_ACCREDITATION_VERSION, TRUST_ISSUER, TRUST_DELEGATION,
                TRUST_DELEGATION_VERSION,
                TRUST_DELEGATE, POLICY_COUNTER, CLAIM_POLICY, PRESENTATION_POLICY, CLAIM_POLICY_COUNT,
                CLAIM_POLICY_OF_CPT, HOSTED_DID, HOSTED_KEY, REGISTRAR,
                WEBVH_WAITING, WEBVH_APPROVAL,
                AUDIT, IDEMPOTENCY));
        return all;
    }

    private static Version version(Row row) {
        return new Version(row.text("state"), leafIndex(row), row.instant("logged_at"));
    }

    private static List<Object> chainValues(TrustTables.Chain chain) {
        return List.of(chain.sequence(), chain.operationHash());
    }

    private static TrustTables.Chain chain(Row row) {
        return new TrustTables.Chain(row.number("sequence"), row.bytes("operation_hash"));
    }

    private static AuditRow audit(Row row) {
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

    private static String joined(List<DidUrl> methods) {
        return methods.stream().map(DidUrl::toString).collect(Collectors.joining(" "));
    }

    private static List<DidUrl> methods(String text) {
        return Arrays.stream(text.split(" ")).filter(one -> !one.isEmpty()).map(DidUrl::parse).toList();
    }

    private static @Nullable Long index(Optional<LeafIndex> index) {
        return index.map(LeafIndex::value).orElse(null);
    }
}
