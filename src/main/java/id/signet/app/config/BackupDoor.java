package id.signet.app.config;

import id.signet.app.operate.Backup;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The embedded database belongs to the running service alone, so the service itself writes the backup when the operator's
 * command asks. It is asked through a socket in the data directory that only the service's own user can open: whoever can
 * do that could read the directory as well.
 */
final class BackupDoor implements SmartInitializingSingleton, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackupDoor.class);
    private static final String NAME = "backup.sock";
    private static final byte[] QUESTION = "backup\n".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final Backup backup;
    private final Clock clock;
    private @Nullable ServerSocketChannel server;

    BackupDoor(Path folder, Backup backup, Clock clock) {
        this.folder = folder;
        this.backup = backup;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Path fresh = folder.resolve(NAME + ".new");
        try {
            Files.deleteIfExists(fresh);
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            opened.bind(UnixDomainSocketAddress.of(fresh));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.move(fresh, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            server = opened;
            Thread.ofPlatform().daemon().name("signet-backup").start(() -> serve(opened));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("backups of the running service are not offered, only of the stopped one: {}", e.getMessage());
        }
    }

    private void serve(ServerSocketChannel opened) {
        while (opened.isOpen()) {
            try (SocketChannel asked = opened.accept()) {
                answer(asked);
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException | SQLException | RuntimeException e) {
                // The asker sees that the end is missing.
                LOG.warn("a backup was not finished", e);
            }
        }
    }

    private void answer(SocketChannel asked) throws IOException, SQLException {
        InputStream in = Channels.newInputStream(asked);
        if (Arrays.equals(in.readNBytes(QUESTION.length), QUESTION)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(asked), 1 << 16);
            backup.write(out, clock.instant());
            out.flush();
            LOG.info("A backup was given to the operator's command.");
        }
    }

    /** Asks the service that has this folder for a backup. */
    static void ask(Path folder, OutputStream out) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(NAME)))) {
            Channels.newOutputStream(channel).write(QUESTION);
            Channels.newInputStream(channel).transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
            Files.deleteIfExists(folder.resolve(NAME));
        }
    }
}
