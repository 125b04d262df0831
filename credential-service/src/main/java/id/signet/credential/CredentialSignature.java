package id.signet.credential;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.Optional;

/** One signature over a credential, not yet verified. */
public interface CredentialSignature {

    /** The key as the signature names it: an absolute DID URL, or another identifier that only a pinned key answers. */
    String verificationMethod();

    /** The {@code kid} exactly as given, for pinned keys. */
    Optional<String> keyId();

    /** The cryptosuite, or the JOSE {@code alg}. */
    String algorithm();

    /** What the signature claims to be for, such as {@code assertionMethod}. */
    String purpose();

    /** How a failure of this signature is classed. */
    Problem problem();

    /** SHA-256 of the bytes that were signed: what the commitment in the log covers. */
    Bytes signedInputHash();

    /** When the signer says it was made; free text to a key thief. */
    Optional<Instant> created();

    /** When the signer says it ends. */
    Optional<Instant> expires();

    /** Why nobody can verify it, whatever the key. */
    default Optional<Objection> objection() {
        return Optional.empty();
    }

    /** Why it does not count where the log has a commitment of what it signs. */
    default Optional<Objection> objectionWhereLogged() {
        return Optional.empty();
    }

    /** @param code stable, lower-case, hyphenated */
    record Objection(String code, String message) {}

    /** About what {@link #verify} costs, in signatures of an ordinary algorithm. */
    default int work() {
        return 1;
    }

    /** The issuer among whose published keys the signature's is (JWT VC Issuer Metadata), where it is no DID. */
    default Optional<String> webIssuer() {
        return Optional.empty();
    }

    /** Whether {@link #verificationMethod} is a DID: any of its keys may have made it. */
    default boolean namesDidAlone() {
        return false;
    }

    /** Never throws: a key that does not fit the algorithm is an answer too. */
    boolean verify(PublicKey key);
}
