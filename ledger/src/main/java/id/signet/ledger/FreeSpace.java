package id.signet.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Turns writes away while there is still some room. A database that meets the end of the disk in the middle of a commit has
 * to be closed, and nothing can be read from it either; so a part of each disk is left for what has begun, for publishing
 * it, and for the database's own housekeeping.
 */
public final class FreeSpace {

    private static final long MOST = 64L << 20;
    private static final int PART_OF_DISK = 8;

    private final List<Disk> disks;

    /** One place that writes go to; a test puts its own numbers here. */
    public interface Disk {

        String name();

        long total() throws IOException;

        /** What this process may still write. */
        long usable() throws IOException;
    }

    public FreeSpace(List<Disk> disks) {
        this.disks = List.copyOf(disks);
    }

    /** @param folders which are there */
    public static FreeSpace of(Collection<Path> folders) {
        List<Disk> disks = new ArrayList<>();
        for (Path folder : folders) {
            disks.add(disk(folder));
        }
        return new FreeSpace(disks);
    }

    private static Disk disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return new Disk() {
                @Override
                public String name() {
                    return folder.toString();
                }

                @Override
                public long total() throws IOException {
                    return store.getTotalSpace();
                }

                @Override
                public long usable() throws IOException {
                    return store.getUsableSpace();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell the room left for " + folder, e);
        }
    }

    /**
     * To be asked before a write is begun: one eighth of each disk is kept, at most 64 MiB.
     *
     * @throws StorageFull when the room left is kept for what has begun
     */
    public void require() {
        for (Disk disk : disks) {
            try {
                if (disk.usable() < Math.min(MOST, disk.total() / PART_OF_DISK)) {
                    throw new StorageFull("the disk of " + disk.name() + " is full");
                }
            } catch (IOException e) {
                throw new StorageFull("cannot tell the room left for " + disk.name(), e);
            }
        }
    }
}
