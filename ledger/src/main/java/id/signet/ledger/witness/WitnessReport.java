package id.signet.ledger.witness;

import id.signet.ledger.TreeSize;
import id.signet.ledger.note.VerifierKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands between a log and its witnesses.
 *
 * @param published the newest checkpoint that the log alone vouches for
 * @param witnessed the newest checkpoint with a quorum: the one the log shows
 * @param unwitnessedSince when it began that newer checkpoints found no quorum; empty as long as that is younger than ten
 *        seconds
 */
public record WitnessReport(int quorum, TreeSize published, Optional<TreeSize> witnessed,
        Optional<Instant> unwitnessedSince, List<State> witnesses) {

    public WitnessReport {
        witnesses = List.copyOf(witnesses);
    }

    /** Whether a witness knows another history than the log's. */
    public boolean alarm() {
        return witnesses.stream().anyMatch(State::alarm);
    }

    /**
     * @param cosigned the size it cosigned last, as far as this process knows
     * @param problem why it did not cosign when it was asked last
     * @param alarm whether that speaks of another history
     */
    public record State(VerifierKey witness, Optional<TreeSize> cosigned, Optional<Instant> at,
            Optional<String> problem, boolean alarm) {}
}
