package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.ledger.Decision;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.receipt.Salt;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.evidence.EvidenceTables.Case;
import id.signet.registry.evidence.EvidenceTables.CustomKey;
import id.signet.registry.evidence.EvidenceTables.Held;
import id.signet.registry.evidence.EvidenceTables.Said;
import id.signet.registry.evidence.EvidenceTables.StatementKey;
import id.signet.registry.idempotency.IdempotencyRow;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Commits to statements and writes their private rows, all or none. */
final class EvidenceCommand implements LedgerCommand {

    private final Caller caller;
    private final List<Draft> drafts;
    private final StatementRules rules;

    /** What became of the drafts: of the decision that was carried out. */
    private volatile List<Said> said = List.of();

    /**
     * A statement that lacks nothing but its place in the log.
     *
     * @param text the signed operation in RFC 8785 form
     * @param signedBytes SHA-256 of what was signed
     * @param findable of a deposit
     * @param customKey of a deposit
     */
    record Draft(EvidenceId evidence, VerifiedOperation operation, Statement statement, Bytes text, Hash signedBytes,
            Salt salt, boolean findable, Optional<String> customKey) {

        private static final int MAX_BYTES = EntryCodec.LARGEST_ENTRY - 256;

        static Draft ofDeposit(VerifiedOperation operation, Statement deposit, boolean findable,
                Optional<String> customKey) {
            Hash signed = operation.operation().signedHash();
            return new Draft(EvidenceId.of(signed), operation, deposit, text(operation), signed, Salt.fresh(),
                    findable, customKey);
        }

        static Draft ofLater(EvidenceId evidence, VerifiedOperation operation, Statement statement) {
            return new Draft(evidence, operation, statement, text(operation),
                    operation.operation().signedHash(), Salt.fresh(), false,
                    Optional.empty());
        }

        private static Bytes text(VerifiedOperation operation) {
            return Bytes.of(Jcs.canonicalize(operation.signed().toJson()));
        }

        /** Each statement could stand in the log by itself. */
        boolean isTooLarge() {
            return text.size() > MAX_BYTES;
        }

        /** What {@code previous} of the next statement says. */
        Bytes hash() {
            return Bytes.of(Hashes.sha256(text.toArray()));
        }

        Did author() {
            return operation.operation().party().did();
        }

        Commitment commitment(String versionId) {
            return Commitment.ofEvidence(salt, author().toString(), versionId,
                    operation.signed().verificationMethod().toString(), signedBytes);
        }
    }

    /** @param drafts one of any kind, or several deposits of one author */
    EvidenceCommand(Caller caller, List<Draft> drafts, String origin) {
        this.caller = caller;
        this.drafts = List.copyOf(drafts);
        this.rules = new StatementRules(origin);
    }

    /** What the audit and the idempotency claim name: the evidence, or the leaf of a batch. */
    static String subjectOfBatch(LedgerEntry entry) {
        return "leaf " + entry.index().value();
    }

    /** The rows of an accepted command, in the order of its drafts. */
    List<Said> said() {
        return said;
    }

    @Override
    public void prefetch(Prefetch rows) {
        caller.claim().ifPresent(claim -> rows.row(IdempotencyRow.TABLE, claim.key()));
        for (Draft draft : drafts) {
            rows.row(DidTables.HEAD, draft.author());
            rows.row(EvidenceTables.HELD, draft.evidence());
            draft.customKey().ifPresent(key -> rows.row(EvidenceTables.CUSTOM_KEY, customKey(key)));
            if (draft.statement() instanceof Statement.Deposit deposit) {
                deposit.place().ifPresent(place -> rows.row(EvidenceTables.CASE, place.id()));
            }
            rows.row(EvidenceTables.STATEMENT, key(draft));
        }
    }

    @Override
    public Decision decide(View view, Instant loggedAt) {
        Optional<RegistryRefusal> taken = caller.alreadyDone(view, loggedAt);
        if (taken.isPresent()) {
            return new Decision.Refused(taken.get());
        }
        Deciding deciding = new Deciding(view);
        for (Draft draft : drafts) {
            Optional<RegistryRefusal> refusal = deciding.take(draft);
            if (refusal.isPresent()) {
                return new Decision.Refused(refusal.get());
            }
        }
        CommitmentBatch batch = CommitmentBatch.of(deciding.commitments());
        return new Decision.Accepted(batch.draft(), entry -> deciding.rows(entry, batch));
    }

    private CustomKey customKey(String key) {
        return new CustomKey(caller.tenant(), key);
    }

    private static StatementKey key(Draft draft) {
        return new StatementKey(draft.evidence(), draft.operation().operation().sequence());
    }

    /** One decision: the rows it read and what it makes of them. */
    private final class Deciding {

        private final View view;
        private final Map<CaseId, Case> cases = new HashMap<>();
        private final Set<Object> given = new HashSet<>();
        private final Map<EvidenceId, Signers> signers = new HashMap<>();
        private final Map<EvidenceId, Held> before = new HashMap<>();
        private final List<String> versions = new ArrayList<>();
        private Optional<VerifiedOperation> checked = Optional.empty();

        Deciding(View view) {
            this.view = view;
        }

        Optional<RegistryRefusal> take(Draft draft) {
            Optional<RegistryRefusal> refusal = draft.statement() instanceof Statement.Deposit deposit
                    ? deposit(draft, deposit)
                    : later(draft);
            versions.add(view.get(DidTables.HEAD, draft.author())
                    .map(head -> String.valueOf(head.version()))
                    .orElse(""));
            return refusal;
        }

        private Optional<RegistryRefusal> deposit(Draft draft, Statement.Deposit deposit) {
            Optional<RegistryRefusal> refusal = checked.isPresent()
                    ? rules.checkAnother(draft.operation(), checked.get())
                    : rules.checkDeposit(view, draft.operation());
            checked = Optional.of(draft.operation());
            if (refusal.isPresent()) {
                return refusal;
            }
            if (view.get(EvidenceTables.HELD, draft.evidence()).isPresent() || !given.add(draft.evidence())) {
                return Optional.of(RegistryRefusal.conflict("this deposit was made before"));
            }
            if (draft.customKey().isPresent()
                    && (view.get(EvidenceTables.CUSTOM_KEY, customKey(draft.customKey().get())).isPresent()
                            || !given.add(draft.customKey().get()))) {
                return Optional.of(RegistryRefusal.conflict("the key names other evidence, as long as that is held"));
            }
            signers.put(draft.evidence(), Signers.of(draft.author()));
            return deposit.place().flatMap(place -> inCase(draft, place));
        }

        private Optional<RegistryRefusal> inCase(Draft draft, Statement.InCase place) {
            Optional<Case> before = Optional.ofNullable(cases.get(place.id()))
                    .or(() -> view.get(EvidenceTables.CASE, place.id()));
            if (before.isEmpty() || !before.get().tenant().equals(caller.tenant())) {
                return Optional.of(RegistryRefusal.notFound("the tenant has no such case"));
            }
            Case now = before.get();
            if (place.number() != now.count() + 1 || !place.previous().equals(now.last())) {
                return Optional.of(RegistryRefusal.stale("the next deposit of the case has number "
                        + (now.count() + 1)));
            }
            cases.put(place.id(), new Case(now.tenant(), now.title(), now.created(), place.number(),
                    Optional.of(draft.evidence())));
            return Optional.empty();
        }

        private Optional<RegistryRefusal> later(Draft draft) {
            Optional<Held> held = view.get(EvidenceTables.HELD, draft.evidence());
            if (held.isEmpty()) {
                return Optional.of(RegistryRefusal.notFound("there is no such evidence"));
            }
            return switch (rules.judge(view, draft.operation(), draft.statement(), held.get(), caller.tenant())) {
                case StatementRules.Judgement.Refused(RegistryRefusal refusal) -> Optional.of(refusal);
                case StatementRules.Judgement.Stands(Signers after) -> {
                    before.put(draft.evidence(), held.get());
                    signers.put(draft.evidence(), after);
                    yield Optional.empty();
                }
            };
        }

        List<Commitment> commitments() {
            List<Commitment> commitments = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                commitments.add(drafts.get(i).commitment(versions.get(i)));
            }
            return commitments;
        }

        List<Write<?, ?>> rows(LedgerEntry entry, CommitmentBatch batch) {
            List<Write<?, ?>> rows = new ArrayList<>();
            List<Said> carriedOut = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                rows.add(new Write<>(EvidenceTables.HELD, draft.evidence(), held(draft, entry, i)));
                Said one = new Said(caller.tenant(), draft.statement().type(), draft.author(), versions.get(i),
                        draft.operation().signed().verificationMethod(), draft.text().asUtf8(), draft.salt(),
                        entry.index(), entry.loggedAt(), batch.path(i));
                carriedOut.add(one);
                rows.add(new Write<>(EvidenceTables.STATEMENT, key(draft), one));
                draft.customKey()
                        .ifPresent(key -> rows
                                .add(new Write<>(EvidenceTables.CUSTOM_KEY, customKey(key), draft.evidence())));
            }
            said = carriedOut;
            cases.forEach((id, now) -> rows.add(new Write<>(EvidenceTables.CASE, id, now)));
            Draft first = drafts.getFirst();
            rows.addAll(caller.rows(first.statement().type(),
                    drafts.size() == 1 ? first.evidence().value() : subjectOfBatch(entry), entry.loggedAt(),
                    Optional.of(entry.index())));
            return rows;
        }

        private Held held(Draft draft, LedgerEntry entry, int place) {
            Bytes head = draft.hash();
            long sequence = draft.operation().operation().sequence();
            Signers after = Objects.requireNonNull(signers.get(draft.evidence()));
            return draft.statement() instanceof Statement.Deposit deposit
                    ? new Held(caller.tenant(), draft.author(), deposit.digests(), draft.findable(), sequence, head,
                            after, deposit.place(), entry.index(), place, entry.loggedAt())
                    : Objects.requireNonNull(before.get(draft.evidence())).then(sequence, head, after);
        }
    }
}
