package id.signet.ledger;

import java.util.Optional;

/**
 * A second place that remembers the last published checkpoint, so that a log that was restored from an old copy, cut or
 * emptied is noticed before it signs. Sees each checkpoint before the world does.
 */
public interface CheckpointGuard {

    /** The remembered checkpoint, verbatim. */
    Optional<String> read();

    /** Remembers this checkpoint instead; when it returns, the checkpoint is on disk. */
    void remember(String checkpoint);

    /**
     * Remembers this checkpoint in place of the one that was read, unless another is remembered by now. A guard that
     * several nodes share does both at once.
     *
     * @param before what was read; empty when nothing was remembered
     * @return whether this checkpoint is remembered, and on disk
     */
    default boolean replace(Optional<String> before, String checkpoint) {
        if (!read().equals(before)) {
            return false;
        }
        remember(checkpoint);
        return true;
    }
}
