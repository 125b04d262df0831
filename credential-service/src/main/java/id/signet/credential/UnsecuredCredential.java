package id.signet.credential;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A complete credential that only lacks its signature.
 *
 * @param document the credential document of VC Data Model 2.0 without {@code credentialStatus} and {@code proof}:
 *        {@code @context}, {@code id}, {@code type}, {@code issuer} (a DID as a string), {@code validFrom},
 *        {@code validUntil}, {@code credentialSchema}, {@code credentialSubject} (one object)
 * @param verificationMethod the absolute DID URL of the issuer's method that will sign
 * @param key that method's key
 * @param created the time the signature claims, in whole seconds
 * @param status where the credential's status will stand; Bitstring entries for the W3C formats, one token entry for
 *        {@code dc+sd-jwt}
 * @param cryptosuite for {@code data-integrity} only; absent: the JCS suite that fits the key
 * @param mandatoryPointers for a selective cryptosuite: JSON pointers to what every disclosure shows, besides what it
 *        always shows; absent: nothing
 * @param vct for {@code dc+sd-jwt}: the type's identifier, required there
 * @param vctIntegrity for {@code dc+sd-jwt}: what the type's metadata must be
 * @param disclosable for the SD-JWT formats: JSON pointers relative to the subject; absent: every top-level claim
 * @param holderKey the key the credential is bound to ({@code cnf}); not for {@code data-integrity}
 * @param cpt for the papers of WeIdentity: the number of the claim type, required there
 */
public record UnsecuredCredential(
        ObjectNode document,
        String verificationMethod,
        PublicKey key,
        Instant created,
        List<StatusEntry> status,
        Optional<String> cryptosuite,
        Optional<List<String>> mandatoryPointers,
        Optional<String> vct,
        Optional<String> vctIntegrity,
        Optional<List<String>> disclosable,
        Optional<PublicKey> holderKey,
        Optional<Long> cpt) {

    /** Nothing is mandatory beyond what always is. */
    public UnsecuredCredential(ObjectNode document, String verificationMethod, PublicKey key, Instant created,
            List<StatusEntry> status, Optional<String> cryptosuite, Optional<String> vct,
            Optional<List<String>> disclosable, Optional<PublicKey> holderKey) {
        this(document, verificationMethod, key, created, status, cryptosuite, Optional.empty(), vct, Optional.empty(),
                disclosable, holderKey, Optional.empty());
    }

    /** The type's metadata is not told. */
    public UnsecuredCredential(ObjectNode document, String verificationMethod, PublicKey key, Instant created,
            List<StatusEntry> status, Optional<String> cryptosuite, Optional<List<String>> mandatoryPointers,
            Optional<String> vct, Optional<List<String>> disclosable, Optional<PublicKey> holderKey) {
        this(document, verificationMethod, key, created, status, cryptosuite, mandatoryPointers, vct, Optional.empty(),
                disclosable, holderKey, Optional.empty());
    }

    /** It is of no CPT. */
    public UnsecuredCredential(ObjectNode document, String verificationMethod, PublicKey key, Instant created,
            List<StatusEntry> status, Optional<String> cryptosuite, Optional<List<String>> mandatoryPointers,
            Optional<String> vct, Optional<String> vctIntegrity, Optional<List<String>> disclosable,
            Optional<PublicKey> holderKey) {
        this(document, verificationMethod, key, created, status, cryptosuite, mandatoryPointers, vct, vctIntegrity,
                disclosable, holderKey, Optional.empty());
    }

    public UnsecuredCredential {
        status = List.copyOf(status);
        mandatoryPointers = mandatoryPointers.map(List::copyOf);
        disclosable = disclosable.map(List::copyOf);
    }

    public KeyType keyType() {
        return key.type();
    }
}
