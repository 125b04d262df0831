package id.signet.registry.evidence;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hashes of one work, 32 bytes each; at least one is there.
 *
 * @param unspecified a hash whose making the depositor does not say
 */
public record Digests(Optional<Bytes> sha256, Optional<Bytes> sm3, Optional<Bytes> unspecified) {

    public static final String SHA_256 = "sha-256";
    public static final String SM3 = "sm3";
    public static final String UNSPECIFIED = "unspecified";

    private static final Set<String> NAMES = Set.of(SHA_256, SM3, UNSPECIFIED);
    private static final int LENGTH = 32;

    public Digests {
        if (sha256.isEmpty() && sm3.isEmpty() && unspecified.isEmpty()) {
            throw new MalformedInput("there is at least one digest");
        }
        requireLength(sha256);
        requireLength(sm3);
        requireLength(unspecified);
    }

    public static Digests ofSha256(Bytes digest) {
        return new Digests(Optional.of(digest), Optional.empty(), Optional.empty());
    }

    public static Digests ofUnspecified(Bytes digest) {
        return new Digests(Optional.empty(), Optional.empty(), Optional.of(digest));
    }

    /** Reads an object of base64url texts by the digests' names. */
    public static Digests parse(JsonNode json) {
        ObjectNode named = requireNames(json);
        return new Digests(read(named, SHA_256), read(named, SM3), read(named, UNSPECIFIED));
    }

    /** @throws MalformedInput unless it is an object whose members digests are called by */
    public static ObjectNode requireNames(JsonNode json) {
        if (!(json instanceof ObjectNode named) || !NAMES.containsAll(named.propertyNames())) {
            throw new MalformedInput("digests are named sha-256, sm3 or unspecified");
        }
        return named;
    }

    private static Optional<Bytes> read(ObjectNode named, String name) {
        JsonNode digest = named.get(name);
        if (digest == null) {
            return Optional.empty();
        }
        if (!digest.isString()) {
            throw new MalformedInput("a digest is a text in base64url");
        }
        return Optional.of(Bytes.of(Base64Url.decode(digest.stringValue())));
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        sha256.ifPresent(digest -> json.put(SHA_256, digest.base64Url()));
        sm3.ifPresent(digest -> json.put(SM3, digest.base64Url()));
        unspecified.ifPresent(digest -> json.put(UNSPECIFIED, digest.base64Url()));
        return json;
    }

    private static void requireLength(Optional<Bytes> digest) {
        if (digest.filter(bytes -> bytes.size() != LENGTH).isPresent()) {
            throw new MalformedInput("a digest has 32 bytes");
        }
    }
}
