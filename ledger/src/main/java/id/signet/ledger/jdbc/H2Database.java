package id.signet.ledger.jdbc;

import id.signet.ledger.Folders;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The embedded database in a folder that belongs to this process alone. The database is created once; a marker remembers
 * it, and from then on a database that is gone is a refusal, never a new empty one.
 */
public final class H2Database implements AutoCloseable {

    private static final String NAME = "signet";

    private final FileChannel lockFile;
    private final String url;

    private H2Database(FileChannel lockFile, String url) {
        this.lockFile = lockFile;
        this.url = url;
    }

    /**
     * Takes the folder and, the first time, creates the database in it with this user as its administrator.
     *
     * @param folder made when absent
     * @throws LedgerRefusesToStart when another process has the folder, or the database that was there is gone
     */
    public static H2Database open(Path folder, String user, String password) {
        try {
            Files.createDirectories(folder);
            FileChannel lockFile = lock(folder);
            try {
                Path file = folder.resolve(NAME);
                createOnce(folder, file, user, password);
                return new H2Database(lockFile, H2Url.of(file, true));
            } catch (IOException | SQLException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data directory " + folder, e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database in " + folder, e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("signet.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new LedgerRefusesToStart(Reason.DIRECTORY_IN_USE, "another process works on " + folder);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void createOnce(Path folder, Path file, String user, String password)
            throws IOException, SQLException {
        Path marker = folder.resolve(NAME + ".created");
        boolean exists = Files.exists(folder.resolve(NAME + ".mv.db"));
        if (Files.exists(marker)) {
            if (!exists) {
                throw new LedgerRefusesToStart(Reason.DATABASE_EMPTY, "the database that was created in " + folder
                        + " is gone; restore it, or remove " + marker + " if it is to be begun anew");
            }
            return;
        }
        if (!exists) {
            try (Connection connection = DriverManager.getConnection(H2Url.of(file, false), user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
        try (FileChannel channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(
                    ByteBuffer.wrap("The database beside this file was created.\n".getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Folders.force(folder);
    }

    /** The address under which this process opens the database; it never creates one. */
    public String url() {
        return url;
    }

    /** Gives the database, once it is open, the memory that {@link H2Url#pages} says. */
    public static void keepPages(DataSource open) {
        new JdbcTemplate(open).execute(H2Url.pages(Runtime.getRuntime().maxMemory()));
    }

    /** Gives the folder back; every connection must be closed before. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
