package id.signet.crypto.cms;

/** What is wrong with a CMS signature, the first of these that is. */
public enum SignatureDefect {

    /** There is not exactly one signer, or its certificate does not come with it. */
    SIGNER,
    /** An algorithm or a key that is not believed any more, or not known. */
    ALGORITHM,
    /** The signed attributes do not say which certificate it is (RFC 5035), or name another. */
    SIGNING_CERTIFICATE,
    /** Other content than the one that was signed. */
    CONTENT,
    /** The signature does not fit the certificate's key. */
    SIGNATURE
}
