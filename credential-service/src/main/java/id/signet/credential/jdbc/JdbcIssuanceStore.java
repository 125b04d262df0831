package id.signet.credential.jdbc;

import id.signet.credential.issue.CredentialName;
import id.signet.credential.issue.CredentialRecord;
import id.signet.credential.issue.IssuanceStore;
import id.signet.credential.issue.IssuedFilter;
import id.signet.credential.issue.IssuanceTables;
import id.signet.credential.issue.IssuanceTables.Pending;
import id.signet.crypto.Bytes;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.registry.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Issued credentials in the database. Their first rows are written by the log's transaction, the rest here. */
public final class JdbcIssuanceStore implements IssuanceStore {

    /** Credentials, and what came after each. */
    private static final String STANDING = """
                                           SELECT r.id, r.format, r.schema_id, r.leaf_index, r.logged_at,
                                             EXISTS (SELECT 1 FROM status_entry e WHERE e.credential_id = r.id AND e.revoked) AS revoked,
                                             (SELECT n.id FROM credential_record n WHERE n.replaces = r.id AND n.tenant = r.tenant
                                                AND NOT EXISTS (SELECT 1 FROM void_issuance v WHERE v.credential_id = n.id)
                                              ORDER BY n.leaf_index DESC, n.id DESC LIMIT 1) AS replaced_by
                                           FROM credential_record r
                                           """;

    private final JdbcClient jdbc;
    private final JdbcTables tables;
    private final DurableCommit durably;

    public JdbcIssuanceStore(DataSource dataSource, JdbcTables tables, DurableCommit durably) {
        this.jdbc = JdbcClient.create(dataSource);
        this.tables = tables;
        this.durably = durably;
    }

    @Override
    public Optional<CredentialRecord> find(TenantId tenant, UUID credential) {
        return tables.get(IssuanceTables.RECORDS, credential).filter(record -> record.tenant().equals(tenant));
    }

    @Override
    public Optional<UUID> named(CredentialName name) {
        return tables.get(IssuanceTables.NAMES, name);
    }

    @Override
    public Optional<CredentialRecord> findBySignedInput(String issuer, String method, Bytes signedInputHash) {
        return tables
                .where(IssuanceTables.RECORDS,
                        """
                        signed_input_hash = ? AND issuer = ? AND method = ?
                        AND id NOT IN (SELECT credential_id FROM void_issuance) ORDER BY leaf_index LIMIT 1""",
                        signedInputHash,
                        issuer, method)
                .stream()
                .findFirst();
    }

    @Override
    public List<Signed> signed(String issuer, Bytes signedInputHash) {
        return jdbc.sql("""
                        SELECT r.id, r.tenant, v.credential_id AS void FROM credential_record r
                        LEFT JOIN void_issuance v ON v.credential_id = r.id
                        WHERE r.signed_input_hash = ? AND r.issuer = ? ORDER BY r.leaf_index, r.id""")
                .params(signedInputHash.toArray(), issuer)
                .query((row, number) -> new Signed(UUID.fromString(row.getString("id")),
                        new TenantId(row.getString("tenant")), row.getString("void") != null))
                .list();
    }

    @Override
    public List<Standing> issuedSince(TenantId tenant, String method, Instant since, Optional<Place> after,
            int limit) {
        // logged_at never falls from leaf to leaf, so this is the order of the log.
        return jdbc.sql(STANDING + """
                                   WHERE r.method = :method AND r.tenant = :tenant AND r.logged_at >= :from
                                     AND (r.leaf_index > :leaf OR r.leaf_index = :leaf AND r.id > :id)
                                     AND NOT EXISTS (SELECT 1 FROM void_issuance v WHERE v.credential_id = r.id)
                                   ORDER BY r.logged_at, r.leaf_index, r.id LIMIT :limit""")
                .param("method", method)
                .param("tenant", tenant.value())
                .param("from", after.map(Place::loggedAt).filter(since::isBefore).orElse(since).toEpochMilli())
                .param("leaf", after.map(place -> place.leaf().value()).orElse(-1L))
                .param("id", after.map(place -> place.id().toString()).orElse(""))
                .param("limit", limit)
                .query(JdbcIssuanceStore::standing)
                .list();
    }

    @Override
    public List<Standing> issued(TenantId tenant, IssuedFilter filter, int limit) {
        StringBuilder also = new StringBuilder();
        filter.method().ifPresent(_ -> also.append(" AND r.method = :method"));
        filter.format().ifPresent(_ -> also.append(" AND r.format = :format"));
        if (!filter.schemas().isEmpty()) {
            also.append(" AND r.schema_id IN (:schemas)");
        }
        var query = jdbc
                .sql(STANDING
                        + """
                          WHERE r.tenant = :tenant AND r.issuer = :issuer AND r.leaf_index BETWEEN :first AND :last
                            AND r.logged_at >= :from AND r.logged_at < :before
                            AND NOT EXISTS (SELECT 1 FROM void_issuance v WHERE v.credential_id = r.id)""" + also
                        + """

                          ORDER BY r.leaf_index, r.id LIMIT :limit""")
                .param("tenant", tenant.value())
                .param("issuer", filter.issuer())
                .param("first", filter.fromLeaf().map(LeafIndex::value).orElse(0L))
                .param("last", filter.untilLeaf().map(LeafIndex::value).orElse(Long.MAX_VALUE))
                .param("from", filter.issuedFrom().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE))
                .param("before", filter.issuedBefore().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE))
                .param("limit", limit);
        if (filter.method().isPresent()) {
            query = query.param("method", filter.method().get());
        }
        if (filter.format().isPresent()) {
            query = query.param("format", filter.format().get());
        }
        if (!filter.schemas().isEmpty()) {
            query = query.param("schemas", filter.schemas());
        }
        return query.query(JdbcIssuanceStore::standing).list();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return new Standing(
                new Place(Instant.ofEpochMilli(row.getLong("logged_at")), new LeafIndex(row.getLong("leaf_index")),
                        UUID.fromString(row.getString("id"))),
                row.getString("format"), Optional.of(row.getString("schema_id")).filter(id -> !id.isEmpty()),
                row.getBoolean("revoked"), Optional.ofNullable(row.getString("replaced_by")).map(UUID::fromString));
    }

    @Override
    public Optional<Pending> pending(UUID credential) {
        return tables.get(IssuanceTables.PENDING, credential);
    }

    @Override
    public List<UUID> pendingSince(Instant latest, int limit) {
        return jdbc.sql("SELECT credential_id FROM pending_issuance WHERE since <= ? ORDER BY since LIMIT ?")
                .params(latest.toEpochMilli(), limit)
                .query(JdbcIssuanceStore::id)
                .list();
    }

    @Override
    public List<UUID> pendingOf(TenantId tenant, String issuer) {
        return jdbc.sql("SELECT credential_id FROM pending_issuance WHERE tenant = ? AND issuer = ? ORDER BY since")
                .params(tenant.value(), issuer)
                .query(JdbcIssuanceStore::id)
                .list();
    }

    @Override
    public boolean complete(UUID credential, TenantId tenant, Optional<Answer> answer) {
        return durably.write(() -> {
            if (!erasePending(credential)) {
                return false;
            }
            answer.ifPresent(kept -> jdbc
                    .sql("""
                         INSERT INTO issuance_answer (credential_id, tenant, expires_at, answer) VALUES (?, ?, ?, ?)""")
                    .params(credential.toString(), tenant.value(), kept.expires().toEpochMilli(),
                            kept.sealed().toArray())
                    .update());
            return true;
        });
    }

    @Override
    public boolean annul(UUID credential, TenantId tenant, Instant at, String reason) {
        return durably.write(() -> {
            if (!erasePending(credential)) {
                return false;
            }
            jdbc.sql("INSERT INTO void_issuance (credential_id, tenant, voided_at, reason) VALUES (?, ?, ?, ?)")
                    .params(credential.toString(), tenant.value(), at.toEpochMilli(), reason)
                    .update();
            // Both flags: whichever list the entry stands in, it shows the credential as not valid.
            jdbc.sql("UPDATE status_entry SET revoked = TRUE, suspended = TRUE WHERE credential_id = ?")
                    .param(credential.toString())
                    .update();
            jdbc.sql("""
                     UPDATE status_list SET changes = changes + 1
                     WHERE id IN (SELECT list FROM status_entry WHERE credential_id = ?)""")
                    .param(credential.toString())
                    .update();
            return true;
        });
    }

    @Override
    public boolean isVoid(UUID credential) {
        return jdbc.sql("SELECT COUNT(*) FROM void_issuance WHERE credential_id = ?")
                .param(credential.toString())
                .query(Long.class)
                .single() > 0;
    }

    @Override
    public Optional<Bytes> answer(UUID credential, Instant now) {
        return jdbc.sql("SELECT answer FROM issuance_answer WHERE credential_id = ? AND expires_at > ?")
                .params(credential.toString(), now.toEpochMilli())
                .query((row, number) -> Bytes.of(row.getBytes("answer")))
                .optional();
    }

    @Override
    public int forgetAnswers(Instant now) {
        return durably.write(() -> jdbc.sql("DELETE FROM issuance_answer WHERE expires_at <= ?")
                .param(now.toEpochMilli())
                .update());
    }

    /** The one row that decides who completes or voids. */
    private boolean erasePending(UUID credential) {
        return jdbc.sql("DELETE FROM pending_issuance WHERE credential_id = ?")
                .param(credential.toString())
                .update() == 1;
    }

    private static UUID id(ResultSet row, int number) throws SQLException {
        return UUID.fromString(row.getString("credential_id"));
    }
}
