package id.signet.credential.jdbc;

import id.signet.credential.policy.PolicyName;
import id.signet.credential.policy.PolicyStore;
import id.signet.credential.policy.PolicyVersion;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.TenantId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Verification policies in the database; written in the caller's transaction. */
public final class JdbcPolicyStore implements PolicyStore {

    private static final String NEWEST = """
                                         SELECT * FROM verification_policy p WHERE tenant = ?
                                         AND version = (SELECT MAX(version) FROM verification_policy
                                                        WHERE tenant = p.tenant AND name = p.name)""";

    private final JdbcClient jdbc;

    public JdbcPolicyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(PolicyVersion version) {
        return jdbc.sql("""
                        INSERT INTO verification_policy (tenant, name, version, policy, created)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(version.tenant().value(), version.name().text(), version.version(),
                        version.policy().map(ObjectNode::toString).orElse(""), version.created().toEpochMilli())
                .update() == 1;
    }

    @Override
    public Optional<PolicyVersion> find(TenantId tenant, PolicyName name, long version) {
        return jdbc.sql("SELECT * FROM verification_policy WHERE tenant = ? AND name = ? AND version = ?")
                .params(tenant.value(), name.text(), version)
                .query((row, number) -> version(row))
                .optional();
    }

    @Override
    public Optional<PolicyVersion> newest(TenantId tenant, PolicyName name) {
        return jdbc.sql("""
                        SELECT * FROM verification_policy WHERE tenant = ? AND name = ?
                        ORDER BY version DESC FETCH FIRST 1 ROW ONLY""")
                .params(tenant.value(), name.text())
                .query((row, number) -> version(row))
                .optional();
    }

    @Override
    public List<PolicyVersion> of(TenantId tenant) {
        return jdbc.sql(NEWEST + " AND policy <> '' ORDER BY name")
                .param(tenant.value())
                .query((row, number) -> version(row))
                .list();
    }

    private static PolicyVersion version(ResultSet row) throws SQLException {
        return new PolicyVersion(new TenantId(row.getString("tenant")), new PolicyName(row.getString("name")),
                row.getLong("version"),
                Optional.of(row.getString("policy"))
                        .filter(text -> !text.isEmpty())
                        .map(text -> StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8))),
                Instant.ofEpochMilli(row.getLong("created")));
    }
}
