package id.signet.registry.testing;

import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.node.ObjectNode;

/** Our own byte vectors, and those of standards bodies where they are at hand. */
public final class Vectors {

    private Vectors() {}

    /** A file of {@code api-spec}'s {@code vectors}. */
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

    /** A file below the folder that the system property {@code signet.vectors} names; skipped where it is absent. */
    public static ObjectNode official(String path) {
        Path wanted = Path.of(System.getProperty("signet.vectors", "../../shared/vectors")).resolve(path);
        Assumptions.assumeTrue(Files.exists(wanted), "the official test vectors are not here: " + wanted);
        try {
            return StrictJson.parseObject(Files.readAllBytes(wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
