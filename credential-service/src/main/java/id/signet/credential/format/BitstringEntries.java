package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import id.signet.credential.StatusMessages;
import id.signet.crypto.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code BitstringStatusListEntry} as JSON (Bitstring Status List 1.0 §2.1). */
final class BitstringEntries {

    static final String TYPE = "BitstringStatusListEntry";

    private static final Pattern VALUE = Pattern.compile("0x[0-9a-fA-F]{1,2}");
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
                purpose.stringValue(), Long.parseLong(index.stringValue()), size(entry), list, messages(entry));
    }

    static ObjectNode json(StatusEntry.BitstringEntry entry) {
        var json = Json.object();
        json.put("id", entry.list() + "#" + entry.index());
        json.put("type", TYPE);
        json.put("statusPurpose", entry.purpose());
        json.put("statusListIndex", Long.toString(entry.index()));
        json.put("statusListCredential", entry.list());
        if (entry.size() != 1 || entry.messages().isPresent()) {
            json.put("statusSize", entry.size());
        }
        entry.messages().ifPresent(messages -> {
            var array = json.putArray("statusMessage");
            for (int value = 0; value < messages.texts().size(); value++) {
                array.addObject()
                        .put("status", "0x" + Integer.toHexString(value))
                        .put("message", messages.texts().get(value));
            }
        });
        return json;
    }

    /** §2.1: there is one for each value, in any order; they may be left out of entries of one bit. */
    private static Optional<StatusMessages> messages(ObjectNode entry) {
        int values = 1 << size(entry);
        if (!(entry.path("statusMessage") instanceof ArrayNode array)) {
            if (entry.has("statusMessage") || values > 2) {
                throw malformed("A status of more than one bit has an array of statusMessages.");
            }
            return Optional.empty();
        }
        var texts = new HashMap<Integer, String>();
        for (JsonNode one : array) {
            var status = one.path("status");
            var message = one.path("message");
            if (!status.isString() || !VALUE.matcher(status.stringValue()).matches() || !message.isString()) {
                throw malformed("A statusMessage has a status in hexadecimal and a message.");
            }
            texts.put(Integer.parseInt(status.stringValue().substring(2), 16), message.stringValue());
        }
        if (array.size() != values || texts.size() != values
                || !texts.keySet().stream().allMatch(one -> one < values)) {
            throw malformed("There is one statusMessage for each value of a status.");
        }
        return Optional
                .of(new StatusMessages(IntStream.range(0, values).mapToObj(value -> text(texts, value)).toList()));
    }

    private static String text(Map<Integer, String> texts, int value) {
        return Objects.requireNonNull(texts.get(value));
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
