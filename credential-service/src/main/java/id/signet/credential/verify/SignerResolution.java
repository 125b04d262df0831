package id.signet.credential.verify;

import id.signet.credential.CredentialSignature;
import id.signet.credential.verify.Verification.ResolvedSigner;
import id.signet.crypto.key.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the key of a signature once, for every check that asks. Keys in the signature itself are no source. */
public final class SignerResolution {

    private final Signers signers;

    public SignerResolution(Signers signers) {
        this.signers = signers;
    }

    /**
     * @param party the issuer or the holder the signature should come from
     * @param versionId the version of its DID document that counts; absent: today's
     */
    public ResolvedSigner resolve(
            CredentialSignature signature, String party, Optional<String> versionId, VerificationPolicy policy) {
        var pinned = pinned(signature, party, policy);
        if (!pinned.isEmpty()) {
            return new ResolvedSigner(signature, pinned, new Signers.Answer.Missing("The key is pinned."));
        }
        return new ResolvedSigner(signature, pinned, signers.find(signature.verificationMethod(), versionId));
    }

    private static List<PublicKey> pinned(CredentialSignature signature, String party, VerificationPolicy policy) {
        var keys = new ArrayList<PublicKey>();
        // A pin for the party binds the party; a pin for a key identifier binds that key, whoever uses it.
        keys.addAll(policy.issuerKeys().getOrDefault(party, List.of()));
        if (keys.isEmpty()) {
            keys.addAll(policy.issuerKeys().getOrDefault(signature.verificationMethod(), List.of()));
        }
        if (keys.isEmpty()) {
            signature.keyId().ifPresent(id -> keys.addAll(policy.issuerKeys().getOrDefault(id, List.of())));
        }
        return keys;
    }
}
