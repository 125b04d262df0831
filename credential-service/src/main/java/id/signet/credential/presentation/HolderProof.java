package id.signet.credential.presentation;

import id.signet.credential.CredentialSignature;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A holder's proof that the presentation is his, made now and for this verifier; not yet verified. */
public sealed interface HolderProof {

    /** The nonce or challenge it answers. */
    Optional<String> challenge();

    /** For whom it was made: {@code aud} or {@code domain}. */
    Set<String> domains();

    /** When the holder says he made it. */
    Optional<Instant> created();

    CredentialSignature signature();

    /**
     * A key binding JWT (RFC 9901 §4.3); its key is the credential's {@code cnf}.
     *
     * @param sdHash what the holder says he presents
     * @param presentedHash what was presented
     */
    record KeyBinding(
            CredentialSignature signature, String nonce, String audience, Instant issuedAt, String sdHash,
            String presentedHash)
            implements
                HolderProof {

        @Override
        public Optional<String> challenge() {
            return Optional.of(nonce);
        }

        @Override
        public Set<String> domains() {
            return Set.of(audience);
        }

        @Override
        public Optional<Instant> created() {
            return Optional.of(issuedAt);
        }
    }

    /** The proof of a W3C presentation; its key is one of the holder's authentication methods. */
    record PresentationProof(
            CredentialSignature signature, Optional<String> challenge, Set<String> domains, Optional<Instant> created)
            implements
                HolderProof {

        public PresentationProof {
            domains = Set.copyOf(domains);
        }
    }

    /**
     * Something that stands where a proof should be and is none. Kept, so that the holder's failure is told as such and
     * the credential is still looked at.
     *
     * @param reason a plain sentence
     */
    record Malformed(String code, String reason) implements HolderProof {

        @Override
        public Optional<String> challenge() {
            return Optional.empty();
        }

        @Override
        public Set<String> domains() {
            return Set.of();
        }

        @Override
        public Optional<Instant> created() {
            return Optional.empty();
        }

        @Override
        public CredentialSignature signature() {
            throw new IllegalStateException("what is malformed has no signature");
        }
    }
}
