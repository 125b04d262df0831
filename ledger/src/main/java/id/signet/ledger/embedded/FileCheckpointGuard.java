package id.signet.ledger.embedded;

import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A guard in a file of its own folder, which must not be copied, restored or deleted together with the database. Each
 * checkpoint replaces the one before it: written beside it, forced, renamed over it, and the folder forced.
 */
public final class FileCheckpointGuard implements CheckpointGuard {

    private final Path folder;
    private final Path file;
    private final Path fresh;

    /** @param folder made when absent */
    public FileCheckpointGuard(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the guard's folder " + folder, e);
        }
        this.folder = folder;
        this.file = folder.resolve("checkpoint");
        this.fresh = folder.resolve("checkpoint.new");
    }

    @Override
    public Optional<String> read() {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the guard " + file, e);
        }
    }

    @Override
    public synchronized void remember(String checkpoint) {
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(checkpoint.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Folders.force(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the guard " + file, e);
        }
    }
}
