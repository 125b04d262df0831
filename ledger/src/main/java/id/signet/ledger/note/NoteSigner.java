package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.SigningKey;
import java.nio.charset.StandardCharsets;

/** Signs notes under a name: how a log signs its checkpoints. */
public final class NoteSigner {

    private final VerifierKey verifierKey;
    private final Bytes keyId;
    private final SigningKey key;

    /** @throws IllegalArgumentException unless it is an Ed25519 key */
    public NoteSigner(String name, SigningKey key) {
        if (!(key.publicKey() instanceof Ed25519PublicKey ed25519)) {
            throw new IllegalArgumentException("notes are signed with Ed25519, not " + key.publicKey().type());
        }
        this.verifierKey = new VerifierKey(name, SignatureType.ED25519, ed25519);
        this.keyId = verifierKey.keyId();
        this.key = key;
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    NoteSignature sign(String text) {
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        return new NoteSignature(verifierKey.name(), keyId, Bytes.of(signature));
    }
}
