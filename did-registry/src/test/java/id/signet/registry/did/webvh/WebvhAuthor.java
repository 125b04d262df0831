package id.signet.registry.did.webvh;

import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareKeyRing;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes logs, good ones and any others. */
final class WebvhAuthor {

    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    static final LoggedWebvh NOTHING_HOSTED = new LoggedWebvh(new InMemoryRows(),
            new PublicUrl("https://elsewhere.example"));

    private static final String PLACEHOLDER = "{SCID}";

    private final SoftwareKeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(),
            Clock.systemUTC());
    private final Map<String, SigningKey> keys = new TreeMap<>();
    private final List<ObjectNode> entries = new ArrayList<>();
    private final ArrayNode witnessed = Json.array();

    /** A fresh key's Multikey. */
    String key() {
        SigningKey key = ring.open(ring.create(KeyType.ED25519));
        String multikey = Multikey.encode(key.publicKey());
        keys.put(multikey, key);
        return multikey;
    }

    /** @param change of the parameters, before anything is hashed */
    WebvhAuthor create(String key, String host, Consumer<ObjectNode> change) {
        ObjectNode parameters = Json.object().put("method", Parameters.METHOD).put("scid", PLACEHOLDER);
        parameters.putArray("updateKeys").add(key);
        change.accept(parameters);
        ObjectNode entry = Json.object().put("versionId", PLACEHOLDER).put("versionTime", BEGINNING.toString());
        entry.set("parameters", parameters);
        entry.putObject("state").put("id", "did:webvh:" + PLACEHOLDER + ":" + host);
        String scid = WebvhHash.of(entry).text();
        ObjectNode filled = StrictJson.parseObject(entry.toString().replace(PLACEHOLDER, scid));
        entries.clear();
        entries.add(signed(filled, scid, 1, key));
        return this;
    }

    /** @param change of the entry, before it is hashed and signed */
    WebvhAuthor update(String key, Consumer<ObjectNode> change) {
        ObjectNode before = entries.getLast();
        ObjectNode entry = Json.object().put("versionId", "");
        entry.put("versionTime", BEGINNING.plusSeconds(60L * entries.size()).toString());
        entry.putObject("parameters");
        entry.set("state", before.get("state").deepCopy());
        change.accept(entry);
        entries.add(signed(entry, before.get("versionId").asString(), entries.size() + 1, key));
        return this;
    }

    private ObjectNode signed(ObjectNode entry, String previous, int number, String key) {
        entry.put("versionId", previous);
        entry.put("versionId", number + "-" + WebvhHash.of(entry));
        return sign(entry, key);
    }

    private ObjectNode sign(ObjectNode document, String key) {
        ProofOptions options = ProofOptions.of(Cryptosuites.jcs().named(WebvhEntry.SUITE).orElseThrow(),
                "did:key:" + key + "#" + key, "assertionMethod");
        return SecuredDocument.sign(document, options, Objects.requireNonNull(keys.get(key)));
    }

    /** Takes back what came after the first so many entries. */
    WebvhAuthor cut(int size) {
        entries.subList(size, entries.size()).clear();
        return this;
    }

    /** Changes an entry that is hashed and signed. */
    WebvhAuthor spoil(int index, Consumer<ObjectNode> change) {
        change.accept(entries.get(index));
        return this;
    }

    WebvhAuthor approve(int index, String witness) {
        witnessed.add(sign(Json.object().put("versionId", entries.get(index).get("versionId").asString()), witness));
        return this;
    }

    Did did() {
        return Did.parse(entries.getLast().at("/state/id").asString());
    }

    String versionId(int index) {
        return entries.get(index).get("versionId").asString();
    }

    byte[] log() {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] witnesses() {
        return witnessed.toString().getBytes(StandardCharsets.UTF_8);
    }
}
