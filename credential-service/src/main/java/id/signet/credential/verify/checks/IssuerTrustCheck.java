package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.verify.Accreditations;
import id.signet.credential.verify.Accreditations.Accreditation;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.Verification;
import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/** Authorities that the policy trusts accredited the issuer for every type that the credential claims. */
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
        var when = at.map(leaf -> "when the credential was logged as leaf " + leaf.value())
                .orElse("today; the credential has no known place in the log");
        var found = new ArrayList<Accreditation>();
        for (var type : types.claimedBy(verification.credential())) {
            var accreditation = accreditations.find(issuer, type, authorities, at);
            if (accreditation.isEmpty()) {
                return new Failed(
                        Problem.CRYPTOGRAPHIC_SECURITY,
                        "issuer-not-accredited",
                        "No authority that the policy trusts accredited the issuer for " + type.getFirst() + ", judged "
                                + when + ".",
                        Evidence.NONE.with("issuer", issuer).with("credentialType", type.getFirst()));
            }
            found.add(accreditation.get());
        }
        var first = found.getFirst();
        var evidence = Evidence.NONE
                .with("authority", first.authority())
                .with("credentialType", first.credentialType())
                .with("accreditedAtLeaf", first.since().value())
                .with("chain", first.chain())
                .with("leaf", at.map(LeafIndex::value));
        return new Passed(
                "The issuer is accredited for this type by " + first.authority() + ", judged " + when + ".",
                found.size() == 1 ? evidence : evidence.with("furtherTypes", further(found)));
    }

    /** The other types that the credential claims, each with who accredited the issuer for it. */
    private static ArrayNode further(List<Accreditation> found) {
        var further = Json.array();
        for (var accreditation : found.subList(1, found.size())) {
            var json = further.addObject();
            json.put("credentialType", accreditation.credentialType());
            json.put("authority", accreditation.authority());
            json.put("accreditedAtLeaf", accreditation.since().value());
            json.set("chain", accreditation.chain());
        }
        return further;
    }
}
