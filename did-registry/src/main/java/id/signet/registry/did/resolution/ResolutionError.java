package id.signet.registry.did.resolution;

/** The errors of DID Resolution 1.0 that this resolver gives. */
public enum ResolutionError {
    INVALID_DID,
    INVALID_OPTIONS,
    NOT_FOUND,
    METHOD_NOT_SUPPORTED,
    FEATURE_NOT_SUPPORTED,
    REPRESENTATION_NOT_SUPPORTED;

    /** The {@code type} member of the error object. */
    public String type() {
        return "https://www.w3.org/ns/did#" + name();
    }
}
