package id.signet.ledger;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Our own byte vectors, kept with the API's specification. */
public final class LedgerVectors {

    private LedgerVectors() {}

    public static JsonNode read(String file) {
        try (InputStream in = Objects.requireNonNull(
                LedgerVectors.class.getResourceAsStream("/vectors/ledger/" + file), file)) {
            return StrictJson.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(JsonNode vector, String member) {
        return vector.get(member).stringValue();
    }

    public static Bytes hex(JsonNode vector, String member) {
        return hex(vector.get(member));
    }

    public static Bytes hex(JsonNode hex) {
        return Bytes.of(HexFormat.of().parseHex(hex.stringValue()));
    }

    public static Hash hash(JsonNode vector, String member) {
        return Hash.of(hex(vector, member).toArray());
    }

    public static Stream<JsonNode> each(JsonNode vector, String member) {
        return vector.get(member).valueStream();
    }
}
