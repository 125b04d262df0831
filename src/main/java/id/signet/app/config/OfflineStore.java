package id.signet.app.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.signet.app.config.Settings.Database;
import id.signet.app.operate.Backup;
import id.signet.app.operate.BackupFile;
import id.signet.app.operate.Restore;
import id.signet.app.operate.RestoreRefused;
import id.signet.crypto.key.MasterKey;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Folders;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.jdbc.H2Database;
import id.signet.ledger.jdbc.Migrations;
import id.signet.app.config.LedgerConfiguration.Projections;
import id.signet.app.config.LedgerConfiguration.RowMappings;
import id.signet.app.operate.BackupDamaged;
import id.signet.app.operate.ImportedLog;
import id.signet.crypto.Bytes;
import id.signet.ledger.TreeSize;
import id.signet.ledger.files.LogFiles;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.Replay;
import id.signet.ledger.note.VerifierKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Copies the whole store out and brings it back. */
public final class OfflineStore {

    static final String BACKUP = "backup/manifest";

    private OfflineStore() {}

    /**
     * Writes a backup and reads it once more before it gets its name. The embedded database of a running service is written
     * by that service; everything else by this process.
     *
     * @param to a file that is not there yet
     */
    public static BackupFile.Contents backup(Path to, String... profiles) {
        Path target = to.toAbsolutePath();
        if (Files.exists(target)) {
            throw new RestoreRefused("there is already a file " + target);
        }
        Path draft = target.resolveSibling(target.getFileName() + ".part");
        try (ConfigurableApplicationContext context = settings(profiles)) {
            Settings settings = context.getBean(Settings.class);
            try {
                write(settings, draft, profiles);
                BackupFile.Contents contents = new BackupFile(draft, context.getBean(MasterKey.class).sealer(BACKUP))
                        .verify(Optional.empty());
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
                Folders.force(target.resolveSibling("."));
                return contents;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the backup cannot be written", e);
        }
    }

    private static void write(Settings settings, Path draft, String... profiles) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(draft,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            if (settings.database() instanceof Database.Embedded embedded) {
                if (!Restore.hasEmbedded(embedded.folder())) {
                    throw new RestoreRefused("there is no database in " + embedded.folder());
                }
                try {
                    OfflineLog.with(context -> written(context, out), profiles);
                } catch (RuntimeException failure) {
                    if (!isInUse(failure)) {
                        throw failure;
                    }
                    BackupDoor.ask(embedded.folder(), out);
                }
            } else {
                OfflineLog.with(context -> written(context, out), profiles);
            }
            out.flush();
            channel.force(true);
        }
    }

    private static boolean isInUse(RuntimeException failure) {
        return StartRefusedAnalyzer.refusal(failure)
                .filter(cause -> cause instanceof LedgerRefusesToStart refused
                        && refused.reason() == Reason.DIRECTORY_IN_USE)
                .isPresent();
    }

    private static boolean written(ApplicationContext context, OutputStream out) {
        try {
            new Backup(context.getBean(DataSource.class), () -> {
            }, context.getBean(MasterKey.class).sealer(BACKUP)).write(out, context.getBean(Clock.class).instant());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        }
    }

    /**
     * Checks the whole backup, then brings it into the empty store of this place. The embedded database is made beside and
     * renamed when it is whole; in PostgreSQL all is one transaction.
     */
    public static BackupFile.Contents restore(Path from, String... profiles) {
        try (ConfigurableApplicationContext context = settings(profiles)) {
            Settings settings = context.getBean(Settings.class);
            if (settings.database() instanceof Database.Embedded embedded && Restore.hasEmbedded(embedded.folder())) {
                throw new RestoreRefused(
                        "there is a database in " + embedded.folder() + ", and nothing is overwritten");
            }
            Restore restore = new Restore(
                    new BackupFile(from, context.getBean(MasterKey.class).sealer(BACKUP)),
                    LedgerConfiguration.start(settings), settings.home(), context.getBean(Clock.class).instant());
            BackupFile.Contents contents = restore.check(context.getBean(CheckpointGuard.class).read());
            intoEmpty(settings, dataSource -> restore.load(dataSource, contents));
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException("the store cannot be written", e);
        }
    }

    /**
     * Verifies a folder that {@code log export} or a mirror wrote and brings the log into the empty store of this place,
     * public tables with it. The key that signs the log does not come along: the store can be checked and read, not signed.
     */
    public static TreeSize importLog(Path from, VerifierKey key, String... profiles) {
        try (ConfigurableApplicationContext context = settings(profiles)) {
            Settings settings = context.getBean(Settings.class);
            if (settings.database() instanceof Database.Embedded embedded && Restore.hasEmbedded(embedded.folder())) {
                throw new RestoreRefused(
                        "there is a database in " + embedded.folder() + ", and nothing is overwritten");
            }
            LogFiles files = new LogFiles(from, key);
            // Everything is read twice: no place is touched before the last file has been verified.
            TreeSize size = files.read(new Unheeded());
            intoEmpty(settings, dataSource -> imported(dataSource, files, settings, context));
            return size;
        } catch (IOException e) {
            throw new UncheckedIOException("the files cannot be read, or the store cannot be written", e);
        }
    }

    private static void imported(DataSource dataSource, LogFiles files, Settings settings, ApplicationContext context) {
        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> {
            Restore.requireEmpty(dataSource);
            JdbcTables tables = new JdbcTables(dataSource, context.getBeansOfType(RowMappings.class)
                    .values()
                    .stream()
                    .flatMap(module -> module.mappings().stream())
                    .toList());
            JdbcLedgerStore store = new JdbcLedgerStore(dataSource, tables);
            try {
                files.read(new ImportedLog(store, LedgerConfiguration.start(settings)));
            } catch (IOException e) {
                throw new UncheckedIOException("the files cannot be read", e);
            }
            Replay replay = new Replay(store, tables, context.getBeansOfType(Projections.class)
                    .values()
                    .stream()
                    .flatMap(module -> module.projections().stream())
                    .toList());
            replay.rebuild();
            OfflineLog.replayed(replay, settings).stream().findFirst().ifPresent(wrong -> {
                throw new BackupDamaged("the log was signed, but does not keep its own rules: " + wrong);
            });
        });
    }

    /** Verifying alone. */
    private static final class Unheeded implements LogFiles.Taker {

        @Override
        public void entries(long first, List<Bytes> entries) {
            // They are only looked at.
        }

        @Override
        public void checkpoint(TreeSize size, String note) {
            // It is only looked at.
        }
    }

    private static void intoEmpty(Settings settings, Consumer<DataSource> load) throws IOException {
        switch (settings.database()) {
            case Database.Embedded embedded -> embedded(embedded.folder(), load);
            case Database.Postgres postgres -> {
                try (HikariDataSource dataSource = pool(postgres.url(), postgres.user(), postgres.password())) {
                    Migrations.run(dataSource, StoreConfiguration.MODULES);
                    load.accept(dataSource);
                }
            }
        }
    }

    private static void embedded(Path folder, Consumer<DataSource> load) throws IOException {
        Path beside = folder.resolve("restoring");
        remove(beside);
        try (H2Database database = H2Database.open(beside, StoreConfiguration.EMBEDDED_USER, "")) {
            try (HikariDataSource dataSource = pool(database.url(), StoreConfiguration.EMBEDDED_USER, "")) {
                Migrations.run(dataSource, StoreConfiguration.MODULES);
                load.accept(dataSource);
            }
            // The last connection closed the database: its file is whole, and not forced yet.
            Path file = beside.resolve("signet.mv.db");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(file, folder.resolve("signet.mv.db"), StandardCopyOption.ATOMIC_MOVE);
            Folders.force(folder);
        } finally {
            remove(beside);
        }
        // Leaves the mark that there is a database from now on.
        H2Database.open(folder, StoreConfiguration.EMBEDDED_USER, "").close();
    }

    private static HikariDataSource pool(String url, String user, String password) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("signet-restore");
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        return new HikariDataSource(pool);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static ConfigurableApplicationContext settings(String... profiles) {
        return new SpringApplicationBuilder(SettingsConfiguration.class, CryptoConfiguration.class,
                LedgerConfiguration.class, RegistryConfiguration.class, CredentialConfiguration.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .profiles(profiles)
                .logStartupInfo(false)
                .run("--logging.level.root=WARN");
    }
}
