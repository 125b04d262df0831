package id.signet.credential.verify.checks;

import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.Verification;

/** Every signature verifies with the key it names, and that key may make assertions. */
public final class ProofCheck implements Check {

    static final String PURPOSE = "assertionMethod";

    @Override
    public CheckName name() {
        return CheckName.PROOF;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var outcomes = verification.signers()
                .stream()
                .map(signer -> SignatureJudgement.judge(signer, PURPOSE, verification.now()))
                .toList();
        var good = outcomes.size() == 1
                ? outcomes.getFirst()
                : new Passed(
                        "All " + outcomes.size() + " signatures verify.",
                        Evidence.NONE.with("signatures", outcomes.size()));
        return SignatureJudgement.worst(outcomes, good);
    }
}
