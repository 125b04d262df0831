package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.UnverifiedCredential.Stamp;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.Verification;
import java.time.Instant;
import java.util.Optional;

/** The credential's commitment is in the log. */
public final class AnchorCheck implements Check {

    @Override
    public CheckName name() {
        return CheckName.ANCHOR;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        return verification.credential()
                .stamp()
                .flatMap(stamp -> objection(stamp, verification))
                .orElseGet(() -> anchored(verification));
    }

    /** A time in a credential that is not the log's. */
    private static Optional<CheckOutcome> objection(Stamp stamp, Verification verification) {
        return switch (stamp) {
            case Stamp.Foreign(var authority) -> Optional.of(new Unknown(
                    Problem.PROOF_VERIFICATION,
                    "timestamp-authority-unknown",
                    "The credential states a time for which " + authority + " vouches, which is not known here.",
                    Evidence.NONE.with("timestampAuthority", authority)));
            case Stamp.Logged(var time, var _) -> verification.anchor() instanceof Anchors.Answer.Anchored anchored
                    ? objection(time, anchored)
                    : Optional.empty();
        };
    }

    private static Optional<CheckOutcome> objection(Instant time, Anchors.Answer.Anchored anchored) {
        if (!anchored.isByReceipt()) {
            return Optional.of(new Failed(Problem.PROOF_VERIFICATION, "receipt-invalid",
                    "The receipt in the credential is none of this log, so it does not prove the time that is stated."));
        }
        return anchored.loggedAt().equals(time)
                ? Optional.empty()
                : Optional.of(new Failed(
                        Problem.PROOF_VERIFICATION,
                        "timestamp-mismatch",
                        "The credential states another time than that at which it was logged.",
                        Evidence.NONE.with("stated", time).with("loggedAt", anchored.loggedAt())));
    }

    private static CheckOutcome anchored(Verification verification) {
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
