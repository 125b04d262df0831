package id.signet.ledger.embedded;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.note.NoteSigner;
import id.signet.ledger.note.SignedCheckpoint;
import java.util.List;

/** Signs heads of this log, and recognises them again. What it is given to sign must be on disk. */
final class LogKey {

    private final NoteSigner signer;

    LogKey(String origin, SigningKey key) {
        this.signer = new NoteSigner(origin, key);
    }

    String origin() {
        return signer.verifierKey().name();
    }

    String verifierKey() {
        return signer.verifierKey().text();
    }

    /** A checkpoint with the log's own signature line. */
    String sign(TreeSize size, Hash root) {
        return SignedCheckpoint.sign(new Checkpoint(origin(), size, root), signer).text();
    }

    /** @throws MalformedInput unless it is a checkpoint of this log under this key */
    Checkpoint open(String checkpoint) {
        return SignedCheckpoint.parse(checkpoint).verify(signer.verifierKey(), List.of()).checkpoint();
    }
}
