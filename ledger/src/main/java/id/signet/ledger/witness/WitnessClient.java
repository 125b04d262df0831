package id.signet.ledger.witness;

import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.VerifierKey;
import java.io.IOException;

/** One witness as a log reaches it. */
public interface WitnessClient {

    /** What its cosignatures are checked with. */
    VerifierKey witness();

    /**
     * Asks once. Nothing in the answer was checked.
     *
     * @throws IOException when it is not reached, or answers what no witness answers
     */
    WitnessOutcome add(AddCheckpoint request) throws IOException, InterruptedException;
}
