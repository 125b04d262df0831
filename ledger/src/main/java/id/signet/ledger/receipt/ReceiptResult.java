package id.signet.ledger.receipt;

import id.signet.ledger.Checkpoint;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.note.SignedNote;
import java.time.Instant;
import java.util.List;

/** What {@link ReceiptVerifier} found. */
public sealed interface ReceiptResult {

    /**
     * The entry is in the log.
     *
     * @param loggedAt the time in the entry itself, as the log set it
     * @param checkpoint the tree that the receipt proves it in
     * @param witnesses the known witnesses that cosigned the checkpoint, each with its time
     */
    record Verified(LeafIndex index, Instant loggedAt, Checkpoint checkpoint, List<SignedNote.Verified> witnesses)
            implements
                ReceiptResult {}

    /**
     * The receipt does not show it.
     *
     * @param reason one plain sentence
     */
    record NotVerified(String reason) implements ReceiptResult {}
}
