package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.Validity;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.Verification;
import java.time.Instant;
import java.util.Optional;

/** The claimed period covers the present moment; sixty seconds of clock difference are forgiven at its start. */
public final class ValidityPeriodCheck implements Check {

    @Override
    public CheckName name() {
        return CheckName.VALIDITY_PERIOD;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var credential = verification.credential();
        var now = verification.now();
        return judge(credential.validity(), now, Problem.RANGE)
                .or(() -> judge(credential.tokenValidity(), now, Problem.CRYPTOGRAPHIC_SECURITY))
                .map(CheckOutcome.class::cast)
                .orElseGet(() -> new Passed(
                        "The credential is within its period of validity.",
                        evidence(credential.validity(), now)
                                .with("nbf", credential.tokenValidity().from())
                                .with("exp", credential.tokenValidity().until())));
    }

    static boolean isInForce(UnverifiedCredential credential, Instant now) {
        return judge(credential.validity(), now, Problem.RANGE).isEmpty()
                && judge(credential.tokenValidity(), now, Problem.RANGE).isEmpty();
    }

    private static Optional<Failed> judge(Validity validity, Instant now, Problem problem) {
        if (validity.from().filter(from -> from.isAfter(now.plus(SignatureJudgement.SKEW))).isPresent()) {
            return Optional.of(new Failed(
                    problem, "not-yet-valid", "The credential is not valid yet.", evidence(validity, now)));
        }
        if (validity.until().filter(until -> !now.isBefore(until)).isPresent()) {
            return Optional.of(
                    new Failed(problem, "expired", "The credential has expired.", evidence(validity, now)));
        }
        return Optional.empty();
    }

    private static Evidence evidence(Validity validity, Instant now) {
        return Evidence.NONE
                .with("validFrom", validity.from())
                .with("validUntil", validity.until())
                .with("checkedAt", now);
    }
}
