package id.signet.credential.verify;

import id.signet.credential.Problem;
import id.signet.credential.presentation.HolderProof.KeyBinding;
import id.signet.credential.presentation.HolderProof.PresentationProof;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a holder's proof is good: its signature, its freshness, its challenge, its audience. */
public final class HolderJudgement {

    static final String PURPOSE = "authentication";

    /** How old a key binding may be. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** How old the answer to a nonce may be that is answered once. So long it is remembered. */
    private static final Duration REMEMBERED = Duration.ofDays(30);
    /** An answer that does not say when it was made never grows too old. */
    private static final Instant FOR_GOOD = Instant.parse("9999-12-31T00:00:00Z");

    private final SignerResolution signers;
    private final PresentedOnce once;

    public HolderJudgement(SignerResolution signers, PresentedOnce once) {
        this.signers = signers;
        this.once = once;
    }

    /** @param key the key under which the proof verified; {@code holder} is its DID, or the pinned party */
    public record Judged(CheckOutcome outcome, Optional<PublicKey> key, String holder) {}

    /** RFC 9901 §7.3 step 5. */
    public CheckOutcome judge(KeyBinding binding, PublicKey key, Holding holding, Instant now) {
        // 5.c to 5.e
        if (!binding.signature().verify(key)) {
            return proof("key-binding-signature", "The key binding is not signed by the key in cnf.");
        }
        // 5.f
        if (binding.issuedAt().isBefore(now.minus(FRESH))
                || binding.issuedAt().isAfter(now.plus(SignatureJudgement.SKEW))) {
            return new Failed(
                    Problem.PROOF_VERIFICATION,
                    "key-binding-stale",
                    "The key binding was not made within the last five minutes.",
                    Evidence.NONE.with("iat", binding.issuedAt()).with("checkedAt", now));
        }
        // 5.h
        if (!binding.sdHash().equals(binding.presentedHash())) {
            return proof("sd-hash-mismatch", "The key binding was made over another set of disclosures.");
        }
        // 5.g
        return answers(Optional.of(binding.nonce()), binding.domains(), holding)
                .or(() -> replayed(key, binding.nonce(), holding, now.plus(FRESH)))
                .map(CheckOutcome.class::cast)
                .orElseGet(() -> new Passed(
                        "The holder proved possession of the key in cnf.",
                        Evidence.NONE
                                .with("holderKey", Jwk.thumbprint(key))
                                .with("nonceChecked", holding.nonce().isPresent())
                                .with("audienceChecked", holding.audience().isPresent())
                                .with("iat", binding.issuedAt())));
    }

    /** VC Data Integrity §4.3, with the purpose authentication; the same for a presentation in a token. */
    public Judged judge(PresentationProof proof, Holding holding, VerificationPolicy policy, Instant now) {
        var signature = proof.signature();
        var party = holding.holder().orElse(signature.verificationMethod().split("#", 2)[0]);
        var signer = signers.resolve(signature, party, Optional.empty(), policy);
        var outcome = SignatureJudgement.judge(signer, PURPOSE, now);
        if (!(outcome instanceof Passed)) {
            return new Judged(outcome, Optional.empty(), party);
        }
        var key = SignatureJudgement.keyOf(signer);
        if (signer.pinned().isEmpty() && signer.answer() instanceof Signers.Answer.Found found) {
            if (!found.did().equals(party) || !found.controller().equals(party)) {
                return new Judged(
                        proof("holder-mismatch", "The presentation names a holder that did not sign it."), key, party);
            }
            var ended = SignatureJudgement.outOfForce(found, Problem.PROOF_VERIFICATION, now);
            if (ended.isPresent()) {
                return new Judged(ended.get(), key, party);
            }
        }
        var objection = answers(proof.challenge(), proof.domains(), holding);
        if (objection.isPresent()) {
            return new Judged(objection.get(), key, party);
        }
        if (holding.nonce().isPresent() && holding.answeredOnce()
                && proof.created().filter(made -> made.isBefore(now.minus(REMEMBERED))).isPresent()) {
            return new Judged(proof("presentation-stale", "The presentation was made more than "
                    + REMEMBERED.toDays() + " days ago."), key, party);
        }
        return new Judged(
                new Passed(
                        "The holder signed the presentation.",
                        Evidence.NONE
                                .with("holder", party)
                                .with("verificationMethod", signature.verificationMethod())
                                .with("nonceChecked", holding.nonce().isPresent())
                                .with("audienceChecked", holding.audience().isPresent())),
                key,
                party);
    }

    /**
     * A nonce this verifier gave out is answered once: the second presentation of it is a replay. It is remembered as long as
     * {@link #judge} takes the presentation.
     */
    Optional<Failed> replayed(PublicKey key, PresentationProof proof, Holding holding) {
        Instant tooOld = proof.created().map(made -> made.plus(REMEMBERED)).orElse(FOR_GOOD);
        Instant ends = proof.signature().expires().filter(end -> end.isBefore(tooOld)).orElse(tooOld);
        return replayed(key, proof.challenge().orElse(""), holding, ends);
    }

    private Optional<Failed> replayed(PublicKey key, String nonce, Holding holding, Instant ends) {
        if (holding.nonce().isEmpty() || !holding.answeredOnce()) {
            return Optional.empty();
        }
        // By nonce and key, not by bytes: an ECDSA signature has a twin.
        var claim = Bytes.of(Hashes.sha256(
                (name(key) + " " + holding.audience().orElse("") + " " + nonce)
                        .getBytes(StandardCharsets.UTF_8)))
                .base64Url();
        return once.claim(claim, ends.plus(SignatureJudgement.SKEW.multipliedBy(2)))
                ? Optional.empty()
                : Optional.of(new Failed(
                        Problem.INVALID_CHALLENGE,
                        "presentation-replayed",
                        "This presentation was shown before; a nonce is answered once."));
    }

    /** SM2 is no curve of JOSE. */
    private static String name(PublicKey key) {
        return key.type() == KeyType.SM2 ? Multikey.encode(key) : Jwk.thumbprint(key);
    }

    private static Optional<Failed> answers(Optional<String> challenge, Set<String> domains, Holding holding) {
        if (challenge.filter(String::isEmpty).isPresent()
                || (holding.nonce().isPresent() && !holding.nonce().equals(challenge))) {
            return Optional.of(new Failed(
                    Problem.INVALID_CHALLENGE,
                    "nonce-mismatch",
                    "The holder's proof does not answer the nonce of this verifier."));
        }
        if (domains.contains("")
                || (holding.audience().isPresent() && !domains.equals(Set.of(holding.audience().get())))) {
            return Optional.of(new Failed(
                    Problem.INVALID_DOMAIN,
                    "audience-mismatch",
                    "The holder's proof was made for another verifier."));
        }
        return Optional.empty();
    }

    private static Failed proof(String code, String message) {
        return new Failed(Problem.PROOF_VERIFICATION, code, message);
    }
}
