package id.signet.app.works;

import id.signet.crypto.Bytes;
import id.signet.ledger.StorageFull;
import id.signet.registry.TenantId;
import id.signet.registry.Turns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Files in a folder, one for each tenant and SHA-256, as they came. A file is on disk before its deposit is logged, and goes when
 * the last deposit that the tenant holds of it is erased. Several nodes share the folder.
 */
public final class KeptWorks {

    private static final String ARRIVING = "arriving";
    private static final Duration ABANDONED = Duration.ofDays(2);

    private final Optional<Path> folder;
    private final Held held;
    private final Turns turns = new Turns();

    /** Counts the deposits of these bytes that the tenant holds; more than two need not be told apart. */
    @FunctionalInterface
    public interface Held {
        int deposits(TenantId tenant, Bytes sha256);
    }

    /**
     * @param folder where they lie; empty: nothing is kept
     * @throws UncheckedIOException if the folder cannot be written
     */
    public KeptWorks(Optional<Path> folder, Held held, Clock clock) {
        this.folder = folder;
        this.held = held;
        try {
            if (folder.isPresent()) {
                Path arriving = Files.createDirectories(folder.get().resolve(ARRIVING));
                removeAbandoned(arriving, FileTime.from(clock.instant().minus(ABANDONED)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAbandoned(Path arriving, FileTime before) throws IOException {
        try (var files = Files.newDirectoryStream(arriving)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** A file that is coming in. */
    public final class Arriving implements AutoCloseable {

        private final Path folder;
        private final Path file;
        private final FileChannel channel;

        private Arriving(Path folder) throws IOException {
            this.folder = folder;
            this.file = Files.createTempFile(folder.resolve(ARRIVING), "work", "");
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }

        /** @throws StorageFull if it does not go onto the disk */
        public void write(byte[] bytes, int count) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
            onDisk(() -> {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            });
        }

        /**
         * Carries out the deposit of the whole file, with its content kept.
         *
         * @param sha256 of the whole
         */
        public <T> T keptWith(TenantId tenant, Bytes sha256, Supplier<T> deposit) {
            return turns.take(sha256, () -> {
                Path shelf = shelf(folder, tenant, sha256);
                Path kept = shelf.resolve(sha256.hex());
                onDisk(() -> {
                    channel.force(true);
                    Files.createDirectories(shelf);
                    move(kept);
                    sync(shelf);
                });
                try {
                    return deposit.get();
                } finally {
                    removeUnlessHeld(tenant, sha256, kept, 1);
                }
            });
        }

        private void move(Path kept) throws IOException {
            try {
                Files.createLink(kept, file);
            } catch (FileAlreadyExistsException e) {
                // The same bytes came before.
            }
        }

        @Override
        public void close() {
            onDisk(() -> {
                channel.close();
                Files.deleteIfExists(file);
            });
        }
    }

    /** Empty where nothing is kept. */
    public Optional<Arriving> arriving() {
        return folder.map(path -> {
            try {
                return new Arriving(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public Optional<Path> find(TenantId tenant, Bytes sha256) {
        return folder.map(path -> shelf(path, tenant, sha256).resolve(sha256.hex())).filter(Files::isRegularFile);
    }

    /** Carries out the erasure of a deposit. Content that no other is about goes first: a stop in between leaves none behind. */
    public <T> T erasedWith(TenantId tenant, Bytes sha256, Supplier<T> erasure) {
        return turns.take(sha256, () -> {
            find(tenant, sha256).ifPresent(kept -> removeUnlessHeld(tenant, sha256, kept, 2));
            return erasure.get();
        });
    }

    private void removeUnlessHeld(TenantId tenant, Bytes sha256, Path kept, int times) {
        if (held.deposits(tenant, sha256) < times) {
            onDisk(() -> Files.deleteIfExists(kept));
        }
    }

    private static Path shelf(Path folder, TenantId tenant, Bytes sha256) {
        return folder.resolve("kept").resolve(tenant.value()).resolve(sha256.hex().substring(0, 2));
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private interface OnDisk {
        void run() throws IOException;
    }

    private static void onDisk(OnDisk work) {
        try {
            work.run();
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new StorageFull("a work cannot be written", e); // a write fails so when the disk is full
        }
    }
}
