package id.signet.credential.jdbc;

import id.signet.credential.issue.IssuerInstance;
import id.signet.credential.issue.IssuerInstances;
import id.signet.credential.status.StatusPurpose;
import id.signet.registry.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Issuer instances in the database; written in the caller's transaction. */
public final class JdbcIssuerInstances implements IssuerInstances {

    private final JdbcClient jdbc;

    public JdbcIssuerInstances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(IssuerInstance instance) {
        jdbc.sql("""
                 INSERT INTO issuer_instance (id, tenant, issuer, cryptosuite, purposes, unregistered, created)
                 VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(instance.id(), instance.tenant().value(), instance.issuer(), instance.cryptosuite(),
                        instance.status().stream().sorted().map(StatusPurpose::text).collect(Collectors.joining(" ")),
                        instance.unregistered(), instance.created().toEpochMilli())
                .update();
    }

    @Override
    public Optional<IssuerInstance> find(TenantId tenant, String id) {
        return jdbc.sql("SELECT * FROM issuer_instance WHERE id = ? AND tenant = ?")
                .params(id, tenant.value())
                .query((row, number) -> instance(row))
                .optional();
    }

    @Override
    public List<IssuerInstance> of(TenantId tenant) {
        return jdbc.sql("SELECT * FROM issuer_instance WHERE tenant = ? ORDER BY created, id")
                .param(tenant.value())
                .query((row, number) -> instance(row))
                .list();
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        return jdbc.sql("DELETE FROM issuer_instance WHERE id = ? AND tenant = ?")
                .params(id, tenant.value())
                .update() == 1;
    }

    private static IssuerInstance instance(ResultSet row) throws SQLException {
        return new IssuerInstance(row.getString("id"), new TenantId(row.getString("tenant")), row.getString("issuer"),
                row.getString("cryptosuite"),
                Arrays.stream(row.getString("purposes").split(" "))
                        .flatMap(purpose -> StatusPurpose.of(purpose).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("unregistered"), Instant.ofEpochMilli(row.getLong("created")));
    }
}
