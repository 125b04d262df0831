package id.signet.ledger.note;

import id.signet.ledger.Checkpoint;
import java.util.List;

/**
 * A checkpoint that its log signed; made by {@link SignedCheckpoint#verify} alone.
 */
public final class VerifiedCheckpoint {

    private final Checkpoint checkpoint;
    private final List<SignedNote.Verified> witnesses;

    VerifiedCheckpoint(Checkpoint checkpoint, List<SignedNote.Verified> witnesses) {
        this.checkpoint = checkpoint;
        this.witnesses = List.copyOf(witnesses);
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The known keys that signed besides the log. */
    public List<SignedNote.Verified> witnesses() {
        return witnesses;
    }
}
