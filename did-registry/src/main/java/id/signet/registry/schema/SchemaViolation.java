package id.signet.registry.schema;

/**
 * One way in which a document breaks its schema.
 *
 * @param place a JSON Pointer into the document
 * @param keyword the JSON Schema keyword that failed, such as {@code required}
 * @param message a sentence that names the place, never the value
 */
public record SchemaViolation(String place, String keyword, String message) {}
