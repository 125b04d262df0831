package id.signet.registry.did.log;

import id.signet.ledger.EntryDraft;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.Optional;

/** The next version of a DID as its controller signed it, whatever the form that its method gives it. */
public interface LoggedChange {

    Did did();

    /** The number of the version that it makes. */
    long version();

    EntryDraft draft();

    /** Whether the log would refuse the entry for its size. */
    boolean isTooLarge();

    /** Names the rows that the check reads, besides those of {@link DidTables}. */
    default void prefetch(Prefetch rows) {}

    /**
     * Empty if it may be logged over these rows.
     *
     * @param loggedAt of its entry
     */
    Optional<RegistryRefusal> check(View rows, Instant loggedAt);
}
