package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.Ledger;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.Turns;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.Authors;
import id.signet.registry.author.Authors.Author;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.EvidenceCommand.Draft;
import id.signet.registry.evidence.EvidenceOutcome.Done;
import id.signet.registry.evidence.EvidenceOutcome.Proven;
import id.signet.registry.evidence.EvidenceOutcome.Published;
import id.signet.registry.evidence.EvidenceOutcome.Refused;
import id.signet.registry.evidence.EvidenceTables.Case;
import id.signet.registry.evidence.EvidenceTables.CustomKey;
import id.signet.registry.evidence.EvidenceTables.Held;
import id.signet.registry.evidence.EvidenceTables.Publication;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.evidence.EvidenceTables.Said;
import id.signet.registry.evidence.EvidenceTables.StatementKey;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/** Deposits, what is said of them later, and what of it is published (docs/adr/0039-evidence.md). */
public final class EvidenceRegistry {

    /** Deposits that share a leaf. */
    public static final int LARGEST_BATCH = 1_000;

    private static final int ATTEMPTS = 16;

    private final RegistryNames names;
    private final Ledger ledger;
    private final StoredRows rows;
    private final Authors authors;
    private final EvidenceStore store;
    private final PrivateChange change;
    private final PublicationRules publicationRules;
    private final Clock clock;
    private final Turns turns = new Turns();

    public EvidenceRegistry(RegistryNames names, Ledger ledger, StoredRows rows, Authors authors, EvidenceStore store,
            PrivateChange change, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.authors = authors;
        this.store = store;
        this.change = change;
        this.publicationRules = new PublicationRules(names);
        this.clock = clock;
    }

    /**
     * A work to deposit.
     *
     * @param inCase the tenant's case whose next deposit it is
     * @param customKey the tenant's own name for it, 1 to 256 characters
     * @param findable whether who has the digest may find the deposit
     */
    public record Wish(Digests digests, Description description, Optional<CaseId> inCase,
            Optional<String> customKey, boolean findable) {

        public Wish {
            customKey.ifPresent(CustomKey::require);
        }
    }

    /** A piece of evidence with its newest standing. */
    public record Evidence(EvidenceId id, Held held, List<Told> statements, Optional<Publication> publication) {

        public Evidence {
            statements = List.copyOf(statements);
        }

        public Statement.Deposit deposit() {
            return (Statement.Deposit) statements.getFirst().statement();
        }

        /** Whether the depositor has taken it back. */
        public boolean revoked() {
            return held.revoked();
        }
    }

    /** A statement as it was made. */
    public record Told(long sequence, Said said, SignedOperation operation, Statement statement) {}

    // --- deposits ------------------------------------------------------------------------------------------------

    /**
     * Deposits works of one author under one leaf, all or none.
     *
     * @param author one of the tenant's DIDs; the tenant's registrar key if none is named
     * @param wishes 1 to {@value #LARGEST_BATCH}
     */
    public EvidenceOutcome deposit(Caller caller, Optional<Did> author, List<Wish> wishes) {
        if (wishes.isEmpty() || wishes.size() > LARGEST_BATCH) {
            return refused(RegistryRefusal.malformed("a batch has 1 to " + LARGEST_BATCH + " deposits"));
        }
        if (wishes.stream()
                .flatMap(wish -> wish.inCase().stream())
                .distinct()
                .anyMatch(id -> findCase(caller.tenant(), id).isEmpty())) {
            return refused(RegistryRefusal.notFound("the tenant has no such case"));
        }
        return switch (authors.find(caller, author)) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> refused(refusal);
            case Authors.Answer.Found(Author found) -> inTurn(wishes, () -> submit(caller,
                    () -> drafts(caller, found, wishes)));
        };
    }

    private EvidenceOutcome inTurn(List<Wish> wishes, Supplier<EvidenceOutcome> deposit) {
        Optional<CaseId> first = wishes.stream().flatMap(wish -> wish.inCase().stream()).findFirst();
        return first.isPresent() ? turns.take(first.get(), deposit) : deposit.get();
    }

    private List<Draft> drafts(Caller caller, Author author, List<Wish> wishes) {
        var cases = new HashMap<CaseId, Case>();
        List<Draft> drafts = new ArrayList<>();
        for (Wish wish : wishes) {
            Optional<Case> now = wish.inCase()
                    .map(id -> cases.computeIfAbsent(id, any -> findCase(caller.tenant(), any).orElseThrow()));
            Optional<Statement.InCase> place = now.map(one -> new Statement.InCase(wish.inCase().orElseThrow(),
                    one.count() + 1, one.last()));
            Statement.Deposit deposit = Statement.Deposit.fresh(wish.digests(), wish.description(), place);
            VerifiedOperation operation = author.sign(new Operation(Statement.Deposit.TYPE, names.origin(),
                    new Operation.Party.Author(author.did()), 1, Optional.empty(), deposit.toJson()));
            Draft draft = Draft.ofDeposit(operation, deposit, wish.findable(), wish.customKey());
            now.ifPresent(one -> cases.put(wish.inCase().orElseThrow(), new Case(one.tenant(), one.title(),
                    one.created(), one.count() + 1, Optional.of(draft.evidence()))));
            drafts.add(draft);
        }
        return drafts;
    }

    /** Logs a deposit whose author signed it himself. */
    public EvidenceOutcome deposit(Caller caller, SignedOperation signed, Optional<String> customKey,
            boolean findable) {
        customKey.ifPresent(CustomKey::require);
        return handedIn(signed, (operation, statement) -> statement instanceof Statement.Deposit
                ? submitOnce(caller, Draft.ofDeposit(operation, statement, findable, customKey))
                : refused(RegistryRefusal.malformed("the statement is no deposit")));
    }

    // --- what is said later --------------------------------------------------------------------------------------

    public EvidenceOutcome sign(Caller caller, EvidenceId id, Optional<Did> author) {
        return say(caller, id, author, new Statement.Signature(id));
    }

    public EvidenceOutcome note(Caller caller, EvidenceId id, Optional<Did> author, String text) {
        return say(caller, id, author, new Statement.Note(id, text));
    }

    /** The author takes back his own word, and nobody else's; if he is the depositor and had published, also in public. */
    public EvidenceOutcome revoke(Caller caller, EvidenceId id, Optional<Did> author, Optional<String> reason) {
        return alsoInPublic(caller, id, say(caller, id, author, new Statement.Revocation(id, reason)));
    }

    public EvidenceOutcome reinstate(Caller caller, EvidenceId id, Optional<Did> author, Optional<String> reason) {
        return alsoInPublic(caller, id, say(caller, id, author, new Statement.Reinstatement(id, reason)));
    }

    private EvidenceOutcome alsoInPublic(Caller caller, EvidenceId id, EvidenceOutcome said) {
        publishChange(caller, id); // also where it was said before, and a stop came before its publication
        return said;
    }

    /** Logs what an author signed himself. */
    public EvidenceOutcome say(Caller caller, EvidenceId id, SignedOperation signed) {
        return handedIn(signed, (operation, statement) -> {
            if (!statement.about().filter(id::equals).isPresent()) {
                return refused(RegistryRefusal.malformed("the statement is about other evidence"));
            }
            return turns.take(id, () -> submitOnce(caller, Draft.ofLater(id, operation, statement)));
        });
    }

    private EvidenceOutcome say(Caller caller, EvidenceId id, Optional<Did> author,
            Statement said) {
        if (rows.get(EvidenceTables.HELD, id).isEmpty()) {
            return refused(RegistryRefusal.notFound("there is no such evidence"));
        }
        return switch (authors.find(caller, author)) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> refused(refusal);
            case Authors.Answer.Found(Author found) -> turns.take(id, () -> submit(caller, () -> {
                Held held = rows.get(EvidenceTables.HELD, id)
                        .orElseThrow(() -> new MalformedInput("there is no such evidence"));
                VerifiedOperation operation = found.sign(new Operation(said.type(), names.origin(),
                        new Operation.Party.Author(found.did()), held.sequence() + 1, Optional.of(held.head()),
                        said.toJson()));
                return List.of(Draft.ofLater(id, operation, said));
            }));
        };
    }

    private interface HandedIn {
        EvidenceOutcome take(VerifiedOperation operation, Statement statement);
    }

    /** The key decides who speaks; it is judged again under the head lock. */
    private EvidenceOutcome handedIn(SignedOperation signed, HandedIn next) {
        try {
            Statement statement = Statement.parse(signed.operation().type(), signed.operation().body());
            return AuthorRules.verify(rows, signed)
                    .map(operation -> next.take(operation, statement))
                    .orElseGet(() -> refused(RegistryRefusal
                            .forbidden("the signature is not that of a key that may sign for the author now")));
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** Signs and submits again while another statement comes first. */
    private EvidenceOutcome submit(Caller caller, Supplier<List<Draft>> next) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                EvidenceOutcome outcome = submit(caller, next.get());
                boolean stale = outcome instanceof Refused(RegistryRefusal why)
                        && why.kind() == RegistryRefusal.Kind.STALE_VERSION;
                if (!stale) {
                    return outcome;
                }
            }
            return refused(RegistryRefusal.conflict("others say something about this at the moment; try again"));
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** What was signed elsewhere cannot be signed again for another place. */
    private EvidenceOutcome submitOnce(Caller caller, Draft draft) {
        return submit(caller, List.of(draft));
    }

    private EvidenceOutcome submit(Caller caller, List<Draft> drafts) {
        if (drafts.stream().anyMatch(Draft::isTooLarge)) {
            return refused(RegistryRefusal.tooLarge());
        }
        EvidenceCommand command = new EvidenceCommand(caller, drafts, names.origin());
        return switch (ledger.submit(command)) {
            case Outcome.Appended appended -> done(drafts, command.said(), appended.receipt());
            case Outcome.Refused refused -> refused(RegistryRefusal.of(refused.refusal()));
        };
    }

    private static EvidenceOutcome done(List<Draft> drafts, List<Said> said, Receipt receipt) {
        List<Proven> proven = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            proven.add(new Proven(drafts.get(i).evidence(), drafts.get(i).operation().operation().sequence(),
                    receipt.withOpening(said.get(i).opening().encode())));
        }
        return new Done(proven);
    }

    // --- publication ---------------------------------------------------------------------------------------------

    /** Puts the digests of the tenant's evidence into the log in clear, for ever; or says there what changed since. */
    public EvidenceOutcome publish(Caller caller, EvidenceId id) {
        Optional<Held> held = rows.get(EvidenceTables.HELD, id).filter(one -> one.tenant().equals(caller.tenant()));
        if (held.isEmpty()) {
            return refused(RegistryRefusal.notFound("the tenant has no such evidence"));
        }
        return switch (authors.find(caller, Optional.of(held.get().depositor()))) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> refused(refusal);
            case Authors.Answer.Found(Author author) -> turns.take(id, () -> publish(caller, id, author));
        };
    }

    private EvidenceOutcome publish(Caller caller, EvidenceId id, Author author) {
        Optional<Publication> said = rows.get(EvidenceTables.HELD, id)
                .flatMap(held -> publication(author.did(), id).filter(one -> one.revoked() == held.revoked()));
        Optional<RegistryRefusal> done = caller.alreadyDone(rows, clock.instant());
        if (said.isPresent()) {
            // What stands there already is not said again.
            return done.<EvidenceOutcome>map(Refused::new).orElseGet(() -> new Published(receipt(said.get().leaf())));
        }
        try {
            return published(AuthorCommand.submit(ledger, () -> {
                Held held = rows.get(EvidenceTables.HELD, id)
                        .orElseThrow(() -> new MalformedInput("the evidence was erased"));
                Optional<Publication> before = publication(author.did(), id);
                return command(caller, id, author.sign(new Operation(EvidenceProjection.PUBLISH, names.origin(),
                        new Operation.Party.Author(author.did()), before.map(Publication::sequence).orElse(0L) + 1,
                        before.map(Publication::operationHash),
                        new PublicationBody(id, held.digests(), held.revoked()).toJson())));
            }));
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** Logs a publication that the depositor signed himself. */
    public EvidenceOutcome publish(Caller caller, EvidenceId id, SignedOperation signed) {
        try {
            PublicationBody body = PublicationBody.parse(signed.operation().body());
            if (!body.evidence().equals(id)) {
                return refused(RegistryRefusal.malformed("the publication is about other evidence"));
            }
            return AuthorRules.verify(rows, signed)
                    .map(operation -> published(ledger.submit(command(caller, id, operation))))
                    .orElseGet(() -> refused(RegistryRefusal
                            .forbidden("the signature is not that of a key that may sign for the author now")));
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** The rules of the log, and those that only who holds the evidence can judge. */
    private AuthorCommand command(Caller caller, EvidenceId id, VerifiedOperation operation) {
        return new AuthorCommand(caller, operation, id.value(), new AuthorCommand.Rules() {

            @Override
            public void prefetch(Prefetch view, VerifiedOperation publication) {
                publicationRules.prefetch(view, publication);
                view.row(EvidenceTables.HELD, id);
            }

            @Override
            public Optional<RegistryRefusal> check(View view, VerifiedOperation publication, Instant loggedAt) {
                return publicationRules.check(view, publication, loggedAt)
                        .or(() -> ofTheDepositor(view.get(EvidenceTables.HELD, id), publication));
            }
        });
    }

    private static Optional<RegistryRefusal> ofTheDepositor(Optional<Held> held, VerifiedOperation publication) {
        PublicationBody body = PublicationBody.parse(publication.operation().body());
        if (held.filter(one -> one.depositor().equals(publication.operation().party().did())
                && one.digests().equals(body.digests())).isEmpty()) {
            return Optional
                    .of(RegistryRefusal.forbidden("the author deposited nothing of the kind under this id here"));
        }
        return held.get().revoked() == body.revoked()
                ? Optional.empty()
                : Optional.of(RegistryRefusal.stale("the depositor says otherwise by now"));
    }

    /**
     * Says in the log what the depositor's standing is, if it was published and has changed since; where that cannot be said
     * now, {@link #publish(Caller, EvidenceId)} says it later.
     */
    public void publishChange(Caller caller, EvidenceId id) {
        boolean changed = rows.get(EvidenceTables.HELD, id)
                .filter(held -> publication(held.depositor(), id)
                        .filter(one -> one.revoked() != held.revoked())
                        .isPresent())
                .isPresent();
        if (changed) {
            publish(caller.withoutClaim(), id);
        }
    }

    private static EvidenceOutcome published(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Appended appended -> new Published(appended.receipt());
            case Outcome.Refused refused -> refused(RegistryRefusal.of(refused.refusal()));
        };
    }

    // --- private changes -----------------------------------------------------------------------------------------

    /** What a private change came to. */
    public sealed interface Changed<T> {

        record Made<T>(T value) implements Changed<T> {}

        record Refused<T>(RegistryRefusal refusal) implements Changed<T> {}
    }

    public Changed<CaseId> openCase(Caller caller, String title) {
        if (title.isBlank() || title.length() > Description.LONGEST_TITLE) {
            return new Changed.Refused<>(
                    RegistryRefusal
                            .malformed("a case has a title of 1 to " + Description.LONGEST_TITLE + " characters"));
        }
        CaseId id = CaseId.fresh();
        Case opened = new Case(caller.tenant(), title, clock.instant(), 0, Optional.empty());
        return change.insert(caller, "evidence.open-case", id.value(),
                List.of(new Write<>(EvidenceTables.CASE, id, opened)))
                .<Changed<CaseId>>map(Changed.Refused::new)
                .orElseGet(() -> new Changed.Made<>(id));
    }

    /** Asks a DID outside of the tenant to sign, too. */
    public Changed<EvidenceId> invite(Caller caller, EvidenceId id, Did signer) {
        Optional<RegistryRefusal> silent = StatementRules.whyNoAuthor(signer);
        if (silent.isPresent()) {
            return new Changed.Refused<>(silent.get());
        }
        return change.make(caller, "evidence.invite", id.value(), () -> {
            Optional<Held> held = own(caller, id);
            if (held.isEmpty()) {
                return Optional.of(RegistryRefusal.notFound("the tenant has no such evidence"));
            }
            if (held.get().signers().standing(signer).isPresent()) {
                return Optional.of(RegistryRefusal.conflict("the DID is a signer, or was asked before"));
            }
            Held now = held.get();
            if (now.signers().standings().size() >= Signers.MOST) {
                return Optional.of(RegistryRefusal.forbidden("a piece of evidence has at most " + Signers.MOST
                        + " signers"));
            }
            rows.replace(EvidenceTables.HELD, id, now.then(now.sequence(), now.head(),
                    now.signers().with(signer, Signers.Standing.INVITED)));
            return Optional.empty();
        }).<Changed<EvidenceId>>map(Changed.Refused::new).orElseGet(() -> new Changed.Made<>(id));
    }

    /** Keeps a time-stamp over what the depositor signed. */
    public Changed<EvidenceId> stamp(Caller caller, EvidenceId id, Instant time, Bytes token) {
        return change.make(caller, "evidence.timestamp", id.value(), () -> {
            if (own(caller, id).isEmpty()) {
                return Optional.of(RegistryRefusal.notFound("the tenant has no such evidence"));
            }
            store.keepTimestamp(id, time, token);
            return Optional.empty();
        }).<Changed<EvidenceId>>map(Changed.Refused::new).orElseGet(() -> new Changed.Made<>(id));
    }

    private Optional<Held> own(Caller caller, EvidenceId id) {
        return rows.lock(EvidenceTables.HELD, id).filter(held -> held.tenant().equals(caller.tenant()));
    }

    /** Removes what is held of the evidence. The next deposit of its case goes on naming it, and its leaf stays, as noise. */
    public Changed<EvidenceId> erase(Caller caller, EvidenceId id) {
        return change.make(caller, "evidence.erase", id.value(), () -> {
            Optional<Held> held = own(caller, id);
            if (held.isEmpty()) {
                return Optional.of(RegistryRefusal.notFound("the tenant has no such evidence"));
            }
            store.erase(id);
            return Optional.empty();
        }).<Changed<EvidenceId>>map(Changed.Refused::new).orElseGet(() -> new Changed.Made<>(id));
    }

    // --- reading -------------------------------------------------------------------------------------------------

    /** Where a piece of evidence stands, whoever asks. */
    public Optional<Held> held(EvidenceId id) {
        return rows.get(EvidenceTables.HELD, id);
    }

    /** All that was said; whoever asks: what of it he may see is the edge's to say. Empty also while it is being erased. */
    public Optional<Evidence> find(EvidenceId id) {
        return held(id).flatMap(held -> {
            List<Said> said = store.statements(id);
            return said.size() < held.sequence()
                    ? Optional.empty()
                    : Optional.of(new Evidence(id, held, LongStream.rangeClosed(1, held.sequence())
                            .mapToObj(sequence -> told(sequence, said.get((int) sequence - 1)))
                            .toList(), publication(held.depositor(), id)));
        });
    }

    /** What the depositor said about the work. */
    public Optional<Statement.Deposit> deposit(EvidenceId id) {
        return rows.get(EvidenceTables.STATEMENT, new StatementKey(id, 1))
                .map(said -> (Statement.Deposit) told(1, said).statement());
    }

    private static Told told(long sequence, Said said) {
        ObjectNode json = StrictJson.parseObject(said.operation().getBytes(StandardCharsets.UTF_8));
        SignedOperation operation = SignedOperation.parse(said.type(), json);
        return new Told(sequence, said, operation, Statement.parse(said.type(), operation.operation().body()));
    }

    public Optional<EvidenceId> find(TenantId tenant, String customKey) {
        return rows.get(EvidenceTables.CUSTOM_KEY, new CustomKey(tenant, customKey));
    }

    /** The receipt of a statement with its opening, under the newest checkpoint that covers it. */
    public Receipt receipt(Said said) {
        return receipt(said.leaf()).withOpening(said.opening().encode());
    }

    /** The receipt of an entry that a publication made. */
    public Receipt receipt(LeafIndex leaf) {
        return ledger.receipt(leaf).orElseThrow(() -> new IllegalStateException("no receipt for the leaf " + leaf));
    }

    public Optional<Publication> publication(Did author, EvidenceId id) {
        return rows.get(EvidenceTables.PUBLICATION, new PublicationKey(author, id));
    }

    public Optional<Case> findCase(TenantId tenant, CaseId id) {
        return rows.get(EvidenceTables.CASE, id).filter(one -> one.tenant().equals(tenant));
    }

    /** Everything that may be found by a digest: evidence held here, then what was published of evidence that is not. */
    public record Findings(List<EvidenceId> held, List<PublicationKey> published) {

        public Findings {
            held = List.copyOf(held);
            published = List.copyOf(published);
        }
    }

    /** @param tenant whose own deposits are found too, and before others' */
    public Findings find(Bytes digest, Optional<TenantId> tenant, int limit) {
        Set<EvidenceId> held = new LinkedHashSet<>();
        tenant.ifPresent(own -> held.addAll(store.ofTenant(own, digest, limit)));
        held.addAll(store.findable(digest, limit));
        List<PublicationKey> elsewhere = new ArrayList<>();
        for (PublicationKey key : store.published(digest, limit)) {
            Optional<Held> here = held(key.evidence());
            if (here.isEmpty()) {
                elsewhere.add(key);
            } else if (here.get().depositor().equals(key.author())) {
                held.add(key.evidence());
            } // else somebody speaks of what is not his
        }
        return new Findings(held.stream().limit(limit).toList(), elsewhere);
    }

    private static EvidenceOutcome refused(RegistryRefusal refusal) {
        return new Refused(refusal);
    }
}
