package id.signet.registry.did.log;

import id.signet.ledger.Decision;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs one operation of a DID, together with the private rows that belong to it. */
public final class DidCommand implements LedgerCommand {

    private final Caller caller;
    private final VerifiedOperation operation;
    private final DidRules rules;
    private final Condition condition;
    private final List<Write<?, ?>> keyRows;

    /** What must hold besides the rules of the log, decided over the same rows. */
    public interface Condition {

        /** The signature of the operation is all that counts. */
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
    public DidCommand(Caller caller, VerifiedOperation operation, DidRules rules, Condition condition,
            List<Write<?, ?>> keyRows) {
        this.condition = condition;
        this.caller = caller;
        this.operation = operation;
        this.rules = rules;
        this.keyRows = List.copyOf(keyRows);
    }

    private Did did() {
        return operation.operation().party().did();
    }

    @Override
    public void prefetch(Prefetch rows) {
        rows.row(DidTables.HEAD, did());
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
            refusal = rules.check(view, operation, loggedAt);
        }
        if (refusal.isEmpty() && operation.isTooLarge()) {
            refusal = Optional.of(RegistryRefusal.tooLarge());
        }
        if (refusal.isPresent()) {
            return new Decision.Refused(refusal.get());
        }
        return new Decision.Accepted(operation.draft(), entry -> {
            List<Write<?, ?>> rows = new ArrayList<>(keyRows);
            rows.addAll(caller.rows(entry, did().toString()));
            return rows;
        });
    }
}
