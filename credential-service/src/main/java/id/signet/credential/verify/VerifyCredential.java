package id.signet.credential.verify;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Verification.ResolvedSigner;
import id.signet.credential.verify.VerificationTime.Claimed;
import id.signet.credential.verify.VerificationTime.Logged;
import id.signet.crypto.MalformedInput;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs every check in its order; none is hidden, and the verdict is derived from the rows. */
public final class VerifyCredential {

    private final StructureCheck structure;
    private final List<Check> checks;
    private final SignerResolution signers;
    private final Anchors anchors;
    private final Clock clock;

    /** @param checks one for each name but {@code structure}, in the order of {@link CheckName} */
    public VerifyCredential(
            StructureCheck structure, List<Check> checks, SignerResolution signers, Anchors anchors, Clock clock) {
        this.structure = structure;
        this.checks = List.copyOf(checks);
        this.signers = signers;
        this.anchors = anchors;
        this.clock = clock;
        var names = new ArrayList<>(List.of(CheckName.STRUCTURE));
        this.checks.forEach(check -> names.add(check.name()));
        if (!names.equals(List.of(CheckName.values()))) {
            throw new IllegalArgumentException("the pipeline has every check once and in order, not " + names);
        }
    }

    /** @throws MalformedInput.TooLarge for input over a limit; nothing else that is sent makes it throw */
    public VerificationReport verify(VerificationRequest request) {
        var now = clock.instant();
        var answer = structure.judge(request.credential(), request.policy());
        Work.require(answer, request.receipts());
        return report(answer, request.policy(), request.receipts(), Optional.empty(), now);
    }

    VerificationReport report(
            StructureCheck.Answer parsed,
            VerificationPolicy policy,
            List<String> receipts,
            Optional<Holding> holding,
            Instant now) {
        return switch (parsed) {
            case StructureCheck.Answer.Malformed(var failed) -> VerificationReport.malformed(
                    failed, "There is no well-formed credential that the check could look at.", policy, now);
            case StructureCheck.Answer.WellFormed(var credential, var passed) ->
                wellFormed(credential, passed, policy, receipts, holding, now);
        };
    }

    private VerificationReport wellFormed(
            UnverifiedCredential credential,
            Passed passed,
            VerificationPolicy policy,
            List<String> receipts,
            Optional<Holding> holding,
            Instant now) {
        var verification = prepare(credential, policy, receipts, holding, now);
        var rows = new ArrayList<CheckRow>();
        rows.add(row(CheckName.STRUCTURE, policy, passed));
        var proved = true;
        for (var check : checks) {
            var outcome = proved
                    ? check.run(verification)
                    : CheckOutcome.notRun("The proof is not good, so what the credential says is nobody's word.");
            rows.add(row(check.name(), policy, outcome));
            if (check.name() == CheckName.PROOF) {
                proved = outcome instanceof Passed;
            }
        }
        // Of members of what is nobody's word nothing would count either.
        var members = proved ? members(credential, policy, receipts, holding, now) : List.<VerificationReport>of();
        return new VerificationReport(Worst.of(rows, members), time(verification), policy,
                Optional.of(credential.document()), members);
    }

    /** A credential with others in it is as good as the worst of them, and who presents it presents those. */
    private List<VerificationReport> members(UnverifiedCredential credential, VerificationPolicy policy,
            List<String> receipts, Optional<Holding> holding, Instant now) {
        return credential.members()
                .stream()
                .map(member -> report(structure.judge(member, policy), policy, receipts, holding, now))
                .toList();
    }

    /** Reads what is local: receipts are checked offline, and the issuer's document is asked for once. */
    private Verification prepare(
            UnverifiedCredential credential,
            VerificationPolicy policy,
            List<String> receipts,
            Optional<Holding> holding,
            Instant now) {
        var anchor = anchor(credential, receipts);
        var version = anchor instanceof Anchors.Answer.Anchored anchored
                ? Optional.of(anchored.versionId())
                : Optional.<String>empty();
        var resolved = new ArrayList<ResolvedSigner>();
        for (var signature : credential.signatures()) {
            resolved.add(signers.resolve(signature, credential.issuer(), version, policy));
        }
        return new Verification(credential, policy, now, resolved, anchor, holding);
    }

    private Anchors.Answer anchor(UnverifiedCredential credential, List<String> receipts) {
        var all = Stream.concat(credential.receipts().stream(), receipts.stream()).toList();
        Anchors.Answer anchor = new Anchors.Answer.NotAnchored();
        for (var signature : credential.signatures()) {
            for (var method : signers.methods(signature)) {
                if (!(anchor instanceof Anchors.Answer.Anchored)) {
                    anchor = anchors.find(
                            new Anchors.Subject(credential.issuer(), method, signature.signedInputHash()), all);
                }
            }
        }
        return anchor;
    }

    private static VerificationTime time(Verification verification) {
        var credential = verification.credential();
        var claimed = new Claimed(
                credential.issuedAt(),
                credential.validity().from().or(() -> credential.tokenValidity().from()),
                credential.validity().until().or(() -> credential.tokenValidity().until()));
        var logged = verification.anchor() instanceof Anchors.Answer.Anchored anchored
                ? Optional.of(new Logged(anchored.leaf(), anchored.loggedAt(), anchored.vouchedBy()))
                : Optional.<Logged>empty();
        return new VerificationTime(claimed, logged, verification.statusAsOf(), verification.now());
    }

    private static CheckRow row(CheckName name, VerificationPolicy policy, CheckOutcome outcome) {
        var mode = outcome instanceof CheckOutcome.Failed failed
                && failed.code().equals(SignatureJudgement.KEY_COMPROMISED) ? Mode.REQUIRED : policy.mode(name);
        return new CheckRow(name, mode, outcome);
    }
}
