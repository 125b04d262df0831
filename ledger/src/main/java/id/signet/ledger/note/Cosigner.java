package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.SigningKey;
import java.time.Instant;

/** Cosigns checkpoints under a name, with the time (C2SP tlog-cosignature, Ed25519): how a witness signs. */
public final class Cosigner {

    private final VerifierKey verifierKey;
    private final SigningKey key;

    /** @throws IllegalArgumentException unless it is an Ed25519 key; it must be this cosigner's alone */
    public Cosigner(String name, SigningKey key) {
        if (!(key.publicKey() instanceof Ed25519PublicKey ed25519)) {
            throw new IllegalArgumentException("checkpoints are cosigned with Ed25519, not " + key.publicKey().type());
        }
        this.verifierKey = new VerifierKey(name, SignatureType.COSIGNATURE_V1, ed25519);
        this.key = key;
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** @param time whole seconds, not before 1970 */
    public NoteSignature cosign(SignedCheckpoint checkpoint, Instant time) {
        Bytes signature = Bytes.of(key.sign(Cosignature.message(time, checkpoint.note().text())));
        return new NoteSignature(verifierKey.name(), verifierKey.keyId(), new Cosignature(time, signature).encode());
    }
}
