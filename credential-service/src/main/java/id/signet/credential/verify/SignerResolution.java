package id.signet.credential.verify;

import id.signet.credential.CredentialSignature;
import id.signet.credential.verify.Verification.ResolvedSigner;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the key of a signature once, for every check that asks. Keys in the signature itself are no source. */
public final class SignerResolution {

    /** Of one DID so many keys are tried. */
    private static final int MOST_KEYS = 16;

    private final Signers signers;
    private final WebIssuers webIssuers;
    private final AcceptedKeyTypes keyTypes;

    public SignerResolution(Signers signers, WebIssuers webIssuers, AcceptedKeyTypes keyTypes) {
        this.signers = signers;
        this.webIssuers = webIssuers;
        this.keyTypes = keyTypes;
    }

    /**
     * @param party the issuer or the holder the signature should come from
     * @param versionId the version of its DID document that counts; absent: today's
     */
    public ResolvedSigner resolve(
            CredentialSignature signature, String party, Optional<String> versionId, VerificationPolicy policy) {
        var pinned = pinned(signature, party, policy);
        var accepted = pinned.stream().filter(key -> keyTypes.accepts(key.type())).toList();
        if (!accepted.isEmpty()) {
            return new ResolvedSigner(signature, accepted, new Signers.Answer.Missing("The key is pinned."));
        }
        return new ResolvedSigner(signature, accepted, pinned.isEmpty()
                ? accepted(signature.webIssuer()
                        .map(issuer -> webIssuers.find(issuer, signature.keyId()))
                        .orElseGet(() -> find(signature, versionId)))
                : new Signers.Answer.NotAccepted(pinned.getFirst().type()));
    }

    /**
     * The methods that the signature may be of: the one it names, also by the name it has in the document, or where it names a
     * DID alone all that the document lists today. A commitment names one of them.
     */
    public List<String> methods(CredentialSignature signature) {
        return signature.namesDidAlone()
                ? signers.methods(signature.verificationMethod(), Optional.empty()).stream().limit(MOST_KEYS).toList()
                : Stream.of(signature.verificationMethod(), signers.listed(signature.verificationMethod()))
                        .distinct()
                        .toList();
    }

    /** @param verificationMethod of today's document: an absolute DID URL with a fragment */
    public Signers.Answer find(String verificationMethod) {
        return accepted(signers.find(verificationMethod, Optional.empty()));
    }

    private Signers.Answer find(CredentialSignature signature, Optional<String> versionId) {
        if (!signature.namesDidAlone()) {
            return signers.find(signature.verificationMethod(), versionId);
        }
        String did = signature.verificationMethod();
        Signers.Answer answer = new Signers.Answer.Missing("No key that " + did + " lists made the signature.");
        for (String method : signers.methods(did, versionId).stream().limit(MOST_KEYS).toList()) {
            Signers.Answer found = signers.find(method, versionId);
            switch (found) {
                case Signers.Answer.Found of when signature.verify(of.key()) -> {
                    return of;
                }
                case Signers.Answer.Found _,Signers.Answer.NotAccepted _,Signers.Answer.Missing _,Signers.Answer.Revoked _ -> {
                    // of another key, or of one that nothing counts of
                }
                case Signers.Answer.Unreachable _ -> answer = found;
            }
        }
        return answer;
    }

    private Signers.Answer accepted(Signers.Answer answer) {
        return answer instanceof Signers.Answer.Found found && !keyTypes.accepts(found.key().type())
                ? new Signers.Answer.NotAccepted(found.key().type())
                : answer;
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
