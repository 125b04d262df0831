package id.signet.ledger.witness;

import java.util.Optional;

/** What a witness must never forget: of each log, the checkpoint it cosigned last. */
public interface WitnessRecords {

    /** The checkpoint cosigned last for this origin, verbatim with log signatures and cosignature. */
    Optional<String> latest(String origin);

    /**
     * Puts a checkpoint in the place of exactly the one that was read: of two who read the same, one gets false. When it
     * returns true, the new one is on disk.
     */
    boolean replace(String origin, Optional<String> read, String next);

    /** Keeps a checkpoint that proves by itself, beside the one cosigned last, that the log showed two trees. */
    void accuse(String origin, String checkpoint);
}
