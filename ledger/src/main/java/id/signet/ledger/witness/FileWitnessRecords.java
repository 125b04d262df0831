package id.signet.ledger.witness;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/** A file for each log, replaced as a whole. The folder belongs to one process, held by a lock. */
public final class FileWitnessRecords implements WitnessRecords, AutoCloseable {

    /** One accusation convicts a log; some more show how long it went on. */
    private static final int MOST_ACCUSATIONS = 100;

    private final Path folder;
    private final FileChannel lock;

    /**
     * @param folder made when absent
     * @throws WitnessRefusesToStart if another process has it
     */
    public FileWitnessRecords(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked()) {
                lock.close();
                throw new WitnessRefusesToStart("another witness works in " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + folder, e);
        }
    }

    private boolean locked() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public synchronized Optional<String> latest(String origin) {
        Path file = folder.resolve(hash(origin) + ".checkpoint");
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public synchronized boolean replace(String origin, Optional<String> read, String next) {
        if (!latest(origin).equals(read)) {
            return false;
        }
        write(folder.resolve(hash(origin) + ".checkpoint"), next);
        return true;
    }

    @Override
    public synchronized void accuse(String origin, String checkpoint) {
        Path accusations = folder.resolve("accusations");
        try {
            Files.createDirectories(accusations);
            try (Stream<Path> files = Files.list(accusations)) {
                if (files.count() >= MOST_ACCUSATIONS) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + accusations, e);
        }
        write(accusations.resolve(hash(origin) + "-" + hash(checkpoint).substring(0, 16)), checkpoint);
    }

    private static void write(Path file, String text) {
        try {
            Folders.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String hash(String text) {
        return Bytes.of(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8))).hex();
    }

    /** Gives the folder to the next process. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
