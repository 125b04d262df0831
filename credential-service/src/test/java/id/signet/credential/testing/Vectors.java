package id.signet.credential.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The official vectors, which are not part of this repository. */
public final class Vectors {

    private Vectors() {}

    /** The folder of that name; where it is absent the test is reported as skipped. */
    public static Path folder(String name) {
        var root = System.getProperty("signet.vectors", "../shared/vectors");
        var folder = Path.of(root, name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "the official vectors are absent: no folder " + name);
        return folder;
    }

    public static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
