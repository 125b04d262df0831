package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.IssuerDomains;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.Signers;
import id.signet.credential.verify.Verification;
import id.signet.credential.verify.Verification.ResolvedSigner;
import id.signet.ledger.LeafIndex;

/**
 * The key belongs to the issuer and was in force when the credential was signed. When that was is told by the order of
 * leaves in the log, never by a claimed date; without a place in the log today's document decides. Where the policy asks for
 * them, the issuer's linked domains are told beside it: evidence of who the issuer is, of which nothing depends.
 */
public final class IssuerKeyCheck implements Check {

    private final IssuerDomains domains;

    public IssuerKeyCheck(IssuerDomains domains) {
        this.domains = domains;
    }

    @Override
    public CheckName name() {
        return CheckName.ISSUER_KEY;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var outcomes = verification.signers()
                .stream()
                .map(signer -> judge(signer, verification))
                .toList();
        return withDomains(SignatureJudgement.worst(outcomes, outcomes.getFirst()), verification);
    }

    /** Of an issuer who is known by a pinned key no DID document was read. */
    private CheckOutcome withDomains(CheckOutcome outcome, Verification verification) {
        return outcome instanceof Passed(var message, var evidence) && verification.policy().linkedDomains()
                && verification.signers().stream().allMatch(signer -> signer.pinned().isEmpty())
                        ? new Passed(message,
                                evidence.with("linkedDomains", domains.of(verification.credential().issuer())))
                        : outcome;
    }

    private static CheckOutcome judge(ResolvedSigner signer, Verification verification) {
        if (!signer.pinned().isEmpty()) {
            return new Passed(
                    "The relying party pinned the issuer's key.",
                    Evidence.NONE
                            .with("issuer", verification.credential().issuer())
                            .with("keySource", "pinned"));
        }
        return switch (signer.answer()) {
            case Signers.Answer.Missing(var reason) ->
                new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "key-not-found", reason);
            case Signers.Answer.NotAccepted unaccepted ->
                new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "key-type-not-accepted", unaccepted.reason());
            case Signers.Answer.Revoked revoked ->
                new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "key-revoked", revoked.reason());
            case Signers.Answer.Unreachable(var reason) ->
                new Unknown(Problem.CRYPTOGRAPHIC_SECURITY, "key-source-unreachable", reason, Evidence.NONE);
            case Signers.Answer.Found found -> judge(found, signer.signature().problem(), verification);
        };
    }

    /** @param problem of a signature that is not its issuer's */
    private static CheckOutcome judge(Signers.Answer.Found found, Problem problem, Verification verification) {
        var issuer = verification.credential().issuer();
        var evidence = Evidence.NONE.with("issuer", issuer).with("didVersion", found.versionId());
        if (!found.controller().equals(found.did())) {
            return new Failed(
                    problem,
                    "controller-mismatch",
                    "The verification method is controlled by " + found.controller() + ", not by its own DID.",
                    evidence);
        }
        if (!found.did().equals(issuer)) {
            return new Failed(
                    problem,
                    "issuer-mismatch",
                    "The key belongs to " + found.did() + ", but the issuer is " + issuer + ".",
                    evidence.with("keyOf", found.did()));
        }
        return switch (verification.anchor()) {
            case Anchors.Answer.Anchored anchored -> atItsLeaf(found, anchored, evidence);
            case Anchors.Answer.NotAnchored unanchored -> today(found, verification, evidence);
            case Anchors.Answer.Refused refused -> today(found, verification, evidence);
        };
    }

    private static CheckOutcome atItsLeaf(
            Signers.Answer.Found found, Anchors.Answer.Anchored anchored, Evidence evidence) {
        var told = evidence.with("leaf", anchored.leaf().value())
                .with("loggedAt", anchored.loggedAt())
                .with("vouchedBy", anchored.vouchedBy());
        var began = found.since().map(since -> since.isBefore(anchored.leaf())).orElse(true);
        var lasted = found.until().map(until -> anchored.leaf().isBefore(until)).orElse(true);
        var ended = found.deactivated().map(end -> end.isBefore(anchored.leaf())).orElse(false)
                || found.expires().map(end -> !anchored.loggedAt().isBefore(end)).orElse(false);
        if (!began || !lasted || ended) {
            return new Failed(
                    Problem.CRYPTOGRAPHIC_SECURITY,
                    "key-not-in-force",
                    "The key was not in force when the credential was logged as leaf "
                            + anchored.leaf().value() + ".",
                    told);
        }
        if (found.compromised().filter(since -> !anchored.loggedAt().isBefore(since)).isPresent()) {
            return new Failed(
                    Problem.CRYPTOGRAPHIC_SECURITY,
                    SignatureJudgement.KEY_COMPROMISED,
                    "The key is in wrong hands since " + found.compromised().get()
                            + ", and the credential was logged no earlier: as leaf " + anchored.leaf().value() + " at "
                            + anchored.loggedAt() + ".",
                    told.with("compromisedSince", found.compromised()));
        }
        var message = new StringBuilder("The key was in force");
        found.versionId()
                .ifPresent(version -> message.append(" by version ")
                        .append(version)
                        .append(" of the issuer's DID document"));
        message.append(" when the credential was logged as leaf ").append(anchored.leaf().value());
        message.append(" at ").append(anchored.loggedAt()).append("; ").append(anchored.vouchedBy());
        message.append(found.until().map(IssuerKeyCheck::changedLater).orElse("."));
        found.compromised()
                .ifPresent(since -> message.append(" The key is in wrong hands since ")
                        .append(since)
                        .append(", which is later."));
        return new Passed(message.toString(),
                found.until()
                        .map(until -> told.with("changedAtLeaf", until.value()))
                        .orElse(told)
                        .with("compromisedSince", found.compromised()));
    }

    private static String changedLater(LeafIndex until) {
        return ". The document was changed later, at leaf " + until.value() + ".";
    }

    private static CheckOutcome today(Signers.Answer.Found found, Verification verification, Evidence evidence) {
        var ended = SignatureJudgement.outOfForce(found, Problem.CRYPTOGRAPHIC_SECURITY, verification.now());
        if (ended.isPresent()) {
            return ended.get();
        }
        return found.did().startsWith("did:")
                ? new Passed(
                        "The key is in force by today's DID document of the issuer; the credential has no known place in the log.",
                        evidence)
                : new Passed("The key is among those that the issuer publishes.",
                        evidence.with("keySource", "jwt-vc-issuer"));
    }
}
