package id.signet.credential.format;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;

/**
 * A way to secure a credential that this service issues too. Issuing is in two steps, so that the signed input can be
 * logged before it is signed: {@link #prepare}, then sign, then {@link #assemble}.
 */
public interface CredentialFormat extends CredentialReader {

    /** @throws id.signet.credential.UnsuitableInput when the format cannot carry what is asked for */
    SigningRequest prepare(UnsecuredCredential credential);

    /** Whether a key of this type may sign; a suite may ask for more. */
    default boolean accepts(KeyType type) {
        return type.isOfJose();
    }

    /** Signs what was prepared. */
    default byte[] sign(SigningRequest request, SigningKey key) {
        return key.sign(request.message().toArray());
    }

    /** @param signature of {@link #sign} by the key the credential names */
    SecuredCredential assemble(SigningRequest request, byte[] signature);
}
