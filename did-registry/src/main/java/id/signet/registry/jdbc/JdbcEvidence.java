package id.signet.registry.jdbc;

import id.signet.crypto.Bytes;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.evidence.EvidenceTables;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.evidence.EvidenceTables.Said;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In the tables of evidence. */
public final class JdbcEvidence implements EvidenceStore {

    private static final List<String> DIGESTS = List.of("sha256", "sm3", "unspecified");

    private final JdbcClient jdbc;
    private final JdbcTables tables;

    public JdbcEvidence(JdbcClient jdbc, JdbcTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /** Each of the three indexes answers a question of its own: a database that is asked with OR reads the whole table. */
    private static String byDigest(String columns, String from) {
        return DIGESTS.stream()
                .map(digest -> "SELECT " + columns + " FROM " + from + " AND " + digest + " = :digest")
                .collect(Collectors.joining(" UNION ", "SELECT * FROM (", ") found"));
    }

    @Override
    public List<EvidenceId> findable(Bytes digest, int limit) {
        return jdbc.sql(byDigest("id, leaf_index, batch_index", "evidence WHERE findable")
                + " ORDER BY leaf_index, batch_index LIMIT :limit")
                .param("digest", digest.toArray())
                .param("limit", limit)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<EvidenceId> ofTenant(TenantId tenant, Bytes digest, int limit) {
        return jdbc.sql(byDigest("id, leaf_index, batch_index", "evidence WHERE tenant = :tenant")
                + " ORDER BY leaf_index, batch_index LIMIT :limit")
                .param("tenant", tenant.value())
                .param("digest", digest.toArray())
                .param("limit", limit)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<EvidenceId> ofTenant(TenantId tenant, Optional<Place> after, int limit) {
        long leaf = after.map(place -> place.leaf().value()).orElse(0L);
        return jdbc.sql("""
                        SELECT id FROM evidence
                        WHERE tenant = ? AND leaf_index >= ? AND (leaf_index > ? OR batch_index > ?)
                        ORDER BY leaf_index, batch_index LIMIT ?""")
                .params(tenant.value(), leaf, leaf, after.map(Place::batchIndex).orElse(-1), limit)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<Said> statements(EvidenceId id) {
        return tables.where(EvidenceTables.STATEMENT, "evidence = ? ORDER BY sequence", id.value());
    }

    @Override
    public List<EvidenceId> ofCase(CaseId id, long afterNumber, int limit) {
        return jdbc.sql("SELECT id FROM evidence WHERE case_id = ? AND case_number > ? ORDER BY case_number LIMIT ?")
                .params(id.value(), afterNumber, limit)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<EvidenceId> ofLeaf(TenantId tenant, long leaf) {
        return jdbc.sql("SELECT id FROM evidence WHERE tenant = ? AND leaf_index = ? ORDER BY batch_index")
                .params(tenant.value(), leaf)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<PublicationKey> published(Bytes digest, int limit) {
        return jdbc.sql(byDigest("author, evidence, first_leaf", "evidence_publication WHERE TRUE")
                + " ORDER BY first_leaf LIMIT :limit")
                .param("digest", digest.toArray())
                .param("limit", limit)
                .query(JdbcEvidence::publication)
                .list();
    }

    @Override
    public List<PublicationKey> publishers(EvidenceId id) {
        return jdbc.sql("SELECT author, evidence FROM evidence_publication WHERE evidence = ? ORDER BY first_leaf")
                .param(id.value())
                .query(JdbcEvidence::publication)
                .list();
    }

    @Override
    public List<Bytes> timestamps(EvidenceId id) {
        return jdbc.sql("SELECT token FROM evidence_timestamp WHERE evidence = ? ORDER BY made_at")
                .param(id.value())
                .query((row, number) -> Bytes.of(row.getBytes(1)))
                .list();
    }

    @Override
    public void keepTimestamp(EvidenceId id, Instant time, Bytes token) {
        jdbc.sql("INSERT INTO evidence_timestamp (evidence, made_at, token) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(id.value(), time.toEpochMilli(), token.toArray())
                .update();
    }

    @Override
    public void erase(EvidenceId id) {
        for (String table : List.of("evidence_timestamp", "evidence_custom_key", "evidence_statement")) {
            jdbc.sql("DELETE FROM " + table + " WHERE evidence = ?").param(id.value()).update();
        }
        jdbc.sql("DELETE FROM evidence WHERE id = ?").param(id.value()).update();
    }

    private static EvidenceId id(ResultSet row, int number) throws SQLException {
        return new EvidenceId(row.getString(1));
    }

    private static PublicationKey publication(ResultSet row, int number) throws SQLException {
        return new PublicationKey(Did.parse(row.getString(1)), new EvidenceId(row.getString(2)));
    }
}
