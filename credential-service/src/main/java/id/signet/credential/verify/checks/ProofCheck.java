package id.signet.credential.verify.checks;

import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.Verification;
import id.signet.credential.verify.Verification.ResolvedSigner;

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
                .map(signer -> judge(signer, verification))
                .toList();
        var good = outcomes.size() == 1
                ? outcomes.getFirst()
                : new Passed(
                        "All " + outcomes.size() + " signatures verify.",
                        Evidence.NONE.with("signatures", outcomes.size()));
        return SignatureJudgement.worst(outcomes, good);
    }

    private static CheckOutcome judge(ResolvedSigner signer, Verification verification) {
        var signature = signer.signature();
        return signature.objectionWhereLogged()
                .filter(_ -> verification.leaf().isPresent())
                .<CheckOutcome>map(objection -> new Failed(signature.problem(), objection.code(), objection.message()))
                .orElseGet(() -> SignatureJudgement.judge(signer, PURPOSE, verification.now()));
    }
}
