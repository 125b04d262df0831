package id.signet.credential.format.sdjwt;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.crypto.MalformedInput;

/** A credential in an SD-JWT, which its holder may show in part and with a key binding. */
public interface SdJwtFormat extends CredentialFormat {

    /** Whether the issuer's JWT says that it is of this format. */
    boolean recognises(SdJwt sdJwt);

    /**
     * The credential within a presentation; its key binding is not looked at.
     *
     * @throws MalformedInput when it is not a well-formed credential of this format
     */
    UnverifiedCredential parse(SdJwt sdJwt);
}
