package id.signet.registry.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Schema (2020-12) ready to validate with: no network, bounded work, formats as annotations. */
public final class CompiledSchema {

    /** A larger document is not validated. */
    static final int MAX_DOCUMENT = 256 * 1024;

    private static final int MAX_REPORTED = 20;
    private static final SchemaRegistry META = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Schema schema;

    private CompiledSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * @throws MalformedInput if it is no JSON Schema of 2020-12 or breaks {@link SchemaRules}; nothing was read from
     *     anywhere
     */
    public static CompiledSchema compile(ObjectNode json) {
        SchemaRules.check(json);
        List<Error> wrong = META.getSchema(SchemaLocation.of(SchemaRules.DIALECT)).validate(json);
        if (!wrong.isEmpty()) {
            throw new MalformedInput("not a JSON Schema of 2020-12 at " + place(wrong.getFirst()) + ": the keyword "
                    + wrong.getFirst().getKeyword() + " is not satisfied");
        }
        try {
            return new CompiledSchema(SchemaRegistry
                    .withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
                            .schemaLoader(loader -> loader.fetchRemoteResources(false))
                            .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .regularExpressionFactory(LinearPattern::compile)
                                    .locale(Locale.ROOT)
                                    .build()))
                    .getSchema(json.deepCopy()));
        } catch (SchemaException e) {
            throw new MalformedInput("the JSON Schema cannot be used", e);
        }
    }

    /** What is wrong with the document, the first {@value #MAX_REPORTED}; empty if it is valid. */
    public List<SchemaViolation> validate(JsonNode document) {
        if (Jcs.canonicalize(document).length > MAX_DOCUMENT) {
            return List
                    .of(new SchemaViolation("", "maxSize", "the document is larger than " + MAX_DOCUMENT + " bytes"));
        }
        return schema.validate(document).stream().limit(MAX_REPORTED).map(CompiledSchema::violation).toList();
    }

    private static SchemaViolation violation(Error error) {
        String keyword = String.valueOf(error.getKeyword());
        String place = place(error);
        String name = error.getProperty() == null ? "" : " (" + error.getProperty() + ")";
        return new SchemaViolation(place, keyword, "the document does not satisfy " + keyword + " at " + place + name);
    }

    private static String place(Error error) {
        String place = String.valueOf(error.getInstanceLocation());
        return place.isEmpty() ? "its top" : place;
    }
}
