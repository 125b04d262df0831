package id.signet.credential.jdbc;

import id.signet.credential.status.StatusArray;
import id.signet.credential.status.StatusFace;
import id.signet.credential.status.StatusKind;
import id.signet.credential.status.StatusListId;
import id.signet.credential.status.StatusListRow;
import id.signet.credential.status.StatusPosition;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.status.StatusStore;
import id.signet.crypto.Bytes;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Status lists in the database. */
public final class JdbcStatusStore implements StatusStore {

    private static final String LIST = """
                                       SELECT id, tenant, issuer, kind, ordinal, entries, index_key, leased, changes, served_changes, sequence,
                                         leaf_index, signed_by, renew_at
                                       FROM status_list
                                       """;

    private static final Comparator<EntryRow> BY_PLACE = Comparator
            .comparing((EntryRow entry) -> entry.position().list().value())
            .thenComparingInt(entry -> entry.position().index());

    private final JdbcClient jdbc;
    private final DurableCommit durably;

    public JdbcStatusStore(DataSource dataSource, DurableCommit durably) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durably = durably;
    }

    @Override
    public Optional<StatusListRow> find(StatusListId id) {
        return jdbc.sql(LIST + "WHERE id = ?").param(id.value()).query(JdbcStatusStore::list).optional();
    }

    @Override
    public Optional<StatusListRow> newest(TenantId tenant, String issuer, StatusKind kind) {
        return jdbc.sql(LIST + "WHERE tenant = ? AND issuer = ? AND kind = ? ORDER BY ordinal DESC LIMIT 1")
                .params(tenant.value(), issuer, kind.text())
                .query(JdbcStatusStore::list)
                .optional();
    }

    @Override
    public List<StatusListRow> ofIssuer(TenantId tenant, String issuer) {
        return jdbc.sql(LIST + "WHERE tenant = ? AND issuer = ? ORDER BY kind, ordinal")
                .params(tenant.value(), issuer)
                .query(JdbcStatusStore::list)
                .list();
    }

    @Override
    public List<StatusListRow> due(Instant now) {
        return jdbc.sql(LIST + "WHERE sequence = 0 OR changes > served_changes OR renew_at <= ? ORDER BY id")
                .param(now.toEpochMilli())
                .query(JdbcStatusStore::list)
                .list();
    }

    @Override
    public boolean open(StatusListRow list) {
        return durably.write(() -> jdbc
                .sql("""
                     INSERT INTO status_list (id, tenant, issuer, kind, ordinal, entries, index_key, leased, changes,
                       served_changes, sequence)
                     VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0) ON CONFLICT DO NOTHING""")
                .params(list.id().value(), list.tenant().value(), list.issuer(), list.kind().text(), list.ordinal(),
                        list.entries(), list.indexKey().toArray())
                .update()) == 1;
    }

    @Override
    public boolean lease(StatusListId list, int from, int to) {
        return durably.write(() -> jdbc.sql("UPDATE status_list SET leased = ? WHERE id = ? AND leased = ?")
                .params(to, list.value(), from)
                .update()) == 1;
    }

    @Override
    public StatusArray array(StatusListRow list) {
        var array = new StatusArray(list.kind(), list.entries());
        jdbc.sql("SELECT list_index, revoked, suspended, message FROM status_entry WHERE list = ?"
                + " AND (revoked OR suspended OR message <> 0)")
                .param(list.id().value())
                .query(row -> {
                    array.set(row.getInt("list_index"), row.getBoolean("revoked"), row.getBoolean("suspended"),
                            row.getInt("message"));
                });
        return array;
    }

    @Override
    public boolean serve(StatusListId list, long sequence, LeafIndex leaf, String signedBy, long covers,
            List<SignedFace> faces,
            Optional<Instant> renewAt) {
        return durably.write(() -> {
            // The list's row is changed first: whoever serves beside us waits for it, and then sees the newer sequence.
            int served = jdbc.sql("""
                                  UPDATE status_list
                                  SET sequence = ?, served_changes = ?, leaf_index = ?, signed_by = ?, renew_at = ?
                                  WHERE id = ? AND (sequence < ? OR sequence = ? AND served_changes <= ?)""")
                    .param(sequence)
                    .param(covers)
                    .param(leaf.value())
                    .param(signedBy)
                    .param(renewAt.map(Instant::toEpochMilli).orElse(null))
                    .param(list.value())
                    .param(sequence)
                    .param(sequence)
                    .param(covers)
                    .update();
            if (served == 0) {
                return false;
            }
            jdbc.sql("DELETE FROM status_face WHERE list = ?").param(list.value()).update();
            for (SignedFace face : faces) {
                jdbc.sql("""
                         INSERT INTO status_face (list, face, sequence, body, signed_at, expires_at)
                         VALUES (?, ?, ?, ?, ?, ?)""")
                        .params(list.value(), face.face().name(), face.sequence(), face.body().toArray(),
                                face.signedAt().toEpochMilli(), face.expiresAt().toEpochMilli())
                        .update();
            }
            return true;
        });
    }

    @Override
    public Optional<SignedFace> served(StatusListId list, StatusFace face) {
        return jdbc.sql("SELECT sequence, body, signed_at, expires_at FROM status_face WHERE list = ? AND face = ?")
                .params(list.value(), face.name())
                .query((row, number) -> new SignedFace(face, row.getLong("sequence"), Bytes.of(row.getBytes("body")),
                        Instant.ofEpochMilli(row.getLong("signed_at")),
                        Instant.ofEpochMilli(row.getLong("expires_at"))))
                .optional();
    }

    @Override
    public List<EntryRow> entries(TenantId tenant, UUID credential) {
        return jdbc.sql("""
                        SELECT e.list, l.kind, e.list_index, e.revoked, e.suspended, e.message
                        FROM status_entry e JOIN status_list l ON l.id = e.list
                        WHERE e.credential_id = ? AND e.tenant = ? ORDER BY l.kind""")
                .params(credential.toString(), tenant.value())
                .query((row, number) -> new EntryRow(
                        new StatusPosition(new StatusListId(row.getString("list")),
                                StatusKind.of(row.getString("kind")),
                                row.getInt("list_index")),
                        tenant, credential, row.getBoolean("revoked"), row.getBoolean("suspended"),
                        row.getInt("message")))
                .list();
    }

    @Override
    public boolean say(EntryRow entry, int message, Runnable beside) {
        return durably.write(() -> {
            var position = entry.position();
            if (jdbc.sql("UPDATE status_entry SET message = ? WHERE list = ? AND list_index = ? AND message <> ?")
                    .params(message, position.list().value(), position.index(), message)
                    .update() == 0) {
                return false;
            }
            jdbc.sql("UPDATE status_list SET changes = changes + 1 WHERE id = ?")
                    .param(position.list().value())
                    .update();
            beside.run();
            return true;
        });
    }

    @Override
    public List<EntryRow> change(List<EntryRow> entries, StatusPurpose purpose, boolean value,
            Consumer<EntryRow> beside) {
        String statement = switch (purpose) {
            // There is no statement that takes revocation back.
            case REVOCATION -> {
                if (!value) {
                    throw new IllegalArgumentException("revocation is never taken back");
                }
                yield "UPDATE status_entry SET revoked = ? WHERE list = ? AND list_index = ? AND revoked = FALSE";
            }
            case SUSPENSION -> "UPDATE status_entry SET suspended = ? WHERE list = ? AND list_index = ?"
                    + " AND revoked = FALSE AND suspended <> " + (value ? "TRUE" : "FALSE");
        };
        return durably.write(() -> {
            var changed = new ArrayList<EntryRow>();
            var changes = new TreeMap<String, Integer>(); // in one order, so that two callers cannot wait for each other
            entries.stream().sorted(BY_PLACE).forEach(entry -> {
                var position = entry.position();
                if (jdbc.sql(statement).params(value, position.list().value(), position.index()).update() > 0) {
                    changed.add(entry);
                    changes.merge(position.list().value(), 1, Integer::sum);
                    beside.accept(entry);
                }
            });
            changes.forEach((list, count) -> jdbc
                    .sql("UPDATE status_list SET changes = changes + ? WHERE id = ?")
                    .params(count, list)
                    .update());
            return changed;
        });
    }

    private static StatusListRow list(ResultSet row, int number) throws SQLException {
        return new StatusListRow(new StatusListId(row.getString("id")), new TenantId(row.getString("tenant")),
                row.getString("issuer"), StatusKind.of(row.getString("kind")), row.getInt("ordinal"),
                row.getInt("entries"), Bytes.of(row.getBytes("index_key")), row.getInt("leased"),
                row.getLong("changes"),
                row.getLong("served_changes"), row.getLong("sequence"), number(row, "leaf_index").map(LeafIndex::new),
                Optional.ofNullable(row.getString("signed_by")),
                number(row, "renew_at").map(Instant::ofEpochMilli));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
