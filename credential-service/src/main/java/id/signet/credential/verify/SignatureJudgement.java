package id.signet.credential.verify;

import id.signet.credential.CredentialSignature;
import id.signet.credential.Problem;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Verification.ResolvedSigner;
import id.signet.crypto.key.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a signature was made, for its purpose, by the key it names. Shared by credentials, holders and lists. */
public final class SignatureJudgement {

    /** The code of a signature by a key that is in wrong hands. It is never a mere warning. */
    public static final String KEY_COMPROMISED = "key-compromised";

    /** How far clocks may differ. */
    public static final Duration SKEW = Duration.ofSeconds(60);

    private SignatureJudgement() {}

    /** The outcome for one signature; the key that verified is in the answer of {@link #keyOf}. */
    public static CheckOutcome judge(ResolvedSigner signer, String purpose, Instant now) {
        var signature = signer.signature();
        var evidence = evidence(signature);
        if (!signature.purpose().equals(purpose)) {
            return failed(signature, "purpose-wrong",
                    "The proof is made for " + signature.purpose() + ", not for " + purpose + ".");
        }
        if (signature.expires().filter(end -> !now.isBefore(end)).isPresent()) {
            return failed(signature, "proof-expired", "The proof has expired.");
        }
        if (signature.created().filter(made -> made.isAfter(now.plus(SKEW))).isPresent()) {
            return failed(signature, "proof-from-the-future", "The proof claims to be made in the future.");
        }
        if (signature.objection().isPresent()) {
            var objection = signature.objection().get();
            return failed(signature, objection.code(), objection.message());
        }
        if (!signer.pinned().isEmpty()) {
            return keyOf(signer).isPresent()
                    ? new Passed("The signature verifies with a pinned key.", evidence.with("keySource", "pinned"))
                    : failed(signature, "signature-invalid", "The signature does not verify with the pinned key.");
        }
        return switch (signer.answer()) {
            case Signers.Answer.Missing(var reason) -> failed(signature, "key-not-found", reason);
            case Signers.Answer.NotAccepted unaccepted ->
                failed(signature, "key-type-not-accepted", unaccepted.reason());
            case Signers.Answer.Revoked revoked -> failed(signature, "key-revoked", revoked.reason());
            case Signers.Answer.Unreachable(var reason) ->
                new Unknown(signature.problem(), "key-source-unreachable", reason, evidence);
            case Signers.Answer.Found found -> {
                if (!found.relationships().contains(purpose) && found.compromised().isPresent()) {
                    yield compromised(found, signature.problem(), evidence);
                }
                if (!found.relationships().contains(purpose)) {
                    yield failed(
                            signature,
                            "method-not-authorised",
                            "The DID document does not list the verification method under " + purpose + ".");
                }
                if (!signature.verify(found.key())) {
                    yield failed(signature, "signature-invalid", "The signature does not verify.");
                }
                yield new Passed("The signature verifies.", evidence.with("didVersion", found.versionId()));
            }
        };
    }

    /** The key under which the signature verifies. */
    public static Optional<PublicKey> keyOf(ResolvedSigner signer) {
        var keys = switch (signer.answer()) {
            case Signers.Answer.Found found when signer.pinned().isEmpty() -> List.of(found.key());
            default -> signer.pinned();
        };
        return keys.stream().filter(key -> signer.signature().verify(key)).findFirst();
    }

    private static Evidence evidence(CredentialSignature signature) {
        return Evidence.NONE
                .with("verificationMethod", signature.verificationMethod())
                .with("algorithm", signature.algorithm());
    }

    private static Failed failed(CredentialSignature signature, String code, String message) {
        return new Failed(signature.problem(), code, message, evidence(signature));
    }

    /** The first failure, or else the first unknown, or else the outcome given for when all is good. */
    public static CheckOutcome worst(List<CheckOutcome> outcomes, CheckOutcome good) {
        for (var outcome : outcomes) {
            if (outcome instanceof Failed) {
                return outcome;
            }
        }
        for (var outcome : outcomes) {
            if (outcome instanceof Unknown) {
                return outcome;
            }
        }
        return good;
    }

    private static Failed compromised(Signers.Answer.Found found, Problem problem, Evidence evidence) {
        return new Failed(
                problem,
                KEY_COMPROMISED,
                "The key is in wrong hands since " + found.compromised().orElseThrow()
                        + ", and nothing proves that the signature was made before.",
                evidence.with("didVersion", found.versionId()).with("compromisedSince", found.compromised()));
    }

    /** A key that its own DID document no longer stands behind. */
    public static Optional<Failed> outOfForce(Signers.Answer.Found found, Problem problem, Instant now) {
        if (found.compromised().isPresent()) {
            return Optional.of(compromised(found, problem, Evidence.NONE));
        }
        if (found.deactivated().isPresent()) {
            return Optional.of(new Failed(
                    problem,
                    "issuer-deactivated",
                    found.did() + " is deactivated, and nothing proves that the signature was made before.",
                    Evidence.NONE.with("deactivatedAtLeaf", found.deactivated().get().value())));
        }
        if (found.expires().filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.of(new Failed(
                    problem,
                    "key-retired",
                    "The key was retired at " + found.expires().get()
                            + ", and nothing proves that the signature was made before.",
                    Evidence.NONE
                            .with("didVersion", found.versionId())
                            .with("retiredAt", found.expires())));
        }
        return Optional.empty();
    }
}
