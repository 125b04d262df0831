package id.signet.app.operate;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.receipt.BatchPath;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.receipt.Salt;
import id.signet.registry.operation.SignedOperation;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether private rows point at entries that are there. Of the row of a credential, or of a statement about evidence, also
 * whether the commitment it opens is the one that was logged: damage to such a row takes a proof away that somebody holds.
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
        statements();
        dangling("status_list", "id");
        dangling("audit", "id");
        return List.copyOf(findings);
    }

    /** What a private row opens. */
    private record Opened(Commitment commitment, BatchPath place) {}

    private interface Reading {
        Opened read(ResultSet row) throws SQLException;
    }

    private void credentials() {
        committed("credential record",
                """
                SELECT r.id, r.issuer, r.version_id, r.method, r.leaf_index, r.salt, r.signed_input_hash, e.entry
                FROM credential_record r LEFT JOIN log_entry e ON e.leaf_index = r.leaf_index
                ORDER BY r.leaf_index""",
                row -> new Opened(Commitment.ofCredential(salt(row), row.getString("issuer"),
                        row.getString("version_id"), row.getString("method"),
                        Hash.of(row.getBytes("signed_input_hash"))), BatchPath.ALONE));
    }

    private void statements() {
        committed("statement about the evidence",
                """
                SELECT r.evidence AS id, r.type, r.operation, r.version_id, r.leaf_index, r.salt, r.batch_index,
                  r.batch_size, r.batch_path, e.entry
                FROM evidence_statement r LEFT JOIN log_entry e ON e.leaf_index = r.leaf_index
                ORDER BY r.leaf_index, r.batch_index""",
                row -> {
                    SignedOperation signed = SignedOperation.parse(row.getString("type"), StrictJson
                            .parseObject(row.getString("operation").getBytes(StandardCharsets.UTF_8)));
                    return new Opened(
                            Commitment.ofEvidence(salt(row), signed.operation().party().did().toString(),
                                    row.getString("version_id"), signed.verificationMethod().toString(),
                                    signed.operation().signedHash()),
                            BatchPath.of(row.getInt("batch_index"), row.getInt("batch_size"),
                                    Bytes.of(row.getBytes("batch_path"))));
                });
    }

    private static Salt salt(ResultSet row) throws SQLException {
        return new Salt(Bytes.of(row.getBytes("salt")));
    }

    private void committed(String what, String sql, Reading reading) {
        int before = findings.size();
        jdbc.query(sql, row -> {
            String trouble = trouble(row, reading);
            if (!trouble.isEmpty() && findings.size() - before < NAMED) {
                findings.add(what + " " + row.getString("id") + " " + trouble);
            }
        });
    }

    private static String trouble(ResultSet row, Reading reading) throws SQLException {
        byte[] bytes = row.getBytes("entry");
        if (bytes == null) {
            return "points at entry " + row.getLong("leaf_index") + ", which the log does not have";
        }
        try {
            LedgerEntry entry = EntryCodec.decode(new LeafIndex(row.getLong("leaf_index")), Bytes.of(bytes));
            Opened opened = reading.read(row);
            return entry.type().equals(CommitmentBatch.TYPE)
                    && entry.body().equals(CommitmentBatch.draft(opened.place(), opened.commitment()).body())
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
