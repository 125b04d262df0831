package id.signet.registry.did.resolution;

/** The errors of DID Resolution 1.0 that this resolver gives. */
public enum ResolutionError {
    INVALID_DID,
    INVALID_DID_URL,
    INVALID_OPTIONS,
    METHOD_NOT_SUPPORTED,
    FEATURE_NOT_SUPPORTED,
    INVALID_DID_DOCUMENT;

    /** The {@code type} member of the error object. */
    public String type() {
        return "https://www.w3.org/ns/did#" + name();
    }
}
