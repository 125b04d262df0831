package id.signet.credential.issue;

import id.signet.credential.format.SigningRequest;
import id.signet.credential.issue.IssuanceTables.Pending;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.status.StatusPosition;
import id.signet.credential.status.StatusTables;
import id.signet.crypto.Bytes;
import id.signet.ledger.Decision;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Refusal;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.receipt.Salt;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.idempotency.IdempotencyRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The one moment that decides: everything the credential stands on is looked at again under the head lock. */
final class IssuanceCommand implements LedgerCommand {

    static final String ACTION = "credential.issue";

    private final Issuers issuers;
    private final IssuerAccreditations accreditations;
    private final Draft draft;

    IssuanceCommand(Issuers issuers, IssuerAccreditations accreditations, Draft draft) {
        this.issuers = issuers;
        this.accreditations = accreditations;
        this.draft = draft;
    }

    /**
     * A credential that lacks nothing but its place in the log and its signature.
     *
     * @param sealedInput the signing request, sealed
     */
    record Draft(UUID id, Caller caller, Method method, List<String> typeUris, String schema, SigningRequest request,
            Bytes sealedInput, Salt salt, List<StatusPosition> positions) {

        Draft {
            typeUris = List.copyOf(typeUris);
            positions = List.copyOf(positions);
        }

        Commitment commitment() {
            return Commitment.ofCredential(salt, method.issuer(), method.versionId(), method.id(),
                    Hash.of(request.signedInputHash().toArray()));
        }
    }

    /** Why the log did not take it. */
    enum Why implements Refusal {

        ISSUER_CHANGED("The issuer's document changed, or its key may not sign any more."),
        NOT_ACCREDITED("The issuer is not accredited for the type."),
        ALREADY_CLAIMED("A request with this idempotency key was accepted already."),
        KEY_REUSED("The idempotency key was used with another request."),
        PLACE_TAKEN("A status list index was given twice.");

        private final String message;

        Why(String message) {
            this.message = message;
        }

        @Override
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        @Override
        public String message() {
            return message;
        }
    }

    @Override
    public void prefetch(Prefetch rows) {
        issuers.prefetch(rows, draft.method());
        accreditations.prefetch(rows, draft.method().issuer(), draft.typeUris());
        draft.caller().claim().ifPresent(claim -> rows.row(IdempotencyRow.TABLE, claim.key()));
        draft.positions().forEach(position -> rows.row(StatusTables.ENTRIES, place(position)));
        rows.row(IssuanceTables.RECORDS, draft.id());
        rows.row(IssuanceTables.PENDING, draft.id());
    }

    @Override
    public Decision decide(View view, Instant loggedAt) {
        var taken = draft.caller().alreadyDone(view, loggedAt);
        if (taken.isPresent()) {
            return refused(
                    taken.get().kind() == RegistryRefusal.Kind.ALREADY_DONE ? Why.ALREADY_CLAIMED : Why.KEY_REUSED);
        }
        if (!issuers.stillActive(view, draft.method())) {
            return refused(Why.ISSUER_CHANGED);
        }
        if (!accreditations.covers(view, draft.method().issuer(), draft.typeUris(), loggedAt)) {
            return refused(Why.NOT_ACCREDITED);
        }
        if (draft.positions().stream().anyMatch(place -> view.get(StatusTables.ENTRIES, place(place)).isPresent())) {
            return refused(Why.PLACE_TAKEN);
        }
        return new Decision.Accepted(CommitmentBatch.of(draft.commitment()).draft(), this::rows);
    }

    private List<Write<?, ?>> rows(LedgerEntry entry) {
        var caller = draft.caller();
        var rows = new ArrayList<Write<?, ?>>();
        rows.add(new Write<>(IssuanceTables.RECORDS, draft.id(), record(entry)));
        rows.add(new Write<>(IssuanceTables.PENDING, draft.id(), new Pending(caller.tenant(), draft.method().issuer(),
                caller.claim().isPresent(), entry.loggedAt(), draft.sealedInput())));
        for (StatusPosition position : draft.positions()) {
            rows.add(new Write<>(StatusTables.ENTRIES, place(position),
                    new StatusTables.Occupant(caller.tenant().value(), draft.id(), false, false)));
        }
        rows.addAll(caller.rows(ACTION, draft.id().toString(), entry.loggedAt(), java.util.Optional.of(entry.index())));
        return rows;
    }

    CredentialRecord record(LedgerEntry entry) {
        return new CredentialRecord(draft.caller().tenant(), draft.method().issuer(), draft.method().versionId(),
                draft.method().id(), draft.request().format(), draft.schema(), entry.index(), entry.loggedAt(),
                draft.salt(), draft.request().signedInputHash());
    }

    private static StatusTables.Place place(StatusPosition position) {
        return new StatusTables.Place(position.list(), position.index());
    }

    private static Decision refused(Why why) {
        return new Decision.Refused(why);
    }
}
