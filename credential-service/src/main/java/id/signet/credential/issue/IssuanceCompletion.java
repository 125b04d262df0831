package id.signet.credential.issue;

import id.signet.credential.DurableLeaf;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.issue.IssuanceFailPoints.Point;
import id.signet.credential.issue.IssuanceStore.Answer;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.issue.IssueOutcome.Refused;
import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.registry.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What follows the commitment: exactly the logged input is signed and its answer kept, or the credential is voided. */
final class IssuanceCompletion {

    /** How long an answer can be asked for again. */
    private static final Duration ANSWER_KEPT = Duration.ofHours(24);

    private final Ledger ledger;
    private final IssuanceStore store;
    private final CredentialRecords records;
    private final Issuers issuers;
    private final IssuerGate gate;
    private final CredentialFormats formats;
    private final Answers answers;
    private final Clock clock;
    private final IssuanceFailPoints failPoints;

    IssuanceCompletion(Ledger ledger, IssuanceStore store, CredentialRecords records, Issuers issuers, IssuerGate gate,
            CredentialFormats formats, Answers answers, Clock clock, IssuanceFailPoints failPoints) {
        this.ledger = ledger;
        this.store = store;
        this.records = records;
        this.issuers = issuers;
        this.gate = gate;
        this.formats = formats;
        this.answers = answers;
        this.clock = clock;
        this.failPoints = failPoints;
    }

    /** Right after the log took the draft. */
    IssueOutcome finish(Draft draft, Outcome.Appended appended, SigningKey key) {
        failPoints.reached(Point.INTENT_LOGGED);
        CredentialRecord record = draft.record(appended.entry());
        Receipt receipt = appended.receipt().withOpening(record.opening().encode());
        Optional<Instant> keep = draft.caller().claim().map(claim -> later(claim.expires(), answerEnds()));
        return finish(draft.id(), record, draft.request(), key, receipt, keep);
    }

    /** Signs exactly the logged input, keeps the answer, and only then lets it out. */
    private IssueOutcome finish(UUID id, CredentialRecord record, SigningRequest request, SigningKey key,
            Receipt receipt, Optional<Instant> keep) {
        var format = formats.named(record.format())
                .orElseThrow(() -> new IllegalStateException("the format " + record.format() + " is gone"));
        byte[] signature;
        try {
            signature = format.sign(request, key);
        } catch (NoSuchKey e) {
            return annul(id, record, "key-gone");
        }
        failPoints.reached(Point.SIGNED);
        var secured = format.assemble(request, signature);
        var issued = new Issued(id, secured.body(), receipt, record.leaf());
        Optional<Answer> answer = keep.map(until -> new Answer(answers.seal(issued), until));
        if (!store.complete(id, record.tenant(), answer)) {
            return answered(id); // somebody else completed or voided it; his word counts, this signature is dropped
        }
        failPoints.reached(Point.ANSWER_STORED);
        return issued;
    }

    /** Completes what a stop left behind, unless its key may not sign any more; or answers what was answered before. */
    IssueOutcome resume(TenantId tenant, UUID id) {
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
                    records.receipt(record), Optional.of(answerEnds()));
        });
    }

    /**
     * Somebody with an idempotency key can still come for his answer, so his credential is completed; nobody can come for
     * the others, and they are voided.
     */
    void settle(UUID id) {
        store.pending(id).ifPresent(pending -> {
            if (pending.replayable()) {
                resume(pending.tenant(), id);
            } else {
                store.annul(id, pending.tenant(), clock.instant(), "not-answered");
            }
        });
    }

    private IssueOutcome annul(UUID id, CredentialRecord record, String reason) {
        return store.annul(id, record.tenant(), clock.instant(), reason)
                ? new Refused(IssuanceRefusal.voided())
                : answered(id);
    }

    /** The answer of an issuance that is not pending any more. */
    private IssueOutcome answered(UUID id) {
        return store.answer(id, clock.instant())
                .<IssueOutcome>map(sealed -> answers.open(id, sealed))
                .orElseGet(() -> new Refused(IssuanceRefusal.voided()));
    }

    private Optional<Method> stillSigning(CredentialRecord record) {
        return issuers.standing(record.tenant(), record.issuer()) instanceof Standing.Active(List<Method> methods)
                ? methods.stream().filter(method -> method.id().equals(record.method())).findFirst()
                : Optional.empty();
    }

    private Instant answerEnds() {
        return clock.instant().plus(ANSWER_KEPT);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
