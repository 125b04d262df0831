package id.signet.credential.issue;

import id.signet.credential.DurableLeaf;
import id.signet.credential.MalformedCredential;
import id.signet.credential.StatusEntry;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.VcDocuments;
import id.signet.credential.issue.IssuableTypes.IssuableType;
import id.signet.credential.issue.IssuanceCommand.Draft;
import id.signet.credential.issue.IssuanceCommand.Why;
import id.signet.credential.issue.IssuanceRefusal.DocumentUnfit;
import id.signet.credential.issue.IssuanceRefusal.NoFittingKey;
import id.signet.credential.issue.IssuanceRefusal.OptionsUnfit;
import id.signet.credential.issue.IssuanceStore.Answer;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.issue.IssueOutcome.Refused;
import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.credential.status.StatusKind;
import id.signet.credential.status.StatusPosition;
import id.signet.credential.status.StatusRegistry;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.Sealer;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.rdf.UndefinedTerm;
import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.ledger.receipt.Salt;
import id.signet.ledger.state.View;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.idempotency.IdempotencyRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues credentials: log, then sign (docs/adr/0013-issuance-order.md, docs/life-of-a-credential.md). Nothing is signed
 * before its commitment is on disk, and what is signed is exactly what was logged.
 */
public final class IssueCredential {

    /** How long an answer can be asked for again. */
    public static final Duration ANSWER_KEPT = Duration.ofHours(24);

    private static final String DATA_INTEGRITY = "data-integrity";
    private static final String SD_JWT = "dc+sd-jwt";
    private static final int ATTEMPTS = 5;
    private static final int RECOVERED_AT_ONCE = 1_000;

    private final Ledger ledger;
    private final View rows;
    private final IssuanceStore store;
    private final CredentialRecords records;
    private final Issuers issuers;
    private final IssuerGate gate;
    private final IssuableTypes types;
    private final IssuerAccreditations accreditations;
    private final DocumentTerms terms;
    private final CredentialFormats formats;
    private final StatusRegistry status;
    private final Answers answers;
    private final Clock clock;
    private final IssuanceFailPoints failPoints;

    /**
     * @param rows the rows as they are committed
     * @param sealer for pending input and kept answers
     */
    public IssueCredential(Ledger ledger, View rows, IssuanceStore store, CredentialRecords records, Issuers issuers,
            IssuerGate gate, IssuableTypes types, IssuerAccreditations accreditations, DocumentTerms terms,
            CredentialFormats formats, StatusRegistry status, Sealer sealer, Clock clock,
            IssuanceFailPoints failPoints) {
        this.ledger = ledger;
        this.rows = rows;
        this.store = store;
        this.records = records;
        this.issuers = issuers;
        this.gate = gate;
        this.types = types;
        this.accreditations = accreditations;
        this.terms = terms;
        this.formats = formats;
        this.status = status;
        this.answers = new Answers(sealer);
        this.clock = clock;
        this.failPoints = failPoints;
    }

    /**
     * Issues one credential. A caller with an idempotency key who asks again gets the same answer, also when the service
     * stopped in between.
     */
    public IssueOutcome issue(Caller caller, IssueCredentialCommand command) {
        Optional<IssueOutcome> replay = replay(caller);
        if (replay.isPresent()) {
            return replay.get();
        }
        try {
            return switch (plan(command)) {
                case Plan.Ready ready -> gate.signing(command.issuer(), () -> issue(caller, command, ready));
                case Plan.Unfit unfit -> new Refused(unfit.refusal());
            };
        } catch (UnsuitableInput e) {
            return new Refused(new OptionsUnfit(e.code(), String.valueOf(e.getMessage())));
        } catch (MalformedCredential e) {
            return new Refused(new DocumentUnfit(e.code(), String.valueOf(e.getMessage())));
        }
    }

    /** What can be decided without the issuer's keys. */
    private sealed interface Plan {

        record Ready(CredentialFormat format, IssuableType type) implements Plan {}

        record Unfit(IssuanceRefusal refusal) implements Plan {}
    }

    private Plan plan(IssueCredentialCommand command) {
        Optional<CredentialFormat> format = formats.named(command.format());
        if (format.isEmpty()) {
            return unfit("format-unknown", "The format is data-integrity, vc+jwt or dc+sd-jwt.");
        }
        boolean dataIntegrity = command.format().equals(DATA_INTEGRITY);
        boolean sdJwt = command.format().equals(SD_JWT);
        if (command.cryptosuite().isPresent() && !dataIntegrity) {
            return unfit("cryptosuite-unfit", "Only data-integrity takes a cryptosuite.");
        }
        if (command.disclosable().isPresent() && !sdJwt) {
            return unfit("disclosable-unfit", "Only dc+sd-jwt has disclosable claims.");
        }
        if (command.vct().isPresent() && !sdJwt) {
            return unfit("vct-unfit", "Only dc+sd-jwt has a vct.");
        }
        if (command.holderKey().isPresent() && dataIntegrity) {
            return unfit("holder-key-unfit", "A data-integrity credential names its holder in subject.id.");
        }
        if (command.cryptosuite().isPresent() && keysOf(command.cryptosuite().get()).isEmpty()) {
            return unfit("cryptosuite-unknown", "The cryptosuite is eddsa-jcs-2022 or ecdsa-jcs-2019.");
        }
        List<IssuableType> candidates = command.schema().isPresent()
                ? types.find(command.schema().get()).stream().toList()
                : types.named(command.types().getFirst());
        if (candidates.size() > 1) {
            // Several authors chose the name: meant is the one that the issuer may issue.
            candidates = candidates.stream()
                    .filter(one -> accreditations.covers(command.issuer(), one.uris(), clock.instant()))
                    .toList();
        }
        if (candidates.size() != 1) {
            return new Plan.Unfit(new IssuanceRefusal.TypeNotRegistered(candidates.isEmpty()
                    ? "No such type is registered."
                    : "Several types have this name; the member schema says which one is meant."));
        }
        Optional<IssuableType> type = candidates.stream().findFirst();
        for (String name : command.types()) {
            if (!name.equals(type.get().name())) {
                return new Plan.Unfit(new IssuanceRefusal.TypeNotRegistered(
                        "The registered type is named " + type.get().name() + "; a credential has no other."));
            }
        }
        if (command.vct().filter(vct -> !vct.equals(type.get().vct())).isPresent()) {
            return unfit("vct-unfit", "The vct of this type is " + type.get().vct() + ".");
        }
        return new Plan.Ready(format.get(), type.get());
    }

    private static Plan unfit(String code, String message) {
        return new Plan.Unfit(new OptionsUnfit(code, message));
    }

    private IssueOutcome issue(Caller caller, IssueCredentialCommand command, Plan.Ready plan) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Method> methods;
            switch (issuers.standing(caller.tenant(), command.issuer())) {
                case Standing.Active active -> methods = active.assertionMethods();
                case Standing.Deactivated _ -> {
                    return new Refused(new IssuanceRefusal.IssuerDeactivated(command.issuer()));
                }
                case Standing.Unknown unknown -> {
                    return new Refused(new IssuanceRefusal.UnknownIssuer(unknown.message()));
                }
                case Standing.NotTheTenants _ -> {
                    return new Refused(new IssuanceRefusal.IssuerNotTheTenants(command.issuer()));
                }
            }
            Optional<Method> method = methods.stream().filter(candidate -> fits(candidate, command)).findFirst();
            Optional<SigningKey> key = method.flatMap(fitting -> issuers.open(caller.tenant(), fitting));
            if (method.isEmpty() || key.isEmpty()) {
                return new Refused(noFittingKey(command));
            }
            Optional<IssuanceRefusal> refusal = examine(command, plan);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
            Draft draft = draft(caller, command, plan, method.get());
            switch (ledger.submit(new IssuanceCommand(issuers, accreditations, draft))) {
                case Outcome.Appended appended -> {
                    failPoints.reached(IssuanceFailPoints.Point.INTENT_LOGGED);
                    return finish(draft, appended, key.get());
                }
                case Outcome.Refused refused -> {
                    if (!(refused.refusal() instanceof Why why)) {
                        throw new IllegalStateException("the log refused: " + refused.refusal().message());
                    }
                    switch (why) {
                        case NOT_ACCREDITED -> {
                            return new Refused(notAccredited(command, plan.type()));
                        }
                        case KEY_REUSED -> {
                            return new Refused(new IssuanceRefusal.IdempotencyKeyReused());
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
        return new Refused(new IssuanceRefusal.IssuerChanging(command.issuer()));
    }

    /** Everything about the document that does not need a place in a status list. */
    private Optional<IssuanceRefusal> examine(IssueCredentialCommand command, Plan.Ready plan) {
        if (!accreditations.covers(command.issuer(), plan.type().uris(), clock.instant())) {
            return Optional.of(notAccredited(command, plan.type()));
        }
        ObjectNode document = CredentialDocuments.build(command, new UUID(0, 0), plan.type(), validFrom(command));
        if (!command.format().equals(SD_JWT)) {
            // With its status, in a list that does not exist: a schema may ask for one, or know no such member.
            var entries = command.status()
                    .stream()
                    .map(purpose -> (StatusEntry) new StatusEntry.BitstringEntry(
                            purpose.text(), 0, 1, "https://status.invalid/" + purpose.text()))
                    .toList();
            document = VcDocuments.complete(new UnsecuredCredential(document, command.issuer(), KeyType.ED25519,
                    clock.instant(), entries, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        try {
            terms.check(document);
        } catch (MalformedInput e) {
            String code = e instanceof UndefinedTerm ? "terms-undefined" : "context-refused";
            return Optional.of(new DocumentUnfit(code, String.valueOf(e.getMessage())));
        }
        var violations = plan.type().validate(document);
        return violations.isEmpty() ? Optional.empty() : Optional.of(new IssuanceRefusal.ClaimsInvalid(violations));
    }

    private Draft draft(Caller caller, IssueCredentialCommand command, Plan.Ready plan, Method method) {
        UUID id = UUID.randomUUID();
        boolean sdJwt = command.format().equals(SD_JWT);
        var positions = new ArrayList<StatusPosition>();
        if (sdJwt && !command.status().isEmpty()) {
            positions.add(status.allocate(caller.tenant(), command.issuer(), StatusKind.TOKEN));
        } else {
            command.status()
                    .stream()
                    .sorted()
                    .map(StatusKind::bitstring)
                    .forEach(kind -> positions.add(status.allocate(caller.tenant(), command.issuer(), kind)));
        }
        Instant now = clock.instant();
        SigningRequest request = plan.format()
                .prepare(new UnsecuredCredential(
                        CredentialDocuments.build(command, id, plan.type(), validFrom(command)), method.id(),
                        method.keyType(),
                        // RFC 9901 §10.1: a precise time would make presentations of one credential linkable.
                        now.truncatedTo(sdJwt ? ChronoUnit.DAYS : ChronoUnit.SECONDS),
                        positions.stream().map(status::entry).toList(), command.cryptosuite(),
                        sdJwt ? Optional.of(plan.type().vct()) : Optional.empty(), command.disclosable(),
                        command.holderKey()));
        return new Draft(id, caller, method, plan.type().uris(), plan.type().id(), request,
                answers.sealRequest(id, request), Salt.fresh(), positions);
    }

    private Optional<Instant> validFrom(IssueCredentialCommand command) {
        return command.validFrom().isPresent() || command.format().equals(SD_JWT)
                ? command.validFrom()
                : Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private IssueOutcome finish(Draft draft, Outcome.Appended appended, SigningKey key) {
        LedgerEntry entry = appended.entry();
        CredentialRecord record = new IssuanceCommand(issuers, accreditations, draft).record(entry);
        var receipt = appended.receipt().withOpening(record.opening().encode());
        Optional<Instant> keep = draft.caller()
                .claim()
                .map(claim -> later(claim.expires(), clock.instant().plus(ANSWER_KEPT)));
        return finish(draft.id(), record, draft.request(), key, receipt, keep);
    }

    /** Signs exactly the logged input, keeps the answer, and only then lets it out. */
    private IssueOutcome finish(UUID id, CredentialRecord record, SigningRequest request, SigningKey key,
            id.signet.ledger.Receipt receipt, Optional<Instant> keep) {
        byte[] signature;
        try {
            signature = key.sign(request.signedInput().toArray());
        } catch (NoSuchKey e) {
            return annul(id, record, "key-gone");
        }
        failPoints.reached(IssuanceFailPoints.Point.SIGNED);
        var secured = format(record.format()).assemble(request, signature);
        var issued = new Issued(id, secured.body(), receipt, record.leaf());
        Optional<Answer> answer = keep.map(until -> new Answer(answers.seal(issued), until));
        if (!store.complete(id, record.tenant(), answer)) {
            return answered(id); // somebody else completed or voided it; his word counts, this signature is dropped
        }
        failPoints.reached(IssuanceFailPoints.Point.ANSWER_STORED);
        return issued;
    }

    private IssueOutcome annul(UUID id, CredentialRecord record, String reason) {
        return store.annul(id, record.tenant(), clock.instant(), reason)
                ? new Refused(new IssuanceRefusal.Voided())
                : answered(id);
    }

    /** The answer of an issuance that is not pending any more. */
    private IssueOutcome answered(UUID id) {
        return store.answer(id, clock.instant())
                .<IssueOutcome>map(sealed -> answers.open(id, sealed))
                .orElseGet(() -> new Refused(new IssuanceRefusal.Voided()));
    }

    /** What was answered, or must now be, to a caller whose idempotency key is known already. */
    private Optional<IssueOutcome> replay(Caller caller) {
        Instant now = clock.instant();
        return caller.claim()
                .flatMap(claim -> rows.get(IdempotencyRow.TABLE, claim.key())
                        .filter(row -> row.expires().isAfter(now))
                        .map(row -> row.bodyHash().equals(claim.bodyHash())
                                ? resume(caller.tenant(), UUID.fromString(row.subject()))
                                : new Refused(new IssuanceRefusal.IdempotencyKeyReused())));
    }

    /** Completes what a stop left behind, unless its key may not sign any more. */
    private IssueOutcome resume(TenantId tenant, UUID id) {
        CredentialRecord record = store.find(tenant, id)
                .orElseThrow(() -> new IllegalStateException("no record of the credential " + id));
        DurableLeaf.await(ledger, record.leaf());
        return gate.signing(record.issuer(), () -> {
            var pending = store.pending(id);
            if (pending.isEmpty()) {
                return answered(id);
            }
            Optional<SigningKey> key = stillSigning(record).flatMap(method -> issuers.open(tenant, method));
            if (key.isEmpty()) {
                return annul(id, record, "key-retired");
            }
            return finish(id, record, answers.openRequest(id, pending.get().input()), key.get(),
                    records.receipt(record), Optional.of(clock.instant().plus(ANSWER_KEPT)));
        });
    }

    private Optional<Method> stillSigning(CredentialRecord record) {
        return issuers.standing(record.tenant(), record.issuer()) instanceof Standing.Active(List<Method> methods)
                ? methods.stream().filter(method -> method.id().equals(record.method())).findFirst()
                : Optional.empty();
    }

    /**
     * Completes or voids what a stop left behind, forgets answers whose time is over, and brings status lists up to date.
     * Somebody with an idempotency key can still come for his answer, so his credential is completed; nobody can come for
     * the others.
     *
     * @param age leaves alone what is younger, because another node may be about to answer it; zero for a node alone
     * @return how many were completed or voided
     */
    public int recover(Duration age) {
        Instant latest = clock.instant().minus(age);
        int settled = 0;
        List<UUID> found;
        do {
            found = store.pendingSince(latest, RECOVERED_AT_ONCE);
            found.forEach(this::settle);
            settled += found.size();
        } while (found.size() == RECOVERED_AT_ONCE);
        store.forgetAnswers(clock.instant());
        status.sweep();
        return settled;
    }

    /** Settles everything of an issuer that is not answered, while nothing new can come. */
    void settle(TenantId tenant, String issuer) {
        store.pendingOf(tenant, issuer).forEach(this::settle);
    }

    private void settle(UUID id) {
        store.pending(id).ifPresent(pending -> {
            if (pending.replayable()) {
                resume(pending.tenant(), id);
            } else {
                store.annul(id, pending.tenant(), clock.instant(), "not-answered");
            }
        });
    }

    private boolean fits(Method method, IssueCredentialCommand command) {
        if (command.verificationMethod().filter(wanted -> !wanted.equals(method.id())).isPresent()) {
            return false;
        }
        if (!command.format().equals(DATA_INTEGRITY)) {
            return true;
        }
        return command.cryptosuite()
                .map(suite -> keysOf(suite).contains(method.keyType()))
                .orElse(method.keyType() != KeyType.SECP256K1);
    }

    private static List<KeyType> keysOf(String cryptosuite) {
        return switch (cryptosuite) {
            case "eddsa-jcs-2022" -> List.of(KeyType.ED25519);
            case "ecdsa-jcs-2019" -> List.of(KeyType.P256, KeyType.P384);
            default -> List.of();
        };
    }

    private static NoFittingKey noFittingKey(IssueCredentialCommand command) {
        String wanted = command.verificationMethod().orElse("a key of the issuer");
        String purpose = command.cryptosuite().orElse(command.format());
        return new NoFittingKey("There is no active key to sign with: wanted is " + wanted + ", for " + purpose + ".");
    }

    private static IssuanceRefusal notAccredited(IssueCredentialCommand command, IssuableType type) {
        return new IssuanceRefusal.NotAccredited(command.issuer(), type.uris().getLast());
    }

    private CredentialFormat format(String name) {
        return formats.named(name).orElseThrow(() -> new IllegalStateException("the format " + name + " is gone"));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
