package id.signet.app;

import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;

/** The byte vectors of {@code api-spec}. */
final class VectorFile {

    private VectorFile() {}

    static JsonNode read(String name) {
        try (InputStream in = VectorFile.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no vectors " + name);
            }
            return StrictJson.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param pointer RFC 6901 */
    static String text(String name, String pointer) {
        return read(name).at(pointer).stringValue();
    }
}
