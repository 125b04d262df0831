package id.signet.registry.did.hosting;

import id.signet.ledger.Decision;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs one operation of a DID whose keys are kept here, together with what becomes of those keys. */
final class DidCommand implements LedgerCommand {

    private final Caller caller;
    private final VerifiedOperation operation;
    private final DidRules rules;
    private final List<Write<?, ?>> keyRows;

    DidCommand(Caller caller, VerifiedOperation operation, DidRules rules, List<Write<?, ?>> keyRows) {
        this.caller = caller;
        this.operation = operation;
        this.rules = rules;
        this.keyRows = List.copyOf(keyRows);
    }

    private Did did() {
        return operation.operation().party().did();
    }

    private boolean creates() {
        return operation.operation().type().equals(DidProjection.CREATE);
    }

    @Override
    public void prefetch(Prefetch rows) {
        rows.row(DidTables.HEAD, did());
        if (!creates()) {
            rows.row(DidTables.VERSION, new VersionKey(did(), operation.operation().sequence() - 1));
            rows.row(HostedTables.DID, did());
        }
        caller.claim().ifPresent(claim -> rows.row(IdempotencyRow.TABLE, claim.key()));
    }

    @Override
    public Decision decide(View view, Instant loggedAt) {
        Optional<RegistryRefusal> refusal = caller.alreadyDone(view, loggedAt);
        if (refusal.isEmpty() && !creates() && view.get(HostedTables.DID, did())
                .filter(row -> row.tenant().equals(caller.tenant()))
                .isEmpty()) {
            refusal = Optional.of(RegistryRefusal.forbidden("the DID's keys are not kept here for this tenant"));
        }
        if (refusal.isEmpty()) {
            refusal = rules.check(view, operation);
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
