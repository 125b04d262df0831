package id.signet.app.operate;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.receipt.Salt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether private rows point at entries that are there. Of a credential's row also whether the commitment it opens is the
 * one that was logged: damage to such a row takes the proof of an issued paper away.
 */
public final class PrivateReferences {

    /** How many objects of one table are named before the rest is only counted. */
    private static final int NAMED = 20;

    private final JdbcTemplate jdbc;
    private final List<String> findings = new ArrayList<>();

    public PrivateReferences(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** One plain sentence for each bad row, the row named first. */
    public List<String> check() {
        findings.clear();
        credentials();
        dangling("status_list", "id");
        dangling("audit", "id");
        return List.copyOf(findings);
    }

    private void credentials() {
        int before = findings.size();
        jdbc.query("""
                   SELECT r.id, r.issuer, r.version_id, r.method, r.leaf_index, r.salt, r.signed_input_hash, e.entry
                   FROM credential_record r LEFT JOIN log_entry e ON e.leaf_index = r.leaf_index
                   ORDER BY r.leaf_index""", row -> {
            String trouble = trouble(row);
            if (!trouble.isEmpty() && findings.size() - before < NAMED) {
                findings.add("credential record " + row.getString("id") + " " + trouble);
            }
        });
    }

    private static String trouble(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("entry");
        if (bytes == null) {
            return "points at entry " + row.getLong("leaf_index") + ", which the log does not have";
        }
        try {
            LedgerEntry entry = EntryCodec.decode(new LeafIndex(row.getLong("leaf_index")), Bytes.of(bytes));
            Commitment opened = Commitment.ofCredential(new Salt(Bytes.of(row.getBytes("salt"))),
                    row.getString("issuer"), row.getString("version_id"), row.getString("method"),
                    Hash.of(row.getBytes("signed_input_hash")));
            return entry.type().equals(CommitmentBatch.TYPE)
                    && entry.body().equals(CommitmentBatch.of(opened).draft().body())
                            ? ""
                            : "does not open the commitment in entry " + entry.index().value();
        } catch (MalformedInput | IllegalArgumentException e) {
            return "or entry " + row.getLong("leaf_index") + " is damaged: " + e.getMessage();
        }
    }

    private void dangling(String table, String id) {
        findings.addAll(jdbc.query("SELECT r." + id + ", r.leaf_index FROM " + table
                + " r LEFT JOIN log_entry e ON e.leaf_index = r.leaf_index"
                + " WHERE r.leaf_index IS NOT NULL AND e.leaf_index IS NULL ORDER BY r.leaf_index LIMIT " + NAMED,
                (row, number) -> table + " " + row.getString(1) + " points at entry " + row.getLong(2)
                        + ", which the log does not have"));
    }
}
