package id.signet.credential.issue;

import id.signet.credential.MalformedCredential;
import id.signet.credential.StatusEntry;
import id.signet.credential.StatusMessages;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.DocumentTerms;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.VcDocument11;
import id.signet.credential.format.VcDocuments;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.weidentity.LiteFormat;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.format.sdjwt.SdJwtFormat;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.issue.IssuanceCommand.Why;
import id.signet.credential.issue.IssueOutcome.Refused;
import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.credential.status.StatusKind;
import id.signet.credential.status.StatusPosition;
import id.signet.credential.status.StatusRegistry;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.Sealer;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.proof.Cryptosuite;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.rdf.TermCheck;
import id.signet.crypto.rdf.UndefinedTerm;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.receipt.Salt;
import id.signet.ledger.state.View;
import id.signet.registry.PublicUrl;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.schema.ClaimRules;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.TypeChains;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues credentials: log, then sign (docs/adr/0013-issuance-order.md, docs/life-of-a-credential.md). Nothing is signed
 * before its commitment is on disk, and what is signed is exactly what was logged.
 */
public final class IssueCredential {

    private static final int ATTEMPTS = 5;
    private static final int RECOVERED_AT_ONCE = 1_000;

    private final Ledger ledger;
    private final View rows;
    private final IssuanceStore store;
    private final Issuers issuers;
    private final IssuerGate gate;
    private final SchemaRegistry types;
    private final TypeChains chains;
    private final PublicUrl publicUrl;
    private final TrustFacts trust;
    private final TermCheck terms;
    private final DocumentTerms submitted;
    private final CredentialFormats formats;
    private final Cryptosuites suites;
    private final StatusRegistry status;
    private final Answers answers;
    private final IssuanceCompletion completion;
    private final Clock clock;

    /**
     * @param rows the rows as they are committed
     * @param submitted judges the words of documents that callers wrote themselves
     * @param sealer for pending input and kept answers
     */
    public IssueCredential(Ledger ledger, View rows, IssuanceStore store, CredentialRecords records, Issuers issuers,
            IssuerGate gate, SchemaRegistry types, TypeChains chains, PublicUrl publicUrl, TermCheck terms,
            DocumentTerms submitted, CredentialFormats formats, Cryptosuites suites, StatusRegistry status,
            Sealer sealer, Clock clock, IssuanceFailPoints failPoints) {
        this.ledger = ledger;
        this.rows = rows;
        this.store = store;
        this.issuers = issuers;
        this.gate = gate;
        this.types = types;
        this.chains = chains;
        this.publicUrl = publicUrl;
        this.trust = new TrustFacts(rows, publicUrl);
        this.terms = terms;
        this.submitted = submitted;
        this.formats = formats;
        this.suites = suites;
        this.status = status;
        this.answers = new Answers(sealer);
        this.completion = new IssuanceCompletion(ledger, store, records, issuers, gate, formats, answers, clock,
                failPoints);
        this.clock = clock;
    }

    /**
     * Issues one credential. A caller with an idempotency key who asks again gets the same answer, also when the service
     * stopped in between.
     */
    public IssueOutcome issue(Caller caller, IssueCredentialCommand command) {
        return issue(caller, command.issuer(), command.replaces(), () -> plan(command));
    }

    /** The same, of a wish that is only made where the caller was not answered before. */
    public IssueOutcome issue(Caller caller, String issuer, Supplier<IssueCredentialCommand> command) {
        return issue(caller, issuer, Optional.empty(), () -> plan(command.get()));
    }

    /** Issues the same claims in another format; the wish is only made where the caller was not answered before. */
    public IssueOutcome exchange(Caller caller, String issuer, Supplier<Exchange> wish) {
        return issue(caller, issuer, Optional.empty(), () -> {
            Exchange exchange = wish.get();
            return plan(exchange.command(), Optional.of(exchange.origin()));
        });
    }

    /** What is to be issued, and the paper that it is made from. */
    public record Exchange(IssueCredentialCommand command, Origin origin) {}

    /** Issues a paper of WeIdentity whose claim is the system's: an authorization, or one with others in it. */
    public IssueOutcome issue(Caller caller, String issuer, PaperWish wish) {
        return issue(caller, issuer, Optional.empty(), () -> plan(wish.paper()));
    }

    /** A wish that is only made where the caller was not answered before. */
    @FunctionalInterface
    public interface PaperWish {

        /**
         * @throws UnsuitableInput when there is nothing to issue
         * @throws MalformedCredential when what it is about is malformed
         */
        SystemPaper paper();
    }

    /**
     * The document that an issuance of this wish would start from, for an issuer who keeps his keys himself. It is judged as
     * there, but for his accreditation; nothing is logged or signed.
     *
     * @throws UnsuitableInput if it would be refused, with the refusal's code
     */
    public ObjectNode document(IssueCredentialCommand command) {
        return switch (plan(command)) {
            case Plan.Unfit(var refusal) -> throw unsuitable(refusal);
            case Plan.Ready(Order order) -> {
                ObjectNode document = order.document().apply(UUID.randomUUID());
                judge(order, document).ifPresent(refusal -> {
                    throw unsuitable(refusal);
                });
                yield document;
            }
        };
    }

    private static UnsuitableInput unsuitable(IssuanceRefusal refusal) {
        return new UnsuitableInput(refusal.code(), refusal.inWords());
    }

    private Plan plan(SystemPaper paper) {
        return new Plan.Ready(new Order(paper.issuer(),
                formats.named(OriginalFormat.NAME).orElseThrow(), Optional.empty(), Optional.empty(),
                paper.verificationMethod(), Optional.empty(), paper.status(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), document -> {
                }, Optional.of(paper.cptId()), Optional.empty(), paper::document));
    }

    /** Issues a document that the caller wrote himself, by the same order; a retry gets the same answer. */
    public IssueOutcome issue(Caller caller, IssueDocumentCommand command) {
        return issue(caller, command.instance().issuer(), Optional.empty(), () -> plan(command));
    }

    private IssueOutcome issue(Caller caller, String issuer, Optional<UUID> replaces, Supplier<Plan> plan) {
        Optional<IssueOutcome> replay = replay(caller);
        if (replay.isPresent()) {
            return replay.get();
        }
        if (replaces.filter(old -> store.find(caller.tenant(), old).isEmpty()).isPresent()) {
            return refused(IssuanceRefusal.of("replaced-unknown",
                    "This tenant issued no credential with the id that the new one replaces."));
        }
        try {
            return switch (plan.get()) {
                case Plan.Ready(Order order) -> gate.signing(issuer, () -> issue(caller, order));
                case Plan.Unfit unfit -> new Refused(unfit.refusal());
            };
        } catch (UnsuitableInput e) {
            return refused(IssuanceRefusal.of(e.code(), String.valueOf(e.getMessage())));
        } catch (MalformedCredential e) {
            return refused(IssuanceRefusal.of(e.code(), e.getMessage()));
        }
    }

    /** What was answered, or must now be, to a caller whose idempotency key is known already. */
    private Optional<IssueOutcome> replay(Caller caller) {
        Instant now = clock.instant();
        return caller.claim()
                .flatMap(claim -> rows.get(IdempotencyRow.TABLE, claim.key())
                        .filter(row -> row.expires().isAfter(now))
                        .map(row -> row.bodyHash().equals(claim.bodyHash())
                                ? completion.resume(caller.tenant(), UUID.fromString(row.subject()))
                                : refused(IssuanceRefusal.idempotencyKeyReused())));
    }

    // --- what is asked for ---------------------------------------------------------------------------------------

    /** What can be decided without the issuer's keys. */
    private sealed interface Plan {

        record Ready(Order order) implements Plan {}

        record Unfit(IssuanceRefusal refusal) implements Plan {}
    }

    private Plan plan(IssueCredentialCommand command) {
        return plan(command, Optional.empty());
    }

    private Plan plan(IssueCredentialCommand wish, Optional<Origin> origin) {
        IssueCredentialCommand command = wish.derived(clock.instant());
        Optional<CredentialFormat> format = formats.named(command.format());
        if (format.isEmpty()) {
            return unfit("format-unknown",
                    "The format is data-integrity, vc+jwt, vc+cose, vc+sd-jwt, dc+sd-jwt, weidentity-original or weidentity-lite1.");
        }
        boolean dataIntegrity = isDataIntegrity(command);
        boolean sdJwt = isSdJwt(command);
        if (command.cryptosuite().isPresent() && !dataIntegrity) {
            return unfit("cryptosuite-unfit", "Only data-integrity takes a cryptosuite.");
        }
        if (command.mandatoryPointers().isPresent() && !dataIntegrity) {
            return unfit("mandatory-pointers-unfit",
                    "Only a selective cryptosuite of data-integrity has mandatory pointers.");
        }
        if (command.messages().isPresent() && sdJwt) {
            return unfit("messages-unfit", "A Token Status List has no messages; dc+sd-jwt is revoked and suspended.");
        }
        if (command.disclosable().isPresent() && !(format.get() instanceof SdJwtFormat)) {
            return unfit("disclosable-unfit", "Only dc+sd-jwt and vc+sd-jwt have disclosable claims.");
        }
        if (command.vct().isPresent() && !sdJwt) {
            return unfit("vct-unfit", "Only dc+sd-jwt has a vct.");
        }
        boolean pojo = isPojo(command);
        if (command.holderKey().isPresent() && (dataIntegrity || pojo)) {
            return unfit("holder-key-unfit", "A credential in this format names its holder in subject.id.");
        }
        if (command.messages().isPresent() && pojo) {
            return unfit("messages-unfit",
                    "A paper of WeIdentity names no list of messages; it is revoked and suspended.");
        }
        if (command.validUntil().isEmpty() && pojo) {
            return unfit("valid-until-missing", "A paper of WeIdentity has an end: validUntil is missing.");
        }
        if (command.cryptosuite().filter(suite -> today(suite).isEmpty()).isPresent()) {
            return unfit("cryptosuite-unknown", "The cryptosuite is one of "
                    + suites.all().stream().filter(suite -> !suite.isOlder()).map(Cryptosuite::name).toList() + ".");
        }
        List<RegisteredSchema> candidates = candidates(command);
        if (candidates.size() != 1) {
            return new Plan.Unfit(IssuanceRefusal.typeNotRegistered(candidates.isEmpty()
                    ? "No such type is registered."
                    : "Several types have this name; the member schema says which one is meant."));
        }
        RegisteredSchema type = candidates.getFirst();
        if (!command.types().stream().allMatch(type.name()::equals)) {
            return new Plan.Unfit(IssuanceRefusal.typeNotRegistered(
                    "The registered type is named " + type.name() + "; a credential has no other."));
        }
        if (command.vct().filter(vct -> !vct.equals(type.vct())).isPresent()) {
            return unfit("vct-unfit", "The vct of this type is " + type.vct() + ".");
        }
        if (pojo && types.find(type.cptId()).filter(newest -> newest.version() == type.version()).isEmpty()) {
            return unfit("schema-not-newest",
                    "A paper of WeIdentity names its type and no version; it is issued by the newest.");
        }
        Optional<Instant> validFrom = command.validFrom().isPresent() || sdJwt
                ? command.validFrom()
                : Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        Optional<List<String>> disclosable = command.disclosable();
        if (sdJwt) {
            switch (disclosures(command, type)) {
                case Disclosures.Kept kept -> disclosable = kept.pointers();
                case Disclosures.Against(var code, var message) -> {
                    return unfit(code, message);
                }
            }
        }
        return new Plan.Ready(new Order(command.issuer(), format.get(), command.cryptosuite(),
                command.mandatoryPointers(), command.verificationMethod(), Optional.of(type), command.status(),
                command.messages(),
                disclosable,
                command.holderKey(), command.replaces(), Optional.empty(), terms::check,
                pojo ? Optional.of(type.cptId()) : Optional.empty(), origin,
                id -> {
                    ObjectNode document = CredentialDocuments.build(command, id, type, validFrom);
                    origin.filter(_ -> !pojo)
                            .ifPresent(paper -> document.set("evidence", paper.evidence(publicUrl)));
                    return document;
                }));
    }

    /** What the holder may withhold, by the rules of the type and of those it extends. */
    private sealed interface Disclosures {

        /** @param pointers relative to the subject; absent: every claim at the top */
        record Kept(Optional<List<String>> pointers) implements Disclosures {}

        record Against(String code, String message) implements Disclosures {}
    }

    private Disclosures disclosures(IssueCredentialCommand command, RegisteredSchema type) {
        return switch (chains.of(type.vct(), Optional.empty())) {
            case TypeChains.Answer.Refused(var code, var message) -> new Disclosures.Against(code, message);
            case TypeChains.Answer.Unreachable(var message) ->
                new Disclosures.Against("type-metadata-unreachable", message);
            case TypeChains.Answer.Rules(var rules, var _) -> rules.equals(ClaimRules.NONE)
                    ? new Disclosures.Kept(command.disclosable())
                    : disclosures(command, rules);
        };
    }

    private static Disclosures disclosures(IssueCredentialCommand command, ClaimRules rules) {
        ObjectNode claims = Json.object();
        command.subject()
                .properties()
                .forEach(claim -> claims.set(claim.getKey().equals("id") ? "sub" : claim.getKey(),
                        claim.getValue()));
        try {
            Set<String> pointers = command.disclosable()
                    .<Set<String>>map(asked -> asked.stream()
                            .map(pointer -> pointer.equals("/id") ? "/sub" : pointer)
                            .collect(Collectors.toCollection(LinkedHashSet::new)))
                    .orElseGet(() -> rules.disclosuresOf(claims));
            return rules.objection(new ClaimRules.Issued(claims, pointers, true))
                    .<Disclosures>map(message -> new Disclosures.Against("claims-against-type", message))
                    .orElseGet(() -> new Disclosures.Kept(Optional.of(pointers.stream()
                            .map(pointer -> pointer.equals("/sub") ? "/id" : pointer)
                            .toList())));
        } catch (MalformedInput e) {
            return new Disclosures.Against("claims-against-type", "A rule of the type does not fit the claims: "
                    + e.getMessage() + ".");
        }
    }

    /** The older suites are for instances that were made for them. */
    private Optional<Cryptosuite> today(String name) {
        return suites.named(name).filter(suite -> !suite.isOlder());
    }

    private Plan plan(IssueDocumentCommand command) {
        IssuerInstance instance = command.instance();
        if (command.statusOf(publicUrl.value() + "/status/")) {
            return unfit("status-not-given", "A place in a list of this service is given by it, never by the caller.");
        }
        List<RegisteredSchema> registered = registered(command);
        if (registered.size() > 1 || (registered.size() == 1 && command.types().size() > 1)) {
            return new Plan.Unfit(IssuanceRefusal.typeNotRegistered(
                    "A credential of a registered type has no other type."));
        }
        if (!registered.isEmpty() && VcDocument11.is(command.document())) {
            return new Plan.Unfit(IssuanceRefusal.typeNotRegistered("Registered types are of data model 2.0."));
        }
        if (registered.isEmpty() && !instance.unregistered()) {
            return new Plan.Unfit(IssuanceRefusal.typeNotRegistered(
                    "This instance issues registered types alone, each named beside its context."));
        }
        Optional<RegisteredSchema> type = registered.stream().findFirst();
        return new Plan.Ready(new Order(instance.issuer(), formats.named(DataIntegrityFormat.NAME).orElseThrow(),
                Optional.of(instance.cryptosuite()), command.mandatoryPointers(), Optional.empty(), type,
                instance.status(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), command.credentialName(), submitted, Optional.empty(),
                Optional.empty(),
                id -> CredentialDocuments.complete(command, id, type)));
    }

    /** A type is meant by its URI, or by its name beside its context. */
    private List<RegisteredSchema> registered(IssueDocumentCommand command) {
        Stream<RegisteredSchema> byUri = command.types()
                .stream()
                .flatMap(uri -> types.find(uri).filter(type -> type.uris().contains(uri)).stream());
        Stream<RegisteredSchema> byName = command.contexts()
                .stream()
                .flatMap(url -> types.find(url).filter(type -> type.contextUrl().equals(url)).stream())
                .filter(type -> command.types().contains(type.name()));
        return Stream.concat(byUri, byName).toList();
    }

    /** Several authors may have chosen one name: meant is the type that the issuer may issue. */
    private List<RegisteredSchema> candidates(IssueCredentialCommand command) {
        if (command.schema().isPresent()) {
            return types.find(command.schema().get()).stream().toList();
        }
        List<RegisteredSchema> named = types.named(command.types().getFirst());
        return named.size() < 2 ? named : named.stream().filter(type -> isAccredited(command.issuer(), type)).toList();
    }

    private static Plan unfit(String code, String message) {
        return new Plan.Unfit(IssuanceRefusal.of(code, message));
    }

    // --- log, then sign ------------------------------------------------------------------------------------------

    private IssueOutcome issue(Caller caller, Order order) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Standing.Active issuer;
            switch (issuers.standing(caller.tenant(), order.issuer())) {
                case Standing.Active active -> issuer = active;
                case Standing.Deactivated _ -> {
                    return refused(IssuanceRefusal.issuerDeactivated(order.issuer()));
                }
                case Standing.Unknown unknown -> {
                    return refused(IssuanceRefusal.unknownIssuer(unknown.message()));
                }
                case Standing.NotTheTenants _ -> {
                    return refused(IssuanceRefusal.issuerNotTheTenants(order.issuer()));
                }
            }
            Optional<Method> method = issuer.assertionMethods()
                    .stream()
                    .filter(candidate -> fits(candidate, order))
                    .findFirst();
            Optional<SigningKey> key = method.flatMap(fitting -> issuers.open(caller.tenant(), fitting));
            if (method.isEmpty() || key.isEmpty()) {
                return refused(IssuanceRefusal.noFittingKey(
                        order.verificationMethod().orElse("a key of the issuer"),
                        order.cryptosuite().orElse(order.format().name())));
            }
            if (order.hasStatus() && issuer.listMethods().isEmpty()) {
                return refused(IssuanceRefusal.noFittingKey("a key of the issuer", "the status lists"));
            }
            Optional<IssuanceRefusal> refusal = examine(order, method.get());
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            Draft draft = draft(caller, order, method.get());
            switch (ledger.submit(new IssuanceCommand(issuers, publicUrl, draft))) {
                case Outcome.Appended appended -> {
                    return completion.finish(draft, appended, key.get());
                }
                case Outcome.Refused refused -> {
                    if (!(refused.refusal() instanceof Why why)) {
                        throw new IllegalStateException("the log refused: " + refused.refusal().message());
                    }
                    switch (why) {
                        case NOT_ACCREDITED -> {
                            return refused(notAccredited(order));
                        }
                        case KEY_REUSED -> {
                            return refused(IssuanceRefusal.idempotencyKeyReused());
                        }
                        case NAME_TAKEN -> {
                            return refused(IssuanceRefusal.of("credential-id-taken", why.message()));
                        }
                        case ALREADY_CLAIMED -> {
                            return replay(caller)
                                    .orElseThrow(() -> new IllegalStateException(
                                            "an idempotency key is claimed by nothing"));
                        }
                        case ISSUER_CHANGED, PLACE_TAKEN -> {
                            // look again at the issuer, and take another place
                        }
                    }
                }
            }
        }
        return refused(IssuanceRefusal.issuerChanging(order.issuer()));
    }

    private boolean fits(Method method, Order order) {
        if (order.verificationMethod().filter(wanted -> !wanted.equals(method.id())).isPresent()) {
            return false;
        }
        if (!order.isDataIntegrity()) {
            return order.format().accepts(method.keyType());
        }
        return order.cryptosuite()
                .map(suites::named)
                .orElseGet(() -> Cryptosuites.jcsFor(method.keyType()))
                .filter(suite -> suite.accepts(method.keyType()))
                .isPresent();
    }

    /** Everything about the document that does not need a place in a status list. */
    private Optional<IssuanceRefusal> examine(Order order, Method method) {
        if (order.type().isPresent() && !isAccredited(order.issuer(), order.type().get())) {
            return Optional.of(notAccredited(order));
        }
        ObjectNode document = order.document().apply(new UUID(0, 0));
        if (!order.isSdJwt() && order.namesStatus()) {
            // With its status, in a list that does not exist: a schema may ask for one, or know no such member.
            var entries = Stream.concat(
                    order.status()
                            .stream()
                            .map(purpose -> (StatusEntry) new StatusEntry.BitstringEntry(
                                    purpose.text(), 0, 1, "https://status.invalid/" + purpose.text())),
                    order.messages()
                            .stream()
                            .map(messages -> new StatusEntry.BitstringEntry(StatusMessages.PURPOSE, 0, messages.size(),
                                    "https://status.invalid/" + StatusMessages.PURPOSE, Optional.of(messages))))
                    .toList();
            document = VcDocuments.complete(new UnsecuredCredential(document, order.issuer(), method.key(),
                    clock.instant(), entries, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return judge(order, document);
    }

    private static Optional<IssuanceRefusal> judge(Order order, ObjectNode document) {
        try {
            order.terms().check(document);
        } catch (MalformedCredential e) {
            return Optional.of(IssuanceRefusal.of(e.code(), e.getMessage()));
        } catch (MalformedInput e) {
            String code = e instanceof UndefinedTerm ? "terms-undefined" : "context-refused";
            return Optional.of(IssuanceRefusal.of(code, e.getMessage()));
        }
        return order.type()
                .map(type -> type.validate(document))
                .filter(violations -> !violations.isEmpty())
                .map(IssuanceRefusal::claimsInvalid);
    }

    private Draft draft(Caller caller, Order order, Method method) {
        UUID id = UUID.randomUUID();
        boolean sdJwt = order.isSdJwt();
        var positions = new ArrayList<StatusPosition>();
        if (sdJwt && !order.status().isEmpty()) {
            positions.add(status.allocate(caller.tenant(), order.issuer(), StatusKind.TOKEN));
        } else {
            order.status()
                    .stream()
                    .sorted()
                    .map(StatusKind::bitstring)
                    .forEach(kind -> positions.add(status.allocate(caller.tenant(), order.issuer(), kind)));
            order.messages()
                    .map(StatusKind::of)
                    .ifPresent(kind -> positions.add(status.allocate(caller.tenant(), order.issuer(), kind)));
        }
        SigningRequest request = order.format()
                .prepare(new UnsecuredCredential(
                        order.document().apply(id), method.id(), method.key(),
                        // RFC 9901 §10.1: a precise time would make presentations of one credential linkable.
                        clock.instant()
                                .truncatedTo(
                                        order.format() instanceof SdJwtFormat ? ChronoUnit.DAYS : ChronoUnit.SECONDS),
                        order.namesStatus()
                                ? positions.stream()
                                        .map(position -> status.entry(position, order.messages()))
                                        .toList()
                                : List.of(),
                        order.cryptosuite(),
                        order.mandatoryPointers(),
                        sdJwt ? order.type().map(RegisteredSchema::vct) : Optional.empty(),
                        sdJwt
                                ? order.type().map(type -> ResourceDigest.sri(type.typeMetadataBytes()))
                                : Optional.empty(),
                        order.disclosable(),
                        order.holderKey(),
                        order.cpt()));
        return new Draft(id, caller, method, order.type(), request, answers.sealRequest(id, request), Salt.fresh(),
                positions, order.replaces(), order.credentialName(), order.origin());
    }

    private boolean isAccredited(String issuer, RegisteredSchema type) {
        return trust.isAccredited(Did.parse(issuer), type.uris(), clock.instant());
    }

    private static IssuanceRefusal notAccredited(Order order) {
        return IssuanceRefusal.notAccredited(order.issuer(), order.type().orElseThrow().typeUri());
    }

    private static boolean isDataIntegrity(IssueCredentialCommand command) {
        return command.format().equals(DataIntegrityFormat.NAME);
    }

    private static boolean isSdJwt(IssueCredentialCommand command) {
        return command.format().equals(SdJwtVcFormat.NAME);
    }

    private static boolean isPojo(IssueCredentialCommand command) {
        return command.format().equals(OriginalFormat.NAME) || command.format().equals(LiteFormat.NAME);
    }

    private static IssueOutcome refused(IssuanceRefusal refusal) {
        return new Refused(refusal);
    }

    // --- what a stop left behind ---------------------------------------------------------------------------------

    /**
     * What {@link #recover} did.
     *
     * @param settled how many issuances were completed or voided
     * @param faults why others could not be, by the credential's id; they stay pending and are tried again
     */
    public record Recovery(int settled, Map<UUID, RuntimeException> faults) {

        public Recovery {
            faults = Map.copyOf(faults);
        }
    }

    /**
     * Completes or voids what a stop left behind, forgets answers whose time is over, and brings status lists up to date.
     *
     * @param age leaves alone what is younger, because another node may be about to answer it; zero for a node alone
     */
    public Recovery recover(Duration age) {
        Instant latest = clock.instant().minus(age);
        int settled = 0;
        Map<UUID, RuntimeException> faults = new LinkedHashMap<>();
        List<UUID> found;
        do {
            found = new ArrayList<>(store.pendingSince(latest, RECOVERED_AT_ONCE + faults.size()));
            found.removeAll(faults.keySet());
            for (UUID id : found) {
                try {
                    completion.settle(id);
                    settled++;
                } catch (RuntimeException fault) {
                    faults.put(id, fault); // one that cannot be settled does not hold up the others
                }
            }
        } while (!found.isEmpty());
        store.forgetAnswers(clock.instant());
        status.sweep();
        return new Recovery(settled, faults);
    }

    /** Settles everything of an issuer that is not answered, while nothing new can come. */
    void settle(TenantId tenant, String issuer) {
        store.pendingOf(tenant, issuer).forEach(completion::settle);
    }
}
