package id.signet.credential.format;

import static id.signet.credential.format.VcDocument.malformed;

import id.signet.credential.SchemaReference;
import id.signet.crypto.json.Json;
import id.signet.registry.net.ResourceDigest;
import tools.jackson.databind.node.ObjectNode;

/** VC JSON Schema §2.2: a credential whose subject is a JSON Schema, so that the schema has an issuer. */
public final class JsonSchemaCredential {

    /** What describes such credentials, by the only address and digest that the specification allows. */
    private static final ObjectNode ITS_SCHEMA = Json.object()
            .put("id", "https://www.w3.org/ns/credentials/json-schema/v2.json")
            .put("type", SchemaReference.JSON_SCHEMA)
            .put("digestSRI", "sha384-S57yQDg1MTzF56Oi9DbSQ14u7jBy0RDdx0YbeV7shwhCS88G8SCXeFq82PafhCrW");

    private JsonSchemaCredential() {}

    /** The value of its {@code credentialSchema}. */
    public static ObjectNode itsSchema() {
        return ITS_SCHEMA.deepCopy();
    }

    /**
     * The JSON Schema in a credential that was read from an address.
     *
     * @throws id.signet.credential.MalformedCredential if this is no such credential, or one with another id
     */
    public static ObjectNode schema(ObjectNode document, String address) {
        if (!VcDocument.types(document).contains(SchemaReference.JSON_SCHEMA_CREDENTIAL)) {
            throw malformed("schema-credential-malformed", "What carries the schema is no JsonSchemaCredential.");
        }
        if (VcDocument.url(document, "id").filter(address::equals).isEmpty()) {
            throw malformed("schema-credential-malformed", "The credential of the schema has another id.");
        }
        if (!ITS_SCHEMA.equals(document.get("credentialSchema"))) {
            throw malformed("schema-credential-malformed",
                    "The credentialSchema of a JsonSchemaCredential is always the same, and this is another.");
        }
        if (document.get("credentialSubject") instanceof ObjectNode subject
                && SchemaReference.JSON_SCHEMA.equals(subject.path("type").asString(""))
                && subject.get("jsonSchema") instanceof ObjectNode schema) {
            return schema;
        }
        throw malformed("schema-credential-malformed",
                "The subject of a JsonSchemaCredential is of the type JsonSchema and has a jsonSchema.");
    }

    /** Integrity of the schema of schemas: the digest is the specification's, so there is nothing to compare it with. */
    public static boolean isItsSchema(SchemaReference reference) {
        return reference.id().equals(ITS_SCHEMA.get("id").stringValue())
                && reference.digests().equals(ResourceDigest.of(ITS_SCHEMA));
    }
}
