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
}
