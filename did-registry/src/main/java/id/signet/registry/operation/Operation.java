package id.signet.registry.operation;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Hash;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation before its signature (docs/adr/0010-did-weid.md).
 *
 * @param type the type of the log entry, part of what is signed
 * @param origin the log's name
 * @param party who the operation belongs to
 * @param sequence from 1 without a gap within its chain
 * @param previous SHA-256 of the operation before it in its chain; empty for the first
 * @param body what is said
 */
public record Operation(String type, String origin, Party party, long sequence, Optional<Bytes> previous,
        ObjectNode body) {

    private static final String TAG = "signet-operation/1 ";

    /** Whose operation it is, and in which member that stands. */
    public sealed interface Party {
        Did did();

        /** A change of the DID itself. */
        record Subject(Did did) implements Party {}

        /** A statement by the DID about something else. */
        record Author(Did did) implements Party {}
    }

    public Operation {
        if (sequence < 1 || (sequence == 1) != previous.isEmpty()) {
            throw new IllegalArgumentException("the first operation of a chain has sequence 1 and nothing before it");
        }
        body = body.deepCopy();
    }

    @Override
    public ObjectNode body() {
        return body.deepCopy();
    }

    /** The bytes that are signed: the tag with the type, a line feed, the RFC 8785 form without proof. */
    public Bytes signedBytes() {
        byte[] tag = (TAG + type + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] canonical = Jcs.canonicalize(toJson());
        byte[] both = new byte[tag.length + canonical.length];
        System.arraycopy(tag, 0, both, 0, tag.length);
        System.arraycopy(canonical, 0, both, tag.length, canonical.length);
        return Bytes.of(both);
    }

    /** SHA-256 of the bytes that are signed. */
    public Hash signedHash() {
        return Hash.of(Hashes.sha256(signedBytes().toArray()));
    }

    /** Signs; the algorithm is the key's own. */
    public SignedOperation sign(DidUrl verificationMethod, SigningKey key) {
        return new SignedOperation(this, verificationMethod, key.publicKey().type().algorithm(),
                Bytes.of(key.sign(signedBytes().toArray())));
    }

    /** Signs with a key of the ring, and makes sure that its signature is good. */
    public VerifiedOperation signAndVerify(DidUrl verificationMethod, SigningKey key) {
        return sign(verificationMethod, key).verify(key.publicKey())
                .orElseThrow(() -> new IllegalStateException("the key ring's signature does not verify"));
    }

    /** Without a proof: what is in the signed bytes. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("origin", origin);
        switch (party) {
            case Party.Subject(Did did) -> json.put("did", did.toString());
            case Party.Author(Did did) -> json.put("author", did.toString());
        }
        json.put("sequence", sequence);
        json.put("previous", previous.map(Bytes::base64Url).orElse(null));
        json.set("body", body.deepCopy());
        return json;
    }
}
