package id.signet.app.api.evidence;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.evidence.Digests;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Digests on the wire: 64 hex digits, as command lines print them, or base64url as statements have them; told in hex. */
final class DigestText {

    private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{64}");
    private static final Pattern BASE64URL = Pattern.compile("[0-9A-Za-z_-]{43}");

    private DigestText() {}

    static Bytes read(String text) {
        if (HEX.matcher(text).matches()) {
            return Bytes.of(HexFormat.of().parseHex(text.substring(text.length() - 64)));
        }
        if (!BASE64URL.matcher(text).matches()) {
            throw new MalformedInput("a digest is 64 hex digits, or 32 bytes in base64url");
        }
        return Bytes.of(Base64Url.decode(text));
    }

    static Digests read(ObjectNode named) {
        Digests.requireNames(named);
        ObjectNode exact = Json.object();
        named.properties().forEach(one -> {
            if (!one.getValue().isString()) {
                throw new MalformedInput("a digest is a text");
            }
            exact.put(one.getKey(), read(one.getValue().stringValue()).base64Url());
        });
        return Digests.parse(exact);
    }

    static ObjectNode write(Digests digests) {
        ObjectNode json = Json.object();
        put(json, Digests.SHA_256, digests.sha256());
        put(json, Digests.SM3, digests.sm3());
        put(json, Digests.UNSPECIFIED, digests.unspecified());
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<Bytes> digest) {
        digest.ifPresent(bytes -> json.put(name, bytes.hex()));
    }
}
