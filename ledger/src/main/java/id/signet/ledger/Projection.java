package id.signet.ledger;

import id.signet.ledger.state.Changes;
import java.util.Set;

/**
 * Turns entries into public rows, live and in replay alike. Deterministic: it reads nothing but the entry and the rows,
 * so that dropping the public tables and replaying the log rebuilds them byte for byte.
 */
public interface Projection {

    /** The entry types this projection understands. */
    Set<String> types();

    void apply(LedgerEntry entry, Changes changes);
}
