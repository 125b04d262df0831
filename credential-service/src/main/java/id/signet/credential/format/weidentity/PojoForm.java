package id.signet.credential.format.weidentity;

/** The forms in which WeIdentity hands out credentials; each has its own text to sign. */
public enum PojoForm {

    /** Salted leaves, each of which its holder may hide: the types {@code original} and {@code hashTree}. */
    ORIGINAL,
    /** The claim in clear and without salts: the type {@code lite1}. */
    LITE,
    /** Other credentials, signed once more (CPT 107) or with a time (CPT 108). */
    EMBEDDED,
    /** The predecessor without salts, {@code Credential}: read and never issued. */
    LEGACY
}
