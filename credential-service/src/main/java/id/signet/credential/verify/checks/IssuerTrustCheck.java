package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.verify.Accreditations;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.Verification;
import id.signet.ledger.LeafIndex;
import java.util.Optional;

/** An authority that the policy trusts accredited the issuer for the credential's type. */
public final class IssuerTrustCheck implements Check {

    private final Accreditations accreditations;
    private final Types types;

    public IssuerTrustCheck(Accreditations accreditations, Types types) {
        this.accreditations = accreditations;
        this.types = types;
    }

    @Override
    public CheckName name() {
        return CheckName.ISSUER_TRUST;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var issuer = verification.credential().issuer();
        var authorities = verification.policy().authorities();
        if (authorities.isEmpty()) {
            return new Failed(
                    Problem.CRYPTOGRAPHIC_SECURITY,
                    "issuer-not-accredited",
                    "The policy trusts no authority, so nobody's accreditation counts.",
                    Evidence.NONE.with("issuer", issuer));
        }
        var at = verification.anchor() instanceof Anchors.Answer.Anchored anchored
                ? Optional.of(anchored.leaf())
                : Optional.<LeafIndex>empty();
        var uris = types.urisOf(verification.credential());
        var when = at.map(leaf -> "when the credential was logged as leaf " + leaf.value())
                .orElse("today; the credential has no known place in the log");
        return accreditations
                .find(issuer, uris, authorities, at)
                .<CheckOutcome>map(accreditation -> new Passed(
                        "The issuer is accredited for this type by " + accreditation.authority() + ", judged " + when
                                + ".",
                        Evidence.NONE
                                .with("authority", accreditation.authority())
                                .with("credentialType", accreditation.credentialType())
                                .with("accreditedAtLeaf", accreditation.since().value())
                                .with("leaf", at.map(LeafIndex::value))))
                .orElseGet(() -> new Failed(
                        Problem.CRYPTOGRAPHIC_SECURITY,
                        "issuer-not-accredited",
                        "No authority that the policy trusts accredited the issuer for this type, judged " + when + ".",
                        Evidence.NONE.with("issuer", issuer)));
    }
}
