package id.signet.ledger;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leaf 0: the three names that are baked into issued papers, and therefore belong to this log for ever.
 *
 * @param origin the log's name, first line of its checkpoints
 * @param publicUrl the address under which the service is reached
 * @param network the network part of its did:weid identifiers
 */
public record LogStart(String origin, String publicUrl, String network) {

    public static final String TYPE = "log.start";

    public EntryDraft draft() {
        ObjectNode body = Json.object();
        body.put("origin", origin);
        body.put("publicUrl", publicUrl);
        body.put("network", network);
        return new EntryDraft(TYPE, body);
    }

    public static LogStart of(LedgerEntry entry) {
        if (!entry.type().equals(TYPE) || entry.body().size() != 3) {
            throw new MalformedInput("not the entry a log starts with");
        }
        return new LogStart(text(entry.body(), "origin"), text(entry.body(), "publicUrl"),
                text(entry.body(), "network"));
    }

    private static String text(ObjectNode body, String member) {
        JsonNode text = body.get(member);
        if (text == null || !text.isString()) {
            throw new MalformedInput("the entry a log starts with names its " + member);
        }
        return text.stringValue();
    }
}
