package id.signet.app.access.jdbc;

import id.signet.app.access.AccessStore;
import id.signet.app.access.ApiKey;
import id.signet.app.access.Role;
import id.signet.app.access.Tenant;
import id.signet.crypto.Bytes;
import id.signet.registry.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants and keys in the tables of {@code db/migration/app}. */
public final class JdbcAccessStore implements AccessStore {

    private final JdbcClient jdbc;

    public JdbcAccessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Tenant tenant) {
        return jdbc.sql("INSERT INTO tenant (id, name, created) VALUES (:id, :name, :created) ON CONFLICT DO NOTHING")
                .param("id", tenant.id().value())
                .param("name", tenant.name())
                .param("created", tenant.created().toEpochMilli())
                .update() == 1;
    }

    @Override
    public Optional<Tenant> tenant(TenantId id) {
        return jdbc.sql("SELECT id, name, created FROM tenant WHERE id = :id")
                .param("id", id.value())
                .query((row, number) -> tenant(row))
                .optional();
    }

    @Override
    public List<Tenant> tenants() {
        return jdbc.sql("SELECT id, name, created FROM tenant ORDER BY created, id")
                .query((row, number) -> tenant(row))
                .list();
    }

    @Override
    public void add(ApiKey key) {
        String roles = key.roles().stream().sorted().map(Role::text).collect(Collectors.joining(" "));
        jdbc.sql("INSERT INTO api_key (id, tenant, name, secret_hash, roles, created)"
                + " VALUES (:id, :tenant, :name, :hash, :roles, :created)")
                .param("id", key.id())
                .param("tenant", key.tenant().value())
                .param("name", key.name())
                .param("hash", key.secretHash().toArray())
                .param("roles", roles)
                .param("created", key.created().toEpochMilli())
                .update();
    }

    @Override
    public Optional<ApiKey> key(String id) {
        return jdbc.sql("SELECT * FROM api_key WHERE id = :id")
                .param("id", id)
                .query((row, number) -> key(row))
                .optional();
    }

    @Override
    public List<ApiKey> keys(TenantId tenant) {
        return jdbc.sql("SELECT * FROM api_key WHERE tenant = :tenant ORDER BY created, id")
                .param("tenant", tenant.value())
                .query((row, number) -> key(row))
                .list();
    }

    @Override
    public boolean remove(TenantId tenant, String keyId) {
        return jdbc.sql("DELETE FROM api_key WHERE id = :id AND tenant = :tenant")
                .param("id", keyId)
                .param("tenant", tenant.value())
                .update() == 1;
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(new TenantId(row.getString("id")), row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created")));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(row.getString("id"), new TenantId(row.getString("tenant")), row.getString("name"),
                Bytes.of(row.getBytes("secret_hash")),
                Arrays.stream(row.getString("roles").split(" "))
                        .flatMap(role -> Role.of(role).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                Instant.ofEpochMilli(row.getLong("created")));
    }
}
