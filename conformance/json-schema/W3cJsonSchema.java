import id.signet.credential.SchemaReference;
import id.signet.credential.format.JsonSchemaCredential;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.schema.CompiledSchema;
import id.signet.registry.schema.SchemaDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile "w3c-json-schema": Signet's reading of schemas behind the command line of the W3C suite. The suite's papers
 * have no proofs, so nothing is asked of signatures, and they are of no version of the data model, so nothing is asked of
 * the paper but what its schema says. Two things that the suite asks for beside the texts are here and not in the service:
 * <ul>
 * <li>the schema of a JsonSchemaCredential stands under an address of 2022, which the text has since replaced;
 * <li>the draft-07 of JSON Schema is called by an https address, where its own is http.
 * </ul>
 */
public final class W3cJsonSchema {

    private static final String OLD_ADDRESS = "https://www.w3.org/2022/credentials/v2/json-schema-credential-schema.json";

    private static final String DRAFT_7 = "json-schema.org/draft-07/schema#";

    private W3cJsonSchema() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        ObjectNode credential = read(options.get("--credential"));
        ObjectNode schema = read(options.get("--schema"));
        Files.writeString(Path.of(options.get("--output")),
                Json.object().put("result", judge(options.get("--format"), credential, schema)).toString());
    }

    private static ObjectNode read(String file) throws Exception {
        return StrictJson.parseObject(Files.readAllBytes(Path.of(file)));
    }

    private static String judge(String format, ObjectNode credential, ObjectNode published) {
        try {
            String id = credential.path("credentialSchema").path("id").asString("");
            require(credential.path("credentialSchema").path("type").asString("").equals(format));
            CompiledSchema schema;
            if (format.equals(SchemaReference.JSON_SCHEMA_CREDENTIAL)) {
                schema = CompiledSchema.published(withOwnVersion(JsonSchemaCredential.schema(withAddressOfToday(published), id)));
            } else {
                schema = CompiledSchema.published(withOwnVersion(published));
                require(published.path("$id").asString("").equals(id));
            }
            return schema.validate(credential).isEmpty() ? "success" : "failure";
        } catch (SchemaDialect.Unknown e) {
            return "indeterminate";
        } catch (MalformedInput e) {
            return "failure";
        }
    }

    private static ObjectNode withAddressOfToday(ObjectNode published) {
        if (published.get("credentialSchema") instanceof ObjectNode schema
                && schema.path("id").asString("").equals(OLD_ADDRESS)) {
            schema.set("id", JsonSchemaCredential.itsSchema().get("id"));
        }
        return published;
    }

    private static ObjectNode withOwnVersion(ObjectNode schema) {
        return schema.path("$schema").asString("").equals("https://" + DRAFT_7)
                ? schema.put("$schema", "http://" + DRAFT_7)
                : schema;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new MalformedInput("the paper names another schema, or another kind of schema");
        }
    }
}
