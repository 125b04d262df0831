package id.signet.app.access.jdbc;

import id.signet.app.access.AuditTrail;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import id.signet.registry.audit.AuditRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the registry's table of audit rows. */
public final class JdbcAuditTrail implements AuditTrail {

    private final JdbcClient jdbc;

    public JdbcAuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Entry> read(TenantId tenant, Optional<String> before, int limit) {
        String older = before.isEmpty()
                ? ""
                : """
                    AND (made_at < (SELECT made_at FROM audit WHERE id = :before AND tenant = :tenant)
                         OR (made_at = (SELECT made_at FROM audit WHERE id = :before AND tenant = :tenant) AND id < :before))
                  """;
        var query = jdbc
                .sql("SELECT * FROM audit WHERE tenant = :tenant" + older
                        + " ORDER BY made_at DESC, id DESC LIMIT :limit")
                .param("tenant", tenant.value())
                .param("limit", limit);
        return before.map(id -> query.param("before", id)).orElse(query).query((row, number) -> entry(row)).list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long leaf = row.getLong("leaf_index");
        Optional<LeafIndex> index = row.wasNull() ? Optional.empty() : Optional.of(new LeafIndex(leaf));
        return new Entry(row.getString("id"), new AuditRow(new TenantId(row.getString("tenant")),
                Instant.ofEpochMilli(row.getLong("made_at")), row.getString("actor"), row.getString("action"),
                row.getString("subject"), row.getString("outcome"), row.getString("request_id"), index));
    }
}
