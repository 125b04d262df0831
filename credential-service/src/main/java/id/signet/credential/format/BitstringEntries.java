package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import java.util.regex.Pattern;
import id.signet.crypto.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** {@code BitstringStatusListEntry} as JSON (Bitstring Status List 1.0 §2.1). */
final class BitstringEntries {

    static final String TYPE = "BitstringStatusListEntry";

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,9}");

    private BitstringEntries() {}

    static StatusEntry parse(ObjectNode entry) {
        var purpose = entry.path("statusPurpose");
        if (!purpose.isString() || purpose.stringValue().isBlank()) {
            throw malformed("A status entry has a statusPurpose.");
        }
        var index = entry.path("statusListIndex");
        if (!index.isString() || !INDEX.matcher(index.stringValue()).matches()) {
            throw malformed("A statusListIndex is a string of decimal digits without leading zeros, below 10^10.");
        }
        var list = VcDocument.url(entry, "statusListCredential")
                .orElseThrow(() -> malformed("A status entry has a statusListCredential."));
        var id = VcDocument.url(entry, "id");
        if (id.isPresent() && id.get().equals(list)) {
            throw malformed("The id of a status entry is not the address of its list.");
        }
        return new StatusEntry.BitstringEntry(
                purpose.stringValue(), Long.parseLong(index.stringValue()), size(entry), list);
    }

    static ObjectNode json(StatusEntry.BitstringEntry entry) {
        var json = Json.object();
        json.put("id", entry.list() + "#" + entry.index());
        json.put("type", TYPE);
        json.put("statusPurpose", entry.purpose());
        json.put("statusListIndex", Long.toString(entry.index()));
        json.put("statusListCredential", entry.list());
        if (entry.size() != 1) {
            json.put("statusSize", entry.size());
        }
        return json;
    }

    private static int size(ObjectNode entry) {
        if (!entry.has("statusSize")) {
            return 1;
        }
        var size = entry.get("statusSize");
        if (size.isInt()) {
            switch (size.intValue()) {
                case 1, 2, 4, 8 -> {
                    return size.intValue();
                }
                default -> {
                }
            }
        }
        throw malformed("A statusSize is 1, 2, 4 or 8.");
    }

    private static MalformedCredential malformed(String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, "status-entry-malformed", message);
    }
}
