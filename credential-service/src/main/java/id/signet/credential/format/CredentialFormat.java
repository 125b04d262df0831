package id.signet.credential.format;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;

/**
 * A way to secure a credential that this service issues too. Issuing is in two steps, so that the signed input can be
 * logged before it is signed: {@link #prepare}, then sign, then {@link #assemble}.
 */
public interface CredentialFormat extends CredentialReader {

    /** @throws id.signet.credential.UnsuitableInput when the format cannot carry what is asked for */
    SigningRequest prepare(UnsecuredCredential credential);

    /** @param signature made over {@link SigningRequest#message} by the key the credential names */
    SecuredCredential assemble(SigningRequest request, byte[] signature);
}
