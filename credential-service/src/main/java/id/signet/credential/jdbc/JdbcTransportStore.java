package id.signet.credential.jdbc;

import id.signet.credential.transport.Transport;
import id.signet.credential.transport.TransportStore;
import id.signet.ledger.DurableCommit;
import id.signet.registry.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transports in the database. */
public final class JdbcTransportStore implements TransportStore {

    private final JdbcClient jdbc;
    private final DurableCommit durably;

    public JdbcTransportStore(JdbcClient jdbc, DurableCommit durably) {
        this.jdbc = jdbc;
        this.durably = durably;
    }

    @Override
    public boolean add(Transport transport) {
        return jdbc.sql("""
                        INSERT INTO transport (id, tenant, content, readers, once, created, expires)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(transport.id(), transport.tenant().value(), transport.token(),
                        String.join("\n", transport.readers()), transport.once() ? 1 : 0,
                        transport.created().toEpochMilli(), transport.expires().toEpochMilli())
                .update() == 1;
    }

    @Override
    public Optional<Transport> find(String id, Instant now) {
        return jdbc.sql("SELECT * FROM transport WHERE id = ? AND expires > ?")
                .params(id, now.toEpochMilli())
                .query((row, number) -> transport(row))
                .optional();
    }

    @Override
    public boolean take(String id) {
        return durably.write(() -> jdbc.sql("DELETE FROM transport WHERE id = ?").param(id).update()) == 1;
    }

    @Override
    public Waiting waiting(TenantId tenant, Instant now) {
        return jdbc.sql("""
                        SELECT COUNT(*) AS transports, COALESCE(SUM(OCTET_LENGTH(content)), 0) AS bytes
                        FROM transport WHERE tenant = ? AND expires > ?""")
                .params(tenant.value(), now.toEpochMilli())
                .query((row, number) -> new Waiting(row.getLong("transports"), row.getLong("bytes")))
                .single();
    }

    @Override
    public int forget(Instant now) {
        return durably.write(() -> jdbc.sql("DELETE FROM transport WHERE expires <= ?")
                .param(now.toEpochMilli())
                .update());
    }

    private static Transport transport(ResultSet row) throws SQLException {
        String readers = row.getString("readers");
        return new Transport(row.getString("id"), new TenantId(row.getString("tenant")), row.getString("content"),
                readers.isEmpty() ? List.of() : List.of(readers.split("\n")), row.getInt("once") == 1,
                Instant.ofEpochMilli(row.getLong("created")), Instant.ofEpochMilli(row.getLong("expires")));
    }
}
