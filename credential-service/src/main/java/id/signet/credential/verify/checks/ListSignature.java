package id.signet.credential.verify.checks;

import id.signet.credential.CredentialSignature;
import id.signet.credential.Problem;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.Signers;
import id.signet.credential.verify.Verification;
import java.util.Optional;

/** A status list counts only when the issuer of the credential signed it with a key that is in force today. */
final class ListSignature {

    private final SignerResolution signers;

    ListSignature(SignerResolution signers) {
        this.signers = signers;
    }

    /** @return what is wrong with the list's signature; empty when it is the issuer's */
    Optional<CheckOutcome> objection(CredentialSignature signature, Verification verification, Evidence evidence) {
        var issuer = verification.credential().issuer();
        var signer = signers.resolve(signature, issuer, Optional.empty(), verification.policy());
        var outcome = SignatureJudgement.judge(signer, ProofCheck.PURPOSE, verification.now());
        return switch (outcome) {
            case Failed failed -> Optional.of(refused(
                    "status-list-signature", "The status list's signature is not good: " + failed.message(), evidence));
            case Unknown unknown -> Optional.of(new Unknown(
                    Problem.STATUS_RETRIEVAL, "status-list-signer-unknown", unknown.message(), evidence));
            case CheckOutcome.Skipped skipped -> throw new IllegalStateException("a signature is always judged");
            case Passed passed ->
                switch (signer.answer()) {
                    case Signers.Answer.Found found when signer.pinned().isEmpty() ->
                        ofIssuer(found, issuer, verification, evidence);
                    default -> Optional.empty();
                };
        };
    }

    private static Optional<CheckOutcome> ofIssuer(
            Signers.Answer.Found found, String issuer, Verification verification, Evidence evidence) {
        if (!found.did().equals(issuer) || !found.controller().equals(issuer)) {
            return Optional.of(refused(
                    "status-list-issuer", "The status list is signed by " + found.did() + ", not by the issuer.",
                    evidence));
        }
        // The last list of a deactivated issuer stays good: it was signed before, and nothing newer can be.
        if (found.deactivated().isPresent()) {
            return Optional.empty();
        }
        return SignatureJudgement.outOfForce(found, Problem.STATUS_VERIFICATION, verification.now())
                .map(failed -> refused("status-list-signature", failed.message(), evidence));
    }

    static Failed outOfRange(long entries, Evidence evidence) {
        return new Failed(
                Problem.RANGE,
                "status-index-out-of-range",
                "The status list has no entry at the credential's index.",
                evidence.with("entries", entries));
    }

    static Failed refused(String code, String message, Evidence evidence) {
        return new Failed(Problem.STATUS_VERIFICATION, code, message, evidence);
    }
}
