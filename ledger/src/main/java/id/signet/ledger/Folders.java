package id.signet.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What {@code java.nio.file} has no call for. */
public final class Folders {

    private Folders() {}

    /** Forces the names in a folder to disk, so that a file made or renamed in it survives a power cut. */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
