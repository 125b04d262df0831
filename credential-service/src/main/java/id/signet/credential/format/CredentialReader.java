package id.signet.credential.format;

import id.signet.credential.UnverifiedCredential;

/** Reads credentials that are secured in one way. */
public interface CredentialReader {

    /** The name used in the REST door and in reports: {@code data-integrity}, {@code vc+jwt}, {@code dc+sd-jwt}. */
    String name();

    /** Whether the submission claims to be of this format; says nothing about its being well formed. */
    boolean recognises(Submission submission);

    /** @throws id.signet.crypto.MalformedInput when it is not a well-formed credential of this format */
    UnverifiedCredential parse(Submission submission);
}
