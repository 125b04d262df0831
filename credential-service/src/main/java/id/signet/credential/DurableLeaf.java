package id.signet.credential;

import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.LeafIndex;
import java.time.Duration;

/**
 * Rows can be read as soon as they are committed, a moment before they are on disk. Whoever learned of an entry from its
 * rows, and not from its submission, waits here before he signs anything that stands on it.
 */
public final class DurableLeaf {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private DurableLeaf() {}

    /** @throws LedgerUnavailable if the entry is not on disk within ten seconds */
    public static void await(Ledger ledger, LeafIndex leaf) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ledger.size().covers(leaf)) {
            if (System.nanoTime() > end) {
                throw new LedgerUnavailable("an entry is not on disk yet");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LedgerUnavailable("interrupted while an entry was forced to disk", e);
            }
        }
    }
}
