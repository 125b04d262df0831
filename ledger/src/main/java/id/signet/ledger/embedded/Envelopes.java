package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

final class Envelopes {

    private Envelopes() {}

    static LedgerEntry encode(LeafIndex index, EntryDraft draft, Instant loggedAt) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("v", 1).put("type", draft.type()).put("loggedAt", loggedAt.toEpochMilli());
        node.set("body", draft.body());
        byte[] bytes = Jcs.canonicalize(node);
        if (bytes.length > 60 * 1024) {
            throw new MalformedInput.TooLarge("too large");
        }
        return new LedgerEntry(index, 1, draft.type(), loggedAt, draft.body(), Bytes.of(bytes));
    }

    static LedgerEntry decode(LeafIndex index, Bytes bytes) {
        ObjectNode node = StrictJson.parseObject(bytes.toArray());
        return new LedgerEntry(index, 1, node.get("type").stringValue(),
                Instant.ofEpochMilli(node.get("loggedAt").longValue()), (ObjectNode) node.get("body"), bytes);
    }
}
