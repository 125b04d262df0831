package id.signet.registry.jdbc;

import static id.signet.registry.jdbc.RegistryMappings.did;
import static id.signet.registry.jdbc.RegistryMappings.leafIndex;
import static id.signet.registry.jdbc.RegistryMappings.tenant;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.jdbc.Row;
import id.signet.ledger.jdbc.RowMapping;
import id.signet.ledger.receipt.BatchPath;
import id.signet.ledger.receipt.Salt;
import id.signet.registry.did.DidUrl;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceTables;
import id.signet.registry.evidence.EvidenceTables.Case;
import id.signet.registry.evidence.EvidenceTables.CustomKey;
import id.signet.registry.evidence.EvidenceTables.Held;
import id.signet.registry.evidence.EvidenceTables.Publication;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.evidence.EvidenceTables.Said;
import id.signet.registry.evidence.EvidenceTables.StatementKey;
import id.signet.registry.evidence.Signers;
import id.signet.registry.evidence.Statement.InCase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the rows of evidence lie in the database. */
final class EvidenceMappings {

    private static final RowMapping<EvidenceId, Held> HELD = new RowMapping<>(EvidenceTables.HELD, List.of("id"),
            id -> List.of(id.value()), row -> new EvidenceId(row.text("id")),
            List.of("tenant", "depositor", "sha256", "sm3", "unspecified", "findable", "sequence", "head", "signers",
                    "case_id", "case_number", "case_before", "leaf_index", "batch_index", "logged_at"),
            held -> Arrays.asList(held.tenant().value(), held.depositor().toString(),
                    held.digests().sha256().orElse(null), held.digests().sm3().orElse(null),
                    held.digests().unspecified().orElse(null), held.findable(), held.sequence(), held.head(),
                    held.signers().text(), held.place().map(place -> place.id().value()).orElse(null),
                    held.place().map(InCase::number).orElse(null),
                    held.place().flatMap(InCase::previous).map(EvidenceId::value).orElse(null),
                    held.leaf().value(), held.batchIndex(), held.loggedAt()),
            row -> new Held(tenant(row), did(row, "depositor"), digests(row), row.flag("findable"),
                    row.number("sequence"), row.bytes("head"), Signers.read(row.text("signers")), place(row),
                    leafIndex(row), Math.toIntExact(row.number("batch_index")), row.instant("logged_at")));

    private static final RowMapping<StatementKey, Said> STATEMENT = new RowMapping<>(EvidenceTables.STATEMENT,
            List.of("evidence", "sequence"), key -> List.of(key.evidence().value(), key.sequence()),
            row -> new StatementKey(new EvidenceId(row.text("evidence")), row.number("sequence")),
            List.of("tenant", "type", "author", "version_id", "method", "operation", "salt", "leaf_index", "logged_at",
                    "batch_index", "batch_size", "batch_path"),
            said -> List.of(said.tenant().value(), said.type(), said.author().toString(), said.versionId(),
                    said.method().toString(), said.operation(), said.salt().bytes(), said.leaf().value(),
                    said.loggedAt(), said.batch().index(), said.batch().size(), said.batch().concatenated()),
            row -> new Said(tenant(row), row.text("type"), did(row, "author"), row.text("version_id"),
                    DidUrl.parse(row.text("method")), row.text("operation"), new Salt(row.bytes("salt")),
                    leafIndex(row), row.instant("logged_at"),
                    BatchPath.of(Math.toIntExact(row.number("batch_index")), Math.toIntExact(row.number("batch_size")),
                            row.bytes("batch_path"))));

    private static final RowMapping<CaseId, Case> CASE = new RowMapping<>(EvidenceTables.CASE, List.of("id"),
            id -> List.of(id.value()), row -> new CaseId(row.text("id")),
            List.of("tenant", "title", "created", "deposits", "newest"),
            one -> Arrays.asList(one.tenant().value(), one.title(), one.created(), one.count(),
                    one.last().map(EvidenceId::value).orElse(null)),
            row -> new Case(tenant(row), row.text("title"), row.instant("created"), row.number("deposits"),
                    row.optionalText("newest").map(EvidenceId::new)));

    private static final RowMapping<CustomKey, EvidenceId> CUSTOM_KEY = new RowMapping<>(EvidenceTables.CUSTOM_KEY,
            List.of("tenant", "custom_key"), key -> List.of(key.tenant().value(), key.key()),
            row -> new CustomKey(tenant(row), row.text("custom_key")), List.of("evidence"), id -> List.of(id.value()),
            row -> new EvidenceId(row.text("evidence")));

    private static final RowMapping<PublicationKey, Publication> PUBLICATION = new RowMapping<>(
            EvidenceTables.PUBLICATION, List.of("author", "evidence"),
            key -> List.of(key.author().toString(), key.evidence().value()),
            row -> new PublicationKey(did(row, "author"), new EvidenceId(row.text("evidence"))),
            List.of("sha256", "sm3", "unspecified", "revoked", "sequence", "operation_hash", "first_leaf",
                    "first_logged_at", "leaf_index", "logged_at"),
            one -> Arrays.asList(one.digests().sha256().orElse(null), one.digests().sm3().orElse(null),
                    one.digests().unspecified().orElse(null), one.revoked(), one.sequence(), one.operationHash(),
                    one.first().value(), one.firstLoggedAt(), one.leaf().value(), one.loggedAt()),
            row -> new Publication(digests(row), row.flag("revoked"), row.number("sequence"),
                    row.bytes("operation_hash"), new LeafIndex(row.number("first_leaf")),
                    row.instant("first_logged_at"), leafIndex(row), row.instant("logged_at")));

    private EvidenceMappings() {}

    static List<RowMapping<?, ?>> all() {
        return List.of(HELD, STATEMENT, CASE, CUSTOM_KEY, PUBLICATION);
    }

    private static Digests digests(Row row) {
        Optional<Bytes> sha256 = row.optionalBytes("sha256");
        return new Digests(sha256, row.optionalBytes("sm3"), row.optionalBytes("unspecified"));
    }

    private static Optional<InCase> place(Row row) {
        return row.optionalText("case_id")
                .map(id -> new InCase(new CaseId(id), row.number("case_number"),
                        row.optionalText("case_before").map(EvidenceId::new)));
    }
}
