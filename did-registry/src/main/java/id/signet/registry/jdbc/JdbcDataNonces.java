package id.signet.registry.jdbc;

import id.signet.ledger.DurableCommit;
import id.signet.registry.TenantId;
import id.signet.registry.authorization.DataNonces;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In the database: all nodes know them, and a restart forgets none. */
public final class JdbcDataNonces implements DataNonces {

    private static final String OPEN = "SELECT nonce FROM data_nonce WHERE tenant = ? AND token = ? AND forget_at > ?"
            + " ORDER BY forget_at DESC, nonce LIMIT " + MOST;

    private final JdbcClient jdbc;
    private final DurableCommit durable;
    private final Clock clock;

    public JdbcDataNonces(JdbcClient jdbc, DurableCommit durable, Clock clock) {
        this.jdbc = jdbc;
        this.durable = durable;
        this.clock = clock;
    }

    @Override
    public void give(TenantId tenant, String token, String nonce, Instant until) {
        durable.write(() -> {
            jdbc.sql("DELETE FROM data_nonce WHERE forget_at <= ?").param(now()).update();
            return jdbc.sql("INSERT INTO data_nonce (tenant, token, nonce, forget_at) VALUES (?, ?, ?, ?)")
                    .params(tenant.value(), token, nonce, until.toEpochMilli())
                    .update();
        });
    }

    @Override
    public List<String> open(TenantId tenant, String token) {
        return jdbc.sql(OPEN)
                .params(tenant.value(), token, now())
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Override
    public boolean use(TenantId tenant, String token, String nonce) {
        return open(tenant, token).contains(nonce)
                && durable.write(() -> jdbc.sql("DELETE FROM data_nonce WHERE tenant = ? AND token = ? AND nonce = ?")
                        .params(tenant.value(), token, nonce)
                        .update()) == 1;
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }
}
