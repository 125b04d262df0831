package id.signet.ledger.embedded;

import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A guard in a file of its own folder, which must not be copied, restored or deleted together with the database. Each
 * checkpoint replaces the one before it: written beside it, forced, renamed over it, and the folder forced.
 */
public final class FileCheckpointGuard implements CheckpointGuard {

    private final Path file;

    /** @param folder made when absent */
    public FileCheckpointGuard(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the guard's folder " + folder, e);
        }
        this.file = folder.resolve("checkpoint");
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
            Folders.replace(file, checkpoint.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the guard " + file, e);
        }
    }
}
