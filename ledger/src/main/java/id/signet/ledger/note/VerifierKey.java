package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.Ed25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key that notes are checked with, named as its signature lines name it. Its text form (C2SP signed-note, "Verifier
 * keys") is {@code <name>+<hex of the key id>+<base64 of type and key>}.
 */
public record VerifierKey(String name, SignatureType type, Ed25519PublicKey key) {

    public VerifierKey {
        if (!NoteText.isKeyName(name)) {
            throw new MalformedInput("a key name is not empty and has no spaces and no plus");
        }
    }

    /** Reads a verifier key; its key id must be the one that name, type and key give. */
    public static VerifierKey parse(String text) {
        // The name has no plus; base64 may.
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedInput("a verifier key has the form name+keyid+base64");
        }
        byte[] material = Base64Text.decode(parts[2], "a verifier key");
        if (material.length == 0) {
            throw new MalformedInput("a verifier key names its signature type");
        }
        SignatureType type = SignatureType.of(material[0])
                .orElseThrow(() -> new MalformedInput("a verifier key of an unknown signature type"));
        Bytes encoded = Bytes.of(Arrays.copyOfRange(material, 1, material.length));
        VerifierKey key = new VerifierKey(parts[0], type, new Ed25519PublicKey(encoded));
        if (!key.keyId().hex().equals(parts[1])) {
            throw new MalformedInput("the key id of a verifier key does not belong to its name and key");
        }
        return key;
    }

    /** {@code SHA-256(key name || 0x0A || signature type || public key)[:4]}. */
    public Bytes keyId() {
        byte[] hash = Hashes.sha256(name.getBytes(StandardCharsets.UTF_8), new byte[]{'\n'}, material());
        return Bytes.of(Arrays.copyOf(hash, NoteSignature.KEY_ID_LENGTH));
    }

    public String text() {
        return name + "+" + keyId().hex() + "+" + Base64Text.encode(material());
    }

    private byte[] material() {
        byte[] encoded = key.encoded().toArray();
        byte[] material = new byte[1 + encoded.length];
        material[0] = type.identifier();
        System.arraycopy(encoded, 0, material, 1, encoded.length);
        return material;
    }
}
