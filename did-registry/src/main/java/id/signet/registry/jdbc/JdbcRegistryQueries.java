package id.signet.registry.jdbc;

import id.signet.registry.TenantId;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.hosting.RetiredKeys;
import id.signet.registry.idempotency.ExpiredClaims;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.schema.Cpts;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions that no key answers: what is due to be cleared away, lists, and what follows what. */
public final class JdbcRegistryQueries
        implements
            RetiredKeys.Register,
            ExpiredClaims.Register,
            Cpts.Index {

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

    @Override
    public List<Long> numbers(long offset, int limit) {
        return client.sql("SELECT cpt_id FROM schema_latest ORDER BY cpt_id LIMIT ? OFFSET ?")
                .params(limit, offset)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    @Override
    public long count() {
        return client.sql("SELECT COUNT(*) FROM schema_latest").query(Long.class).single();
    }
}
