package id.signet.registry.author;

import id.signet.ledger.Decision;
import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Logs an author's operation together with the caller's audit row and claim. */
public final class AuthorCommand implements LedgerCommand {

    private static final int ATTEMPTS = 16;

    private final Caller caller;
    private final VerifiedOperation operation;
    private final String subject;
    private final Rules rules;

    /** Whether the operation may be logged over these rows. */
    @FunctionalInterface
    public interface Rules {
        Optional<RegistryRefusal> check(View rows, VerifiedOperation operation, Instant loggedAt);

        /** Names the rows the check reads for certain; it may find none in a body that is malformed. */
        default void prefetch(Prefetch rows, VerifiedOperation operation) {}
    }

    /** @param subject what the audit row names */
    public AuthorCommand(Caller caller, VerifiedOperation operation, String subject, Rules rules) {
        this.caller = caller;
        this.operation = operation;
        this.subject = subject;
        this.rules = rules;
    }

    /**
     * Submits the next operation of a chain, and again while another comes first.
     *
     * @param next the command over the rows as they stand when it is called
     */
    public static Outcome submit(Ledger ledger, Supplier<AuthorCommand> next) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Outcome outcome = ledger.submit(next.get());
            boolean stale = outcome instanceof Outcome.Refused refused
                    && RegistryRefusal.of(refused.refusal()).kind() == RegistryRefusal.Kind.STALE_VERSION;
            if (!stale) {
                return outcome;
            }
        }
        return new Outcome.Refused(RegistryRefusal.conflict("others change this at the moment; try again"));
    }

    @Override
    public void prefetch(Prefetch rows) {
        caller.claim().ifPresent(claim -> rows.row(IdempotencyRow.TABLE, claim.key()));
        rows.row(DidTables.HEAD, operation.operation().party().did());
        rules.prefetch(rows, operation);
    }

    @Override
    public Decision decide(View view, Instant loggedAt) {
        Optional<RegistryRefusal> refusal = caller.alreadyDone(view, loggedAt)
                .or(() -> rules.check(view, operation, loggedAt));
        if (refusal.isEmpty() && operation.isTooLarge()) {
            refusal = Optional.of(RegistryRefusal.tooLarge());
        }
        return refusal.isPresent()
                ? new Decision.Refused(refusal.get())
                : new Decision.Accepted(operation.draft(), entry -> caller.rows(entry, subject));
    }
}
