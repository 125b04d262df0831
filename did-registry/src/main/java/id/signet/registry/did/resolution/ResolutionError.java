package id.signet.registry.did.resolution;

/** The errors of DID Resolution 1.0 that this resolver gives. */
public enum ResolutionError {
    INVALID_DID,
    INVALID_DID_DOCUMENT,
    INVALID_DID_URL,
    INVALID_OPTIONS,
    NOT_FOUND,
    INTERNAL_ERROR,
    METHOD_NOT_SUPPORTED,
    FEATURE_NOT_SUPPORTED,
    REPRESENTATION_NOT_SUPPORTED,

    /** Of the did:key method: the key has not the length of its type. */
    INVALID_PUBLIC_KEY_LENGTH,

    /** Of the did:key method: a format that was asked for is an experiment. */
    INVALID_PUBLIC_KEY_TYPE,

    /** Of the did:key method: a format that was asked for is not known here. */
    UNSUPPORTED_PUBLIC_KEY_TYPE,

    /** Of Controlled Identifiers 1.0 §3.3. */
    INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD;

    /** The {@code type} member of the error object. */
    public String type() {
        return (this == INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD
                ? "https://w3id.org/security#"
                : "https://www.w3.org/ns/did#") + name();
    }
}
