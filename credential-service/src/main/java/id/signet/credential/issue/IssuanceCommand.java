package id.signet.credential.issue;

import id.signet.credential.issue.IssuanceTables.Exchanged;
import id.signet.credential.issue.IssuanceTables.Pending;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.status.StatusPosition;
import id.signet.credential.status.StatusTables;
import id.signet.ledger.Decision;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Refusal;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.issuer.TrustFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The one moment that decides: everything the credential stands on is looked at again under the head lock. */
final class IssuanceCommand implements LedgerCommand {

    static final String ACTION = "credential.issue";

    private final Issuers issuers;
    private final PublicUrl publicUrl;
    private final Draft draft;

    IssuanceCommand(Issuers issuers, PublicUrl publicUrl, Draft draft) {
        this.issuers = issuers;
        this.publicUrl = publicUrl;
        this.draft = draft;
    }

    /** Why the log did not take it. */
    enum Why implements Refusal {

        ISSUER_CHANGED("The issuer's document changed, or its key may not sign any more."),
        NOT_ACCREDITED("The issuer is not accredited for the type."),
        ALREADY_CLAIMED("A request with this idempotency key was accepted already."),
        KEY_REUSED("The idempotency key was used with another request."),
        PLACE_TAKEN("A status list index was given twice."),
        NAME_TAKEN("This issuer issued a credential of this name before.");

        private final String message;

        Why(String message) {
            this.message = message;
        }

        @Override
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String message() {
            return message;
        }
    }

    @Override
    public void prefetch(Prefetch rows) {
        issuers.prefetch(rows, draft.method());
        TrustFacts.prefetch(rows, Did.parse(draft.method().issuer()));
        draft.caller().claim().ifPresent(claim -> rows.row(IdempotencyRow.TABLE, claim.key()));
        draft.positions().forEach(position -> rows.row(StatusTables.ENTRIES, place(position)));
        draft.name().ifPresent(name -> rows.row(IssuanceTables.NAMES, name));
        draft.origin().ifPresent(_ -> rows.row(IssuanceTables.ORIGINS, draft.id()));
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
        if (draft.type().isPresent() && !new TrustFacts(view, publicUrl).isAccredited(
                Did.parse(draft.method().issuer()), draft.type().get().uris(), loggedAt)) {
            return refused(Why.NOT_ACCREDITED);
        }
        if (draft.name().filter(name -> view.get(IssuanceTables.NAMES, name).isPresent()).isPresent()) {
            return refused(Why.NAME_TAKEN);
        }
        if (draft.positions().stream().anyMatch(place -> view.get(StatusTables.ENTRIES, place(place)).isPresent())) {
            return refused(Why.PLACE_TAKEN);
        }
        return new Decision.Accepted(CommitmentBatch.of(draft.commitment()).draft(), this::rows);
    }

    private List<Write<?, ?>> rows(LedgerEntry entry) {
        var caller = draft.caller();
        var rows = new ArrayList<Write<?, ?>>();
        rows.add(new Write<>(IssuanceTables.RECORDS, draft.id(), draft.record(entry)));
        draft.name().ifPresent(name -> rows.add(new Write<>(IssuanceTables.NAMES, name, draft.id())));
        draft.origin()
                .map(origin -> new Exchanged(caller.tenant(), origin.format(), origin.id(), origin.digest(),
                        origin.leaf()))
                .ifPresent(exchanged -> rows.add(new Write<>(IssuanceTables.ORIGINS, draft.id(), exchanged)));
        rows.add(new Write<>(IssuanceTables.PENDING, draft.id(), new Pending(caller.tenant(), draft.method().issuer(),
                caller.claim().isPresent(), entry.loggedAt(), draft.sealedInput())));
        for (StatusPosition position : draft.positions()) {
            rows.add(new Write<>(StatusTables.ENTRIES, place(position),
                    new StatusTables.Occupant(caller.tenant(), draft.id(), false, false)));
        }
        rows.addAll(caller.rows(ACTION, draft.id().toString(), entry.loggedAt(), Optional.of(entry.index())));
        return rows;
    }

    private static StatusTables.Place place(StatusPosition position) {
        return new StatusTables.Place(position.list(), position.index());
    }

    private static Decision refused(Why why) {
        return new Decision.Refused(why);
    }
}
