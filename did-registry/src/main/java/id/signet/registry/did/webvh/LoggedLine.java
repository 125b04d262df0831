package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.EntryDraft;
import id.signet.registry.did.Did;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of an entry {@code did.webvh}, read and not believed: a line of {@code did.jsonl} and the proofs of its witnesses
 * (docs/adr/0026-did-webvh-hosted.md).
 */
public final class LoggedLine {

    private static final int MEMBERS = 2;

    private final ObjectNode json;
    private final ArrayNode approvals;
    private final WebvhEntry entry;
    private final Did did;

    private LoggedLine(ObjectNode json, ArrayNode approvals) {
        this.json = json;
        this.approvals = approvals;
        this.entry = WebvhEntry.of(json);
        this.did = Did.parse(entry.state().path("id").asString(""));
    }

    /** @throws MalformedInput if the body is not exactly a line and its approvals */
    public static LoggedLine parse(ObjectNode body) {
        if (body.size() != MEMBERS || !(body.get("line") instanceof ObjectNode line)
                || !(body.get("approvals") instanceof ArrayNode approvals)) {
            throw new MalformedInput("the entry has line and approvals");
        }
        return new LoggedLine(line.deepCopy(), approvals.deepCopy());
    }

    /**
     * @param line with its proof
     * @throws MalformedInput if it is no line
     */
    public static LoggedLine of(ObjectNode line) {
        return new LoggedLine(line.deepCopy(), Json.array());
    }

    /** The same line with these proofs of its witnesses. */
    public LoggedLine approvedBy(ArrayNode proofs) {
        return new LoggedLine(json, proofs.deepCopy());
    }

    /** Whose line it says it is. */
    public Did did() {
        return did;
    }

    public long number() {
        return entry.number();
    }

    public String versionId() {
        return entry.versionId();
    }

    /** Whether the DID ends with it. */
    public boolean deactivates() {
        return entry.parameters().path("deactivated").asBoolean(false);
    }

    WebvhEntry entry() {
        return entry;
    }

    /** A copy, with its proof. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    ArrayNode approvals() {
        return approvals.deepCopy();
    }

    EntryDraft draft() {
        ObjectNode body = Json.object();
        body.set("line", json());
        body.set("approvals", approvals());
        return new EntryDraft(WebvhProjection.TYPE, body);
    }
}
