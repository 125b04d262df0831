package id.signet.credential;

import id.signet.registry.net.ResourceDigest;
import java.util.List;

/**
 * Where the credential says its schema is.
 *
 * @param id the URL of one schema version, or the {@code vct} of an SD-JWT VC
 * @param type {@code JsonSchema}, {@code JsonSchemaCredential}, {@code vct} or {@code cpt}
 * @param digests what is found there must have all of them
 */
public record SchemaReference(String id, String type, List<ResourceDigest> digests) {

    public static final String JSON_SCHEMA = "JsonSchema";
    public static final String JSON_SCHEMA_CREDENTIAL = "JsonSchemaCredential";
    public static final String VCT = "vct";
    /** A CPT over all its versions: a paper of WeIdentity names no one of them. */
    public static final String CPT = "cpt";

    public SchemaReference {
        digests = List.copyOf(digests);
    }
}
