package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.Ledger;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.StoredRows;
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
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/** Deposits, what is said of them later, and what of it is published (docs/adr/0039-evidence.md). */
public final class EvidenceRegistry {

    /** Deposits that share a leaf. */
    public static final int LARGEST_BATCH = 1_000;

    private static final int ATTEMPTS = 16;
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_TITLE = 200;

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
    public record Wish(Digests digests, Statement.Description description, Optional<CaseId> inCase,
            Optional<String> customKey, boolean findable) {

        public Wish {
            customKey.ifPresent(key -> {
                if (key.isBlank() || key.length() > LONGEST_KEY) {
                    throw new MalformedInput("a custom key has 1 to " + LONGEST_KEY + " characters");
                }
            });
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
            return held.signers().standing(held.depositor()).filter(Signers.Standing.REVOKED::equals).isPresent();
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
        return handedIn(signed, (operation, statement) -> statement instanceof Statement.Deposit
                ? submit(caller, () -> List.of(Draft.ofDeposit(operation, statement, findable, customKey)))
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
        return publiclyToo(caller, id, true, say(caller, id, author, new Statement.Revocation(id, reason)));
    }

    public EvidenceOutcome reinstate(Caller caller, EvidenceId id, Optional<Did> author, Optional<String> reason) {
        return publiclyToo(caller, id, false, say(caller, id, author, new Statement.Reinstatement(id, reason)));
    }

    /** Logs what an author signed himself. */
    public EvidenceOutcome say(Caller caller, EvidenceId id, SignedOperation signed) {
        return handedIn(signed, (operation, statement) -> {
            if (!about(statement).filter(id::equals).isPresent()) {
                return refused(RegistryRefusal.malformed("the statement is about other evidence"));
            }
            return turns.take(id, () -> submit(caller,
                    () -> List.of(Draft.ofLater(id, operation, statement))));
        });
    }

    private static Optional<EvidenceId> about(Statement statement) {
        return switch (statement) {
            case Statement.Deposit _ -> Optional.empty();
            case Statement.Signature(EvidenceId id) -> Optional.of(id);
            case Statement.Note(EvidenceId id, String _) -> Optional.of(id);
            case Statement.Revocation(EvidenceId id, Optional<String> _) -> Optional.of(id);
            case Statement.Reinstatement(EvidenceId id, Optional<String> _) -> Optional.of(id);
        };
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

    private EvidenceOutcome submit(Caller caller, Supplier<List<Draft>> next) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                List<Draft> drafts = next.get();
                if (drafts.stream().anyMatch(Draft::isTooLarge)) {
                    return refused(RegistryRefusal.tooLarge());
                }
                EvidenceCommand command = new EvidenceCommand(caller, drafts, names.origin());
                switch (ledger.submit(command)) {
                    case Outcome.Appended appended -> {
                        return done(drafts, command.said(), appended.receipt());
                    }
                    case Outcome.Refused refused -> {
                        RegistryRefusal why = RegistryRefusal.of(refused.refusal());
                        if (why.kind() != RegistryRefusal.Kind.STALE_VERSION) {
                            return refused(why);
                        }
                    }
                }
            }
            return refused(RegistryRefusal.conflict("others say something about this at the moment; try again"));
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
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

    /** Puts the digests of the tenant's evidence into the log in clear, for ever; or says what changed since. */
    public EvidenceOutcome publish(Caller caller, EvidenceId id) {
        Optional<Held> held = rows.get(EvidenceTables.HELD, id).filter(one -> one.tenant().equals(caller.tenant()));
        if (held.isEmpty()) {
            return refused(RegistryRefusal.notFound("the tenant has no such evidence"));
        }
        boolean revoked = held.get()
                .signers()
                .standing(held.get().depositor())
                .filter(Signers.Standing.REVOKED::equals)
                .isPresent();
        return publish(caller, id, held.get(), revoked);
    }

    private EvidenceOutcome publiclyToo(Caller caller, EvidenceId id, boolean revoked, EvidenceOutcome said) {
        if (!(said instanceof Done)) {
            return said;
        }
        Optional<Held> held = rows.get(EvidenceTables.HELD, id);
        Optional<Publication> published = held.flatMap(one -> publication(one.depositor(), id));
        if (published.isEmpty() || published.get().revoked() == revoked
                || find(id).orElseThrow().revoked() != revoked) {
            return said;
        }
        return publish(caller.withoutClaim(), id, held.orElseThrow(), revoked) instanceof Refused refused
                ? refused
                : said;
    }

    private EvidenceOutcome publish(Caller caller, EvidenceId id, Held held, boolean revoked) {
        return switch (authors.find(caller, Optional.of(held.depositor()))) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> refused(refusal);
            case Authors.Answer.Found(Author author) -> turns.take(id, () -> published(ledger,
                    () -> {
                        Optional<Publication> before = publication(author.did(), id);
                        return new AuthorCommand(caller, author.sign(new Operation(EvidenceProjection.PUBLISH,
                                names.origin(), new Operation.Party.Author(author.did()),
                                before.map(Publication::sequence).orElse(0L) + 1,
                                before.map(Publication::operationHash),
                                new PublicationBody(id, held.digests(), revoked).toJson())), id.value(),
                                publicationRules);
                    }));
        };
    }

    /** Logs a publication that its author signed himself. */
    public EvidenceOutcome publish(Caller caller, SignedOperation signed) {
        return AuthorRules.verify(rows, signed)
                .map(operation -> published(ledger,
                        () -> new AuthorCommand(caller, operation, subject(operation), publicationRules)))
                .orElseGet(() -> refused(RegistryRefusal
                        .forbidden("the signature is not that of a key that may sign for the author now")));
    }

    private static String subject(VerifiedOperation operation) {
        return PublicationBody.parse(operation.operation().body()).evidence().value();
    }

    private static EvidenceOutcome published(Ledger ledger, Supplier<AuthorCommand> command) {
        try {
            return switch (AuthorCommand.submit(ledger, command)) {
                case Outcome.Appended appended -> new Published(appended.receipt());
                case Outcome.Refused refused -> refused(RegistryRefusal.of(refused.refusal()));
            };
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    // --- private changes -----------------------------------------------------------------------------------------

    /** What a private change came to. */
    public sealed interface Changed<T> {

        record Made<T>(T value) implements Changed<T> {}

        record Refused<T>(RegistryRefusal refusal) implements Changed<T> {}
    }

    public Changed<CaseId> openCase(Caller caller, String title) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            return new Changed.Refused<>(
                    RegistryRefusal.malformed("a case has a title of 1 to " + LONGEST_TITLE + " characters"));
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
        return change.make(caller, "evidence.invite", id.value(), () -> {
            Optional<Held> held = rows.lock(EvidenceTables.HELD, id)
                    .filter(one -> one.tenant().equals(caller.tenant()));
            if (held.isEmpty()) {
                return Optional.of(RegistryRefusal.notFound("the tenant has no such evidence"));
            }
            if (held.get().signers().standing(signer).isPresent()) {
                return Optional.of(RegistryRefusal.conflict("the DID is a signer, or was asked before"));
            }
            Held now = held.get();
            try {
                rows.replace(EvidenceTables.HELD, id, now.then(now.sequence(), now.head(),
                        now.signers().with(signer, Signers.Standing.INVITED)));
            } catch (MalformedInput e) {
                return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
            }
            return Optional.empty();
        }).<Changed<EvidenceId>>map(Changed.Refused::new).orElseGet(() -> new Changed.Made<>(id));
    }

    /** Removes what is held of the evidence. The next deposit of its case goes on naming it, and its leaf stays, as noise. */
    public Changed<EvidenceId> erase(Caller caller, EvidenceId id) {
        return change.make(caller, "evidence.erase", id.value(), () -> {
            Optional<Held> held = rows.lock(EvidenceTables.HELD, id)
                    .filter(one -> one.tenant().equals(caller.tenant()));
            if (held.isEmpty()) {
                return Optional.of(RegistryRefusal.notFound("the tenant has no such evidence"));
            }
            store.erase(id);
            return Optional.empty();
        }).<Changed<EvidenceId>>map(Changed.Refused::new).orElseGet(() -> new Changed.Made<>(id));
    }

    // --- reading -------------------------------------------------------------------------------------------------

    /** Whoever asks: what of it he may see is the edge's to say. */
    public Optional<Evidence> find(EvidenceId id) {
        return rows.get(EvidenceTables.HELD, id)
                .map(held -> new Evidence(id, held, LongStream.rangeClosed(1, held.sequence())
                        .mapToObj(sequence -> told(id, sequence))
                        .toList(), publication(held.depositor(), id)));
    }

    private Told told(EvidenceId id, long sequence) {
        Said said = rows.get(EvidenceTables.STATEMENT, new StatementKey(id, sequence)).orElseThrow();
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

    /** @param tenant whose own deposits are found too */
    public Findings find(Bytes digest, Optional<TenantId> tenant, int limit) {
        List<EvidenceId> held = new ArrayList<>(store.findable(digest, limit));
        tenant.ifPresent(own -> store.ofTenant(own, digest, limit)
                .stream()
                .filter(id -> !held.contains(id))
                .forEach(held::add));
        List<PublicationKey> published = store.published(digest, limit);
        published.stream()
                .map(PublicationKey::evidence)
                .filter(id -> !held.contains(id) && rows.get(EvidenceTables.HELD, id).isPresent())
                .forEach(held::add);
        return new Findings(held.stream().limit(limit).toList(), published.stream()
                .filter(key -> !held.contains(key.evidence()))
                .toList());
    }

    private static EvidenceOutcome refused(RegistryRefusal refusal) {
        return new Refused(refusal);
    }
}
