package id.signet.registry.did.log;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import java.nio.charset.StandardCharsets;

/**
 * A commitment to a public key that nobody needs to know yet: SHA-256 of the ASCII text of its Multikey
 * (docs/adr/0010-did-weid.md).
 *
 * @param sha256 32 bytes
 */
public record KeyHash(Bytes sha256) {

    private static final int LENGTH = 32;

    public KeyHash {
        if (sha256.size() != LENGTH) {
            throw new MalformedInput("the hash of a key has 32 bytes");
        }
    }

    public static KeyHash of(PublicKey key) {
        return new KeyHash(Bytes.of(Hashes.sha256(Multikey.encode(key).getBytes(StandardCharsets.US_ASCII))));
    }

    /** @throws MalformedInput unless the text is base64url of 32 bytes */
    public static KeyHash parse(String text) {
        return new KeyHash(Bytes.of(Base64Url.decode(text)));
    }

    public String text() {
        return sha256.base64Url();
    }
}
