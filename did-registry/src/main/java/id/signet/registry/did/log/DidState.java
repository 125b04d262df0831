package id.signet.registry.did.log;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code did.create} and {@code did.update} say: the document and who may sign the next operation
 * (docs/adr/0010-did-weid.md).
 */
public record DidState(DidDocument document, List<PublicKey> updateKeys) {

    private static final int MAX_UPDATE_KEYS = 8;
    private static final Set<String> RESERVED = Set.of("nextUpdateKeyHashes", "recoveryKeyHashes");

    /** By the characters of their texts: most documents have some hundred, the largest 60,000. */
    private static final RecentlyUsed<String, DidState> READ = new RecentlyUsed<>(4_000_000,
            (text, state) -> text.length());

    public DidState {
        updateKeys = List.copyOf(updateKeys);
    }

    /** The state that a row holds; the text names its DID and says all that counts. */
    static DidState read(Did did, String text) {
        return READ.get(text, () -> parse(did, StrictJson.parseObject(text)));
    }

    /** @throws MalformedInput if the body is not exactly a state of this DID */
    public static DidState parse(Did did, ObjectNode body) {
        if (body.size() != 2 + RESERVED.size() || !(body.path("document") instanceof ObjectNode document)) {
            throw new MalformedInput("a state has document, updateKeys, nextUpdateKeyHashes and recoveryKeyHashes");
        }
        for (String reserved : RESERVED) {
            if (!body.path(reserved).isArray() || !body.path(reserved).isEmpty()) {
                throw new MalformedInput(reserved + " is reserved: an empty list");
            }
        }
        JsonNode keys = body.path("updateKeys");
        if (!keys.isArray() || keys.isEmpty() || keys.size() > MAX_UPDATE_KEYS) {
            throw new MalformedInput("updateKeys is a list of 1 to " + MAX_UPDATE_KEYS + " Multikeys");
        }
        List<PublicKey> updateKeys = new ArrayList<>();
        for (JsonNode key : keys) {
            PublicKey parsed = Multikey.decode(key.asString(""));
            if (updateKeys.contains(parsed)) {
                throw new MalformedInput("updateKeys names a key twice");
            }
            updateKeys.add(parsed);
        }
        return new DidState(DidDocument.parse(did, document), updateKeys);
    }

    public ObjectNode toJson() {
        ObjectNode body = Json.object();
        body.set("document", document.json());
        body.set("updateKeys", Json.array(updateKeys.stream().map(Multikey::encode).toList()));
        body.putArray("nextUpdateKeyHashes");
        body.putArray("recoveryKeyHashes");
        return body;
    }
}
