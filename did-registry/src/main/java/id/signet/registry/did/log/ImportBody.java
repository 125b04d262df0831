package id.signet.registry.did.log;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code did.import} says: version 1 of a DID and where it comes from (docs/adr/0025-imported-weidentity-documents.md).
 */
public record ImportBody(Did did, DidState state, ImportSource source) {

    private static final int MEMBERS = 3;

    /** @throws MalformedInput if the body is not exactly an import */
    public static ImportBody parse(ObjectNode body) {
        JsonNode did = body.path("did");
        if (body.size() != MEMBERS || !did.isString() || !(body.path("state") instanceof ObjectNode state)
                || !(body.path("source") instanceof ObjectNode source)) {
            throw new MalformedInput("an import has did, state and source");
        }
        Did parsed = Did.parse(did.stringValue());
        return new ImportBody(parsed, DidState.parse(parsed, state), ImportSource.parse(source));
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("did", did.toString());
        json.set("state", state.toJson());
        json.set("source", source.toJson());
        return json;
    }
}
