package id.signet.registry.jdbc;

import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustedListStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In {@code trusted_list_published} and {@code trusted_list_imported}; who spoke of whom, in the public rows of trust. */
public final class JdbcTrustedLists implements TrustedListStore {

    private static final String IMPORTED = """
                                           SELECT authority, signer, sequence, issued_at, next_update, list
                                           FROM trusted_list_imported
                                           """;

    /** What is there already, against the number and the time of what is to take its place. */
    private static final String NOT_NEWER = " (sequence < ? OR sequence = ? AND issued_at <= ?)";

    private final JdbcClient jdbc;

    public JdbcTrustedLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Did> issuersOf(Did authority) {
        return jdbc.sql("SELECT issuer FROM trust_accreditation WHERE authority = ? ORDER BY issuer")
                .param(authority.toString())
                .query((row, number) -> Did.parse(row.getString(1)))
                .list();
    }

    @Override
    public List<Did> delegatesOf(Did superior) {
        return jdbc.sql("SELECT authority FROM trust_delegation WHERE superior = ? ORDER BY authority")
                .param(superior.toString())
                .query((row, number) -> Did.parse(row.getString(1)))
                .list();
    }

    @Override
    public Optional<Signed> published(Did authority) {
        return jdbc.sql("""
                        SELECT authority, sequence, issued_at, next_update, list FROM trusted_list_published
                        WHERE authority = ?""")
                .param(authority.toString())
                .query((row, number) -> new Signed(Did.parse(row.getString("authority")), row.getLong("sequence"),
                        Instant.ofEpochMilli(row.getLong("issued_at")),
                        Instant.ofEpochMilli(row.getLong("next_update")), row.getString("list")))
                .optional();
    }

    @Override
    public void publish(Signed list) {
        int inserted = jdbc
                .sql("""
                     INSERT INTO trusted_list_published (authority, sequence, issued_at, next_update, list)
                     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(list.authority().toString(), list.sequence(), list.issued().toEpochMilli(),
                        list.nextUpdate().toEpochMilli(), list.list())
                .update();
        if (inserted == 0) {
            jdbc
                    .sql("""
                         UPDATE trusted_list_published
                         SET sequence = ?, issued_at = ?, next_update = ?, list = ?
                         WHERE authority = ? AND""" + NOT_NEWER)
                    .params(list.sequence(), list.issued().toEpochMilli(), list.nextUpdate().toEpochMilli(),
                            list.list(), list.authority().toString(), list.sequence(), list.sequence(),
                            list.issued().toEpochMilli())
                    .update();
        }
    }

    @Override
    public Optional<Imported> imported(Did authority) {
        return jdbc.sql(IMPORTED + "WHERE authority = ?")
                .param(authority.toString())
                .query(JdbcTrustedLists::read)
                .optional();
    }

    @Override
    public List<Imported> imported() {
        return jdbc.sql(IMPORTED + "WHERE list <> '' ORDER BY authority")
                .query(JdbcTrustedLists::read)
                .list();
    }

    private static Imported read(ResultSet row, int number) throws SQLException {
        return new Imported(Did.parse(row.getString("authority")), row.getString("signer"), row.getLong("sequence"),
                Instant.ofEpochMilli(row.getLong("issued_at")), Instant.ofEpochMilli(row.getLong("next_update")),
                Optional.of(row.getString("list")).filter(list -> !list.isEmpty()));
    }

    @Override
    public boolean put(Imported list) {
        int inserted = jdbc
                .sql("""
                     INSERT INTO trusted_list_imported (authority, signer, sequence, issued_at, next_update, list)
                     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(list.authority().toString(), list.signer(), list.sequence(), list.issued().toEpochMilli(),
                        list.nextUpdate().toEpochMilli(), list.list().orElse(""))
                .update();
        return inserted > 0 || jdbc
                .sql("""
                     UPDATE trusted_list_imported
                     SET signer = ?, sequence = ?, issued_at = ?, next_update = ?, list = ?
                     WHERE authority = ? AND""" + NOT_NEWER)
                .params(list.signer(), list.sequence(), list.issued().toEpochMilli(), list.nextUpdate().toEpochMilli(),
                        list.list().orElse(""), list.authority().toString(), list.sequence(), list.sequence(),
                        list.issued().toEpochMilli())
                .update() > 0;
    }
}
