package id.signet.ledger.embedded;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import java.util.Optional;

/**
 * Moves a guard forward only, and only along one history. Other nodes may move it too: what they made it remember must be
 * part of the log that this node sees, or this node signs nothing more.
 */
final class ForwardGuard implements CheckpointGuard {

    private final CheckpointGuard guard;
    private final LedgerStore store;
    private final LogKey key;
    private Optional<String> held = Optional.empty();

    ForwardGuard(CheckpointGuard guard, LedgerStore store, LogKey key) {
        this.guard = guard;
        this.store = store;
        this.key = key;
    }

    @Override
    public Optional<String> read() {
        return guard.read();
    }

    /**
     * Returns once the guard remembers this checkpoint or one that covers more of the same history.
     *
     * @throws LogDamaged when the guard remembers another history
     */
    @Override
    public synchronized void remember(String checkpoint) {
        Checkpoint next = key.open(checkpoint);
        Optional<String> before = held.isPresent() ? held : guard.read();
        while (before.isEmpty() || isContinuedBy(next, before.get())) {
            if (guard.replace(before, checkpoint)) {
                held = Optional.of(checkpoint);
                return;
            }
            before = guard.read();
        }
        held = before;
    }

    /** Whether the checkpoint that is held is older than the next; both must belong to one history. */
    private boolean isContinuedBy(Checkpoint next, String remembered) {
        Checkpoint before;
        try {
            before = key.open(remembered);
        } catch (MalformedInput e) {
            throw new LogDamaged("the guard remembers a checkpoint that is not this log's: " + e.getMessage());
        }
        if (before.size().compareTo(next.size()) > 0) {
            Head head = store.head();
            if (before.size().compareTo(head.size()) > 0) {
                throw new LogDamaged("the guard remembers a checkpoint of size " + before.size().value()
                        + ", but the log has only " + head.size().value() + " entries: it is an old copy");
            }
            prove(before, new Checkpoint(before.origin(), head.size(), head.root()));
            return false;
        }
        prove(before, next);
        return before.size().compareTo(next.size()) < 0;
    }

    private void prove(Checkpoint earlier, Checkpoint later) {
        ConsistencyProof proof = ConsistencyProof.build(earlier.size(), later.size(), store);
        if (ProofVerifier.consistency(proof, earlier.root(), later.root()) instanceof ProofResult.NotProven not) {
            throw new LogDamaged("the guard remembers another log of size " + earlier.size().value() + ": "
                    + not.reason());
        }
    }
}
