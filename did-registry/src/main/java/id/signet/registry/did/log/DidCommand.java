package id.signet.registry.did.log;

import id.signet.ledger.Decision;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.idempotency.IdempotencyRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs the next version of a DID, together with the private rows that belong to it. */
public final class DidCommand implements LedgerCommand {

    private final Caller caller;
    private final LoggedChange change;
    private final Condition condition;
    private final List<Write<?, ?>> keyRows;

    /** What must hold besides the rules of the log, decided over the same rows. */
    public interface Condition {

        /** The signature of the change is all that counts. */
        Condition NONE = new Condition() {

            @Override
            public void prefetch(Prefetch rows) {}

            @Override
            public Optional<RegistryRefusal> refusal(View rows) {
                return Optional.empty();
            }
        };

        void prefetch(Prefetch rows);

        Optional<RegistryRefusal> refusal(View rows);
    }

    /** @param keyRows written with the entry */
    public DidCommand(Caller caller, LoggedChange change, Condition condition, List<Write<?, ?>> keyRows) {
        this.condition = condition;
        this.caller = caller;
        this.change = change;
        this.keyRows = List.copyOf(keyRows);
    }

    @Override
    public void prefetch(Prefetch rows) {
        rows.row(DidTables.HEAD, change.did());
        change.prefetch(rows);
        condition.prefetch(rows);
        caller.claim().ifPresent(claim -> rows.row(IdempotencyRow.TABLE, claim.key()));
    }

    @Override
    public Decision decide(View view, Instant loggedAt) {
        Optional<RegistryRefusal> refusal = caller.alreadyDone(view, loggedAt);
        if (refusal.isEmpty()) {
            refusal = condition.refusal(view);
        }
        if (refusal.isEmpty()) {
            refusal = change.check(view, loggedAt);
        }
        if (refusal.isEmpty() && change.isTooLarge()) {
            refusal = Optional.of(RegistryRefusal.tooLarge());
        }
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        return new Decision.Accepted(change.draft(), entry -> {
            List<Write<?, ?>> rows = new ArrayList<>(keyRows);
            rows.addAll(caller.rows(entry, change.did().toString()));
            return rows;
        });
    }
}
