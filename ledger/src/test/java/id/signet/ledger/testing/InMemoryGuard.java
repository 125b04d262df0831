package id.signet.ledger.testing;

import id.signet.ledger.CheckpointGuard;
import java.util.Optional;

/** A guard for as long as a test runs. */
public class InMemoryGuard implements CheckpointGuard {

    private Optional<String> remembered = Optional.empty();

    @Override
    public synchronized Optional<String> read() {
        return remembered;
    }

    @Override
    public synchronized void remember(String checkpoint) {
        remembered = Optional.of(checkpoint);
    }

    public synchronized void forget() {
        remembered = Optional.empty();
    }
}
