package id.signet.registry.did.webvh;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multihash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hashes of did:webvh 1.0: {@code base58btc(multihash(SHA-256))} without a multibase prefix. SCIDs, entry hashes and
 * pre-rotation hashes have this form.
 *
 * @param text 46 characters
 */
public record WebvhHash(String text) {

    private static final int LENGTH = 46;

    /** @throws MalformedInput unless it is the text of a SHA-256 multihash */
    public WebvhHash {
        boolean good = text.length() == LENGTH;
        if (good) {
            good = Multihash.parse(Multibase.decode("z" + text)).function() == Multihash.Function.SHA2_256;
        }
        if (!good) {
            throw new MalformedInput("a hash is base58btc of a SHA-256 multihash");
        }
    }

    /** Empty unless it is such a text. */
    public static Optional<WebvhHash> parse(String text) {
        try {
            return Optional.of(new WebvhHash(text));
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }

    /** The SHA-256 digest, 32 bytes. */
    Bytes digest() {
        return Multihash.parse(Multibase.decode("z" + text)).digest();
    }

    /** Of the RFC 8785 form. */
    static WebvhHash of(ObjectNode json) {
        return of(Jcs.canonicalize(json));
    }

    /** Of a Multikey, as {@code nextKeyHashes} has it. */
    public static WebvhHash ofMultikey(String multikey) {
        return of(multikey.getBytes(StandardCharsets.US_ASCII));
    }

    private static WebvhHash of(byte[] bytes) {
        Multihash hash = new Multihash(Multihash.Function.SHA2_256, Bytes.of(Hashes.sha256(bytes)));
        return new WebvhHash(Multibase.encodeBase58Btc(hash.encoded().toArray()).substring(1));
    }

    @Override
    public String toString() {
        return text;
    }
}
