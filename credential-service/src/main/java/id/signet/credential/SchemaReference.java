package id.signet.credential;

/**
 * Where the credential says its schema is.
 *
 * @param id the URL of one schema version, or the {@code vct} of an SD-JWT VC
 * @param type {@code JsonSchema}, or {@code vct}
 */
public record SchemaReference(String id, String type) {

    public static final String JSON_SCHEMA = "JsonSchema";
    public static final String VCT = "vct";
}
