package id.signet.ledger;

import id.signet.ledger.state.Write;
import java.util.List;

/** What a {@link LedgerCommand} answers, before anything is written. */
public sealed interface Decision {

    /**
     * The entry is logged, the projection of its type applied, and the private rows written, all in one transaction.
     */
    record Accepted(EntryDraft entry, PrivateWrites writes) implements Decision {

        public Accepted(EntryDraft entry) {
            this(entry, logged -> List.of());
        }
    }

    /** Nothing is written. */
    record Refused(Refusal refusal) implements Decision {}

    /** The private rows that belong to an entry, made once its index and time are known. */
    @FunctionalInterface
    interface PrivateWrites {
        List<Write<?, ?>> after(LedgerEntry entry);
    }
}
