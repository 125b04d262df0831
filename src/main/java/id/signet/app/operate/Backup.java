package id.signet.app.operate;

import id.signet.app.operate.BackupStream.Writer;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.Sealer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import javax.sql.DataSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes everything the database holds as one moment of it, while others go on writing. The manifest at the end lists the
 * parts with their hashes and is sealed under the master key, which itself is never in the file.
 */
public final class Backup {

    static final String MANIFEST = "manifest";
    static final String SEAL = "seal";
    static final byte[] SEAL_CONTEXT = "signet-backup 1".getBytes(StandardCharsets.US_ASCII);

    private final DataSource dataSource;
    private final Runnable force;
    private final Sealer sealer;

    /**
     * @param force returns when everything committed before is on disk: a copy must not hold what its source may lose
     * @param sealer of this purpose alone
     */
    public Backup(DataSource dataSource, Runnable force, Sealer sealer) {
        this.dataSource = dataSource;
        this.force = force;
        this.sealer = sealer;
    }

    public void write(OutputStream out, Instant now) throws IOException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            int before = connection.getTransactionIsolation();
            connection.setAutoCommit(false);
            try {
                // Both give a snapshot of all tables: the names differ.
                boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
                connection.setTransactionIsolation(
                        postgres ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_SERIALIZABLE);
                write(connection, out, now);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(before);
                connection.setAutoCommit(true);
            }
        }
    }

    private void write(Connection connection, OutputStream out, Instant now) throws IOException, SQLException {
        ObjectNode manifest = Json.object();
        manifest.put("format", "signet-backup/1");
        manifest.put("madeAt", now.toString());
        manifest.put("masterKey", "not in this file; nothing in it can be used without it");
        head(connection, manifest);
        force.run();
        DatabaseTables tables = new DatabaseTables(connection);
        ObjectNode versions = manifest.putObject("schema");
        tables.versions().forEach(versions::put);
        var parts = manifest.putArray("parts");
        Writer writer = new Writer(out);
        for (String table : tables.names()) {
            ObjectNode part = parts.addObject();
            part.put("name", table);
            part.put("sha256", writer.part(table, content -> {
                try {
                    part.put("rows", tables.dump(table, content));
                } catch (SQLException e) {
                    throw new IOException("the table " + table + " cannot be read", e);
                }
            }).base64Url());
        }
        byte[] text = Jcs.canonicalize(manifest);
        writer.part(MANIFEST, content -> content.write(text));
        byte[] seal = sealer.seal(Hashes.sha256(text), SEAL_CONTEXT);
        writer.part(SEAL, content -> content.write(seal));
        writer.end();
    }

    /** The first question of the transaction: the snapshot is taken with it. */
    private static void head(Connection connection, ObjectNode manifest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet head = statement.executeQuery("SELECT tree_size, root FROM log_head WHERE id = 1")) {
                if (!head.next() || head.getLong(1) == 0) {
                    throw new RestoreRefused("there is no log yet, and so nothing to back up");
                }
                manifest.put("size", head.getLong(1));
                manifest.put("root", Base64.getEncoder().encodeToString(head.getBytes(2)));
            }
            try (ResultSet newest = statement
                    .executeQuery("SELECT note FROM log_checkpoint ORDER BY tree_size DESC LIMIT 1")) {
                manifest.put("checkpoint", newest.next() ? newest.getString(1) : "");
            }
        }
    }
}
