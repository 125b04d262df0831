package id.signet.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Test vectors of standards bodies, read from outside the project; without them the test is reported as skipped. */
public final class OfficialVectors {

    private OfficialVectors() {}

    /** A folder or file below the one that the system property {@code signet.vectors} names. */
    public static Path at(String path) {
        Path root = Path.of(System.getProperty("signet.vectors", "../../shared/vectors"));
        Path wanted = root.resolve(path);
        Assumptions.assumeTrue(Files.exists(wanted), "the official test vectors are not here: " + wanted);
        return wanted;
    }

    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(at(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
