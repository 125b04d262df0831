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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code did.create} and {@code did.update} say: the document and who may sign the next operation
 * (docs/adr/0010-did-weid.md).
 */
public record DidState(DidDocument document, List<PublicKey> updateKeys, List<KeyHash> nextUpdateKeyHashes,
        List<KeyHash> recoveryKeyHashes) {

    private static final int MAX_UPDATE_KEYS = 8;
    private static final String NEXT = "nextUpdateKeyHashes";
    private static final String RECOVERY = "recoveryKeyHashes";
    private static final int MEMBERS = 4;
    private static final String BEFORE_DOCUMENT = "{\"document\":";
    private static final String AFTER_DOCUMENT = ",\"" + NEXT + "\":[";

    /** By the characters of their texts: most documents have some hundred, the largest 60,000. */
    private static final RecentlyUsed<String, DidState> READ = new RecentlyUsed<>(4_000_000,
            (text, state) -> text.length());

    public DidState {
        updateKeys = List.copyOf(updateKeys);
        nextUpdateKeyHashes = List.copyOf(nextUpdateKeyHashes);
        recoveryKeyHashes = List.copyOf(recoveryKeyHashes);
    }

    /** Commits to nothing. */
    public DidState(DidDocument document, List<PublicKey> updateKeys) {
        this(document, updateKeys, List.of(), List.of());
    }

    /** With another document and other update keys, under the same commitments. */
    public DidState with(DidDocument newDocument, List<PublicKey> newUpdateKeys) {
        return new DidState(newDocument, newUpdateKeys, nextUpdateKeyHashes, recoveryKeyHashes);
    }

    boolean commits() {
        return !nextUpdateKeyHashes.isEmpty() || !recoveryKeyHashes.isEmpty();
    }

    boolean commitsAlike(DidState other) {
        return nextUpdateKeyHashes.equals(other.nextUpdateKeyHashes)
                && recoveryKeyHashes.equals(other.recoveryKeyHashes);
    }

    /** The state that a row holds; the text names its DID and says all that counts. */
    static DidState read(Did did, String text) {
        return READ.get(text, () -> parse(did, StrictJson.parseObject(text)));
    }

    /** The document of a row: in RFC 8785 form it comes first, and what follows it holds no objects. */
    static DidDocument readDocument(Did did, String text) {
        int end = text.lastIndexOf(AFTER_DOCUMENT);
        if (!text.startsWith(BEFORE_DOCUMENT) || end < 0) {
            throw new IllegalStateException("a row does not hold a state of " + did);
        }
        return DidDocument.logged(did, text.substring(BEFORE_DOCUMENT.length(), end));
    }

    private static ObjectNode document(ObjectNode body) {
        if (body.size() != MEMBERS || !(body.path("document") instanceof ObjectNode document)) {
            throw new MalformedInput("a state has document, updateKeys, nextUpdateKeyHashes and recoveryKeyHashes");
        }
        return document;
    }

    /** @throws MalformedInput if the body is not exactly a state of this DID */
    public static DidState parse(Did did, ObjectNode body) {
        ObjectNode document = document(body);
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
        return new DidState(DidDocument.parse(did, document), updateKeys, hashes(body, NEXT), hashes(body, RECOVERY));
    }

    private static List<KeyHash> hashes(ObjectNode body, String member) {
        JsonNode list = body.path(member);
        if (!list.isArray() || list.size() > MAX_UPDATE_KEYS) {
            throw new MalformedInput(member + " is a list of up to " + MAX_UPDATE_KEYS + " hashes of keys");
        }
        List<KeyHash> hashes = list.valueStream().map(hash -> KeyHash.parse(hash.asString(""))).toList();
        if (hashes.stream().distinct().count() != hashes.size()) {
            throw new MalformedInput(member + " names a hash twice");
        }
        return hashes;
    }

    public ObjectNode toJson() {
        ObjectNode body = Json.object();
        body.set("document", document.json());
        body.set("updateKeys", Json.array(updateKeys.stream().map(Multikey::encode).toList()));
        body.set(NEXT, Json.array(nextUpdateKeyHashes.stream().map(KeyHash::text).toList()));
        body.set(RECOVERY, Json.array(recoveryKeyHashes.stream().map(KeyHash::text).toList()));
        return body;
    }
}
