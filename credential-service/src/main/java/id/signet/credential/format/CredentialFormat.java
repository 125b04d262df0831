package id.signet.credential.format;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnverifiedCredential;

/**
 * One way to secure a credential. Issuing is in two steps, so that the signed input can be logged before it is signed:
 * {@link #prepare}, then sign, then {@link #assemble}.
 */
public interface CredentialFormat {

    /** The name used in the REST door and in reports: {@code data-integrity}, {@code vc+jwt}, {@code dc+sd-jwt}. */
    String name();

    /** Whether the submission claims to be of this format; says nothing about its being well formed. */
    boolean recognises(Submission submission);

    /** @throws id.signet.crypto.MalformedInput when it is not a well-formed credential of this format */
    UnverifiedCredential parse(Submission submission);

    /** @throws id.signet.credential.UnsuitableInput when the format cannot carry what is asked for */
    SigningRequest prepare(UnsecuredCredential credential);

    /** @param signature made over {@link SigningRequest#message} by the key the credential names */
    SecuredCredential assemble(SigningRequest request, byte[] signature);
}
