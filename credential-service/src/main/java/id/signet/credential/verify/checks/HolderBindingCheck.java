package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.VcDocument;
import id.signet.credential.presentation.HolderProof;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.HolderJudgement;
import id.signet.credential.verify.Holding;
import id.signet.credential.verify.Mode;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.Verification;
import id.signet.crypto.key.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whoever shows the credential holds the key it was issued to, and made his proof now and for this verifier. */
public final class HolderBindingCheck implements Check {

    private final HolderJudgement judgement;

    public HolderBindingCheck(HolderJudgement judgement) {
        this.judgement = judgement;
    }

    @Override
    public CheckName name() {
        return CheckName.HOLDER_BINDING;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        if (verification.holding().isEmpty()) {
            return CheckOutcome.notApplicable("The credential was handed in by itself; nobody presented it.");
        }
        var holding = verification.holding().get();
        if (holding.proofs().isEmpty()) {
            var needed = verification.policy().mode(CheckName.HOLDER_BINDING) == Mode.REQUIRED
                    || holding.nonce().isPresent()
                    || holding.audience().isPresent();
            return needed
                    ? failed("holder-binding-missing", "The presentation does not prove who holds the credential.")
                    : CheckOutcome.notApplicable("The presentation does not prove who holds the credential.");
        }
        var outcomes = new ArrayList<CheckOutcome>();
        for (var proof : holding.proofs()) {
            outcomes.add(judge(proof, holding, verification));
        }
        return SignatureJudgement.worst(outcomes, outcomes.getFirst());
    }

    private CheckOutcome judge(HolderProof proof, Holding holding, Verification verification) {
        var credential = verification.credential();
        return switch (proof) {
            case HolderProof.Malformed(var code, var reason) -> failed(code, reason);
            case HolderProof.KeyBinding binding -> {
                var key = credential.holderKey();
                yield key.isEmpty()
                        ? failed("holder-key-missing", "The credential names no holder's key in cnf.")
                        : judgement.judge(binding, key.get(), holding, verification.now());
            }
            case HolderProof.PresentationProof presentation -> {
                var outcome = judgement.judge(presentation, holding, verification.policy(), verification.now());
                yield outcome.outcome() instanceof Passed passed
                        ? bound(credential, outcome.key(), outcome.holder(), passed)
                        : outcome.outcome();
            }
        };
    }

    /** A W3C credential is bound by cnf where it has one, else by the identifier of its subject. */
    private static CheckOutcome bound(
            UnverifiedCredential credential, Optional<PublicKey> key, String holder, Passed passed) {
        if (credential.holderKey().isPresent()) {
            return credential.holderKey().equals(key)
                    ? passed
                    : failed("holder-key-mismatch", "The presentation is signed by another key than the one in cnf.");
        }
        var subjects = subjects(credential);
        if (!subjects.isEmpty() && !subjects.contains(holder)) {
            return new Failed(
                    Problem.PROOF_VERIFICATION,
                    "holder-not-subject",
                    "The credential is about " + subjects.getFirst() + ", but " + holder + " presents it.",
                    Evidence.NONE.with("holder", holder));
        }
        return passed;
    }

    /** The DIDs that the credential is about: one subject may stand in an array, and so may several. */
    private static List<String> subjects(UnverifiedCredential credential) {
        return VcDocument.items(credential.schemaDocument(), "credentialSubject")
                .stream()
                .map(subject -> subject.path("id").asString(""))
                .filter(id -> id.regionMatches(true, 0, "did:", 0, 4))
                .toList();
    }

    private static Failed failed(String code, String message) {
        return new Failed(Problem.PROOF_VERIFICATION, code, message);
    }
}
