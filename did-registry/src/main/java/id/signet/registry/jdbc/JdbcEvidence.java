package id.signet.registry.jdbc;

import id.signet.crypto.Bytes;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In the tables of evidence. */
public final class JdbcEvidence implements EvidenceStore {

    /** Three indexes answer one question each. */
    private static final String BY_DIGEST = """
                                            (sha256 = :digest OR sm3 = :digest OR unspecified = :digest)""";

    private final JdbcClient jdbc;

    public JdbcEvidence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<EvidenceId> findable(Bytes digest, int limit) {
        return jdbc.sql("SELECT id FROM evidence WHERE findable AND " + BY_DIGEST
                + " ORDER BY leaf_index, batch_index LIMIT :limit")
                .param("digest", digest.toArray())
                .param("limit", limit)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<EvidenceId> ofTenant(TenantId tenant, Bytes digest, int limit) {
        return jdbc.sql("SELECT id FROM evidence WHERE tenant = :tenant AND " + BY_DIGEST
                + " ORDER BY leaf_index, batch_index LIMIT :limit")
                .param("tenant", tenant.value())
                .param("digest", digest.toArray())
                .param("limit", limit)
                .query(JdbcEvidence::id)
                .list();
    }

    @Override
    public List<EvidenceId> ofTenant(TenantId tenant, Optional<EvidenceId> after, int limit) {
        return jdbc.sql("""
                        SELECT e.id FROM evidence e
                        WHERE e.tenant = :tenant AND (:after = '' OR EXISTS (SELECT 1 FROM evidence a
                          WHERE a.id = :after AND a.tenant = e.tenant AND (e.leaf_index > a.leaf_index
                            OR e.leaf_index = a.leaf_index AND e.batch_index > a.batch_index)))
                        ORDER BY e.leaf_index, e.batch_index LIMIT :limit""")
                .param("tenant", tenant.value())
                .param("after", after.map(EvidenceId::value).orElse(""))
                .param("limit", limit)
                .query(JdbcEvidence::id)
                .list();
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
        return jdbc.sql("SELECT author, evidence FROM evidence_publication WHERE " + BY_DIGEST
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
    public void keep(EvidenceId id, Instant time, Bytes token) {
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
