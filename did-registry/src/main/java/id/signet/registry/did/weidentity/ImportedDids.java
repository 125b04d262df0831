package id.signet.registry.did.weidentity;

import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.LoggedVersions;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.ImportBody;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.operation.Operation;
import java.time.Clock;
import java.util.Optional;

/** Brings DIDs of WeIdentity into the log on the operator's word; what comes after is their controllers'. */
public final class ImportedDids {

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final Authors authors;
    private final ImportRules rules;
    private final Clock clock;

    public ImportedDids(RegistryNames names, Ledger ledger, View rows, Authors authors, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.authors = authors;
        this.rules = new ImportRules(names);
        this.clock = clock;
    }

    /** The network that a translation for this log is made for. */
    public String network() {
        return names.network();
    }

    /** @param caller whose tenant has the keys of the log's root authority; refused otherwise */
    public DidOutcome enter(Caller caller, Translation translation) {
        ImportBody body = translation.body();
        Optional<RegistryRefusal> repeated = caller.alreadyDone(rows, clock.instant());
        if (repeated.isPresent()) {
            return new DidOutcome.Refused(repeated.get());
        }
        Optional<Did> root = new TrustFacts(rows, names.publicUrl()).root();
        if (root.isEmpty()) {
            return new DidOutcome.Refused(
                    RegistryRefusal.conflict("the log has no root authority yet, and only that one imports DIDs"));
        }
        return switch (authors.find(caller, root)) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> new DidOutcome.Refused(refusal);
            case Authors.Answer.Found(Authors.Author author) -> enter(caller, author, body);
        };
    }

    private DidOutcome enter(Caller caller, Authors.Author author, ImportBody body) {
        Operation operation = new Operation(DidProjection.IMPORT, names.origin(),
                new Operation.Party.Author(author.did()), 1, Optional.empty(), body.toJson());
        Outcome outcome = ledger
                .submit(new AuthorCommand(caller, author.sign(operation), body.did().toString(), rules));
        return switch (outcome) {
            case Outcome.Appended appended ->
                DidOutcome.logged(new LoggedVersions(names, rows).at(body.did(), 1), body.did(), Optional.empty(),
                        appended.receipt());
            case Outcome.Refused refused -> new DidOutcome.Refused(RegistryRefusal.of(refused.refusal()));
        };
    }
}
