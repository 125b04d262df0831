package id.signet.ledger;

import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import java.time.Instant;

/**
 * One wish to change public facts. Decided under the head lock, over rows loaded for the whole batch plus the changes of
 * the commands before it; may run more than once and must have no effect of its own.
 */
public interface LedgerCommand {

    /** Names the rows that {@link #decide} will read, so that a batch loads them together. */
    default void prefetch(Prefetch rows) {}

    /**
     * @param view the rows as they stand after the commands before this one
     * @param loggedAt the time the entry will carry
     */
    Decision decide(View view, Instant loggedAt);
}
