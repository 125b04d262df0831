package id.signet.credential.testing;

import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.node.ObjectNode;

/** Our own vectors, and the official ones, which are not part of this repository. */
public final class Vectors {

    private Vectors() {}

    /** A file of api-spec. */
    public static ObjectNode ours(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no vectors " + name);
            }
            return StrictJson.parseObject(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
