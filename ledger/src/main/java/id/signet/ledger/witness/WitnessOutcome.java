package id.signet.ledger.witness;

import id.signet.ledger.TreeSize;

/** What a {@link Witness} answers to add-checkpoint. */
public sealed interface WitnessOutcome {

    /** @param line the cosignature as a note signature line, with its newline */
    record Cosigned(String line) implements WitnessOutcome {}

    /** @param latest the size this witness cosigned last */
    record Conflict(TreeSize latest) implements WitnessOutcome {}

    /** This witness does not watch a log of that origin. */
    record NotFound() implements WitnessOutcome {}

    /** The log did not sign it. */
    record Forbidden(String reason) implements WitnessOutcome {}

    /** The log signed it, and it was not shown to continue what this witness cosigned last. */
    record Unprocessable(String reason) implements WitnessOutcome {}

    record Malformed(String reason) implements WitnessOutcome {}
}
