package id.signet.registry.jdbc;

import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import id.signet.registry.audit.AuditRow;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.hosting.RetiredKeys;
import id.signet.registry.idempotency.ExpiredClaims;
import id.signet.registry.idempotency.IdempotencyKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions that no key answers: lists of a tenant's own rows, and what is due to be cleared away. */
public final class JdbcRegistryQueries implements RetiredKeys.Register, ExpiredClaims.Register {

    private final JdbcClient client;

    public JdbcRegistryQueries(JdbcClient client) {
        this.client = client;
    }

    @Override
    public List<DidUrl> retired(int limit) {
        return client.sql("SELECT method_id FROM hosted_key WHERE state = ? ORDER BY method_id LIMIT ?")
                .param(State.RETIRED.name())
                .param(limit)
                .query((row, number) -> DidUrl.parse(row.getString(1)))
                .list();
    }

    /** A tenant's DIDs, ordered; {@code after} is the last one of the page before. */
    public List<Did> dids(TenantId tenant, Optional<Did> after, int limit) {
        return client.sql("SELECT did FROM hosted_did WHERE tenant = ? AND did > ? ORDER BY did LIMIT ?")
                .param(tenant.value())
                .param(after.map(Did::toString).orElse(""))
                .param(limit)
                .query((row, number) -> Did.parse(row.getString(1)))
                .list();
    }

    /** A tenant's audit rows in a period, newest first. */
    public List<AuditRow> audit(TenantId tenant, Instant from, Instant until, int limit) {
        return client.sql("""
                          SELECT tenant, made_at, actor, action, subject, outcome, request_id, leaf_index FROM audit
                          WHERE tenant = ? AND made_at >= ? AND made_at < ? ORDER BY made_at DESC, id DESC LIMIT ?""")
                .param(tenant.value())
                .param(from.toEpochMilli())
                .param(until.toEpochMilli())
                .param(limit)
                .query((row, number) -> audit(row))
                .list();
    }

    @Override
    public boolean anyExpired(Instant now) {
        return !client.sql("SELECT 1 FROM idempotency WHERE expires <= ? LIMIT 1")
                .param(now.toEpochMilli())
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** Rows that a write holds now are passed over: it is claiming them anew. */
    @Override
    public int deleteExpired(Instant now, int limit) {
        List<IdempotencyKey> expired = client
                .sql("""
                     SELECT tenant, route, claim_key FROM idempotency WHERE expires <= ? ORDER BY expires LIMIT ?
                     FOR UPDATE SKIP LOCKED""")
                .param(now.toEpochMilli())
                .param(limit)
                .query((row, number) -> new IdempotencyKey(new TenantId(row.getString("tenant")),
                        row.getString("route"), row.getString("claim_key")))
                .list();
        int deleted = 0;
        for (IdempotencyKey key : expired) {
            deleted += client
                    .sql("DELETE FROM idempotency WHERE tenant = ? AND route = ? AND claim_key = ? AND expires <= ?")
                    .params(key.tenant().value(), key.route(), key.key(), now.toEpochMilli())
                    .update();
        }
        return deleted;
    }

    private static AuditRow audit(ResultSet row) throws SQLException {
        long index = row.getLong("leaf_index");
        Optional<LeafIndex> leafIndex = row.wasNull() ? Optional.empty() : Optional.of(new LeafIndex(index));
        return new AuditRow(new TenantId(row.getString("tenant")), Instant.ofEpochMilli(row.getLong("made_at")),
                row.getString("actor"), row.getString("action"), row.getString("subject"), row.getString("outcome"),
                row.getString("request_id"), leafIndex);
    }
}
