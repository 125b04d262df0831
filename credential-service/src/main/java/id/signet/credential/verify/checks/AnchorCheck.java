package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.Verification;

/** The credential's commitment is in the log. */
public final class AnchorCheck implements Check {

    @Override
    public CheckName name() {
        return CheckName.ANCHOR;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        return switch (verification.anchor()) {
            case Anchors.Answer.Anchored anchored ->
                new Passed(
                        "The credential was logged as leaf " + anchored.leaf().value() + " at " + anchored.loggedAt()
                                + "; " + anchored.vouchedBy() + ".",
                        Evidence.NONE
                                .with("leaf", anchored.leaf().value())
                                .with("loggedAt", anchored.loggedAt())
                                .with("didVersion", anchored.versionId())
                                .with("source", anchored.source())
                                .with("vouchedBy", anchored.vouchedBy()));
            case Anchors.Answer.NotAnchored unanchored ->
                CheckOutcome.notApplicable("No receipt was given, and this node did not issue the credential.");
            case Anchors.Answer.Refused(var reason) ->
                new Failed(Problem.PROOF_VERIFICATION, "receipt-invalid", reason);
        };
    }
}
