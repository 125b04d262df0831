package id.signet.credential.verify;

import id.signet.credential.CredentialSignature;
import id.signet.credential.UnverifiedCredential;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the checks share: the credential, the resolved signers, its place in the log, and what is asked of it. */
public final class Verification {

    private final UnverifiedCredential credential;
    private final VerificationPolicy policy;
    private final Instant now;
    private final List<ResolvedSigner> signers;
    private final Anchors.Answer anchor;
    private final Optional<Holding> holding;
    private final List<VerificationTime.StatusAsOf> statusAsOf = new ArrayList<>();

    Verification(
            UnverifiedCredential credential,
            VerificationPolicy policy,
            Instant now,
            List<ResolvedSigner> signers,
            Anchors.Answer anchor,
            Optional<Holding> holding) {
        this.credential = credential;
        this.policy = policy;
        this.now = now;
        this.signers = List.copyOf(signers);
        this.anchor = anchor;
        this.holding = holding;
    }

    public UnverifiedCredential credential() {
        return credential;
    }

    public VerificationPolicy policy() {
        return policy;
    }

    /** One reading of the clock for all checks. */
    public Instant now() {
        return now;
    }

    /** One for every signature, in their order. */
    public List<ResolvedSigner> signers() {
        return signers;
    }

    public Anchors.Answer anchor() {
        return anchor;
    }

    /** The credential's place in the log, where it is known. */
    public Optional<LeafIndex> leaf() {
        return anchor instanceof Anchors.Answer.Anchored anchored ? Optional.of(anchored.leaf()) : Optional.empty();
    }

    /** How the holder showed the credential; absent when a credential was handed in by itself. */
    public Optional<Holding> holding() {
        return holding;
    }

    public void sawStatus(VerificationTime.StatusAsOf seen) {
        statusAsOf.add(seen);
    }

    public List<VerificationTime.StatusAsOf> statusAsOf() {
        return List.copyOf(statusAsOf);
    }

    /**
     * A signature and what is known of its key.
     *
     * @param pinned keys the relying party pins for it; when there are any, {@code answer} is not asked
     */
    public record ResolvedSigner(
            CredentialSignature signature, List<PublicKey> pinned, Signers.Answer answer) {

        public ResolvedSigner {
            pinned = List.copyOf(pinned);
        }
    }
}
