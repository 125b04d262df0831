package id.signet.app.migrate;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an export.
 *
 * @param number of the line, from 1
 * @param text the line exactly as it came
 */
record ExportRow(ExportFile file, long number, String text) {

    private static final StrictJson.Limits LIMITS = StrictJson.Limits.DEFAULT.withBytes(1 << 18);

    /** The answer of WeIdentity's REST service, or what stood inside it. */
    ObjectNode answer() {
        ObjectNode json = StrictJson.parseObject(Bytes.utf8(text).toArray(), LIMITS);
        if (json.has("errorCode") && !json.path("errorCode").asString("").equals("0")
                && json.path("errorCode").asInt(0) != 0) {
            throw new MalformedInput("the old service answered with the error " + json.path("errorCode"));
        }
        return json.get("respBody") instanceof ObjectNode inside ? inside : json;
    }

    /** The custom key of evidence that has none: the same line is deposited once. */
    String key() {
        return "weidentity-" + Bytes.of(Hashes.sha256(Bytes.utf8(file.fileName() + "\n" + text).toArray())).hex();
    }

    @Override
    public String toString() {
        return file.fileName() + ":" + number;
    }
}
