package id.signet.app.operate;

import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LogStart;
import id.signet.ledger.embedded.LogCheck;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.registry.TenantId;
import id.signet.registry.audit.AuditRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings a verified backup into an empty database, whole or not at all. */
public final class Restore {

    private final BackupFile file;
    private final LogStart here;
    private final TenantId operator;
    private final Instant now;

    /**
     * @param here the names this place is set up for
     * @param operator in whose audit trail the restore stands
     */
    public Restore(BackupFile file, LogStart here, TenantId operator, Instant now) {
        this.file = file;
        this.here = here;
        this.operator = operator;
        this.now = now;
    }

    /** Everything that is checked before any place is touched. */
    public BackupFile.Contents check(Optional<String> guard) {
        BackupFile.Contents contents = file.verify(guard);
        if (!contents.start().equals(here)) {
            throw new LedgerRefusesToStart(Reason.BINDING_CHANGED,
                    "the backup is of " + contents.start() + ", and this is " + here);
        }
        return contents;
    }

    /**
     * Loads all rows in one transaction, and reads the whole log once more from the database before it is committed.
     *
     * @param dataSource of a database whose tables are made and empty
     */
    public void load(DataSource dataSource, BackupFile.Contents contents) {
        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                DatabaseTables tables = new DatabaseTables(connection);
                if (!tables.versions().equals(contents.schema())) {
                    throw new RestoreRefused("the backup was made by another version of Signet (its tables are "
                            + contents.schema() + ", here " + tables.versions() + "): restore it with that version");
                }
                if (!tables.empty()) {
                    throw new RestoreRefused("the database is not empty, and nothing in it is overwritten");
                }
                tables.clear();
                file.load(tables);
            } catch (SQLException e) {
                throw new IllegalStateException("the database does not take the backup", e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
            audit(dataSource, contents);
            LogCheck.Report report = new LogCheck(
                    new JdbcLedgerStore(dataSource, new JdbcTables(dataSource, List.of())),
                    contents.key()).run();
            if (!report.sound()) {
                throw new BackupDamaged("the log in the backup is not sound: " + report.findings().getFirst());
            }
        });
    }

    /** Asked inside the transaction that will fill it. */
    public static void requireEmpty(DataSource dataSource) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            if (!new DatabaseTables(connection).empty()) {
                throw new RestoreRefused("the database is not empty, and nothing in it is overwritten");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private void audit(DataSource dataSource, BackupFile.Contents contents) {
        new JdbcTemplate(dataSource).update(
                "INSERT INTO audit (id, tenant, made_at, actor, action, subject, outcome, request_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(), operator.value(), now.toEpochMilli(), "operator", "store.restore",
                "backup of " + contents.madeAt() + " with " + contents.size() + " entries", AuditRow.DONE,
                "signet restore");
    }

    /** Whether a folder already has an embedded database, or ever had one. */
    public static boolean hasEmbedded(Path folder) {
        return folder.resolve("signet.mv.db").toFile().exists() || folder.resolve("signet.created").toFile().exists();
    }
}
