package id.signet.registry.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Schema ready to validate with: no network, bounded work, formats as annotations. */
public final class CompiledSchema {

    /** A larger document is not validated. */
    static final int MAX_DOCUMENT = 256 * 1024;

    private static final int MAX_REPORTED = 20;
    /** The schemas of schemas. */
    private static final Map<SchemaDialect, Schema> META = Arrays.stream(SchemaDialect.values())
            .collect(Collectors.toMap(Function.identity(), dialect -> SchemaRegistry
                    .withDefaultDialect(dialect.version())
                    .getSchema(SchemaLocation.of(dialect.uri()))));

    private final Schema schema;

    private CompiledSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * A type's schema, as it is registered: of 2020-12, whether it says so or not, and without a name of its own.
     *
     * @throws MalformedInput if it is no JSON Schema of 2020-12 or breaks {@link SchemaRules}; nothing was read from
     *     anywhere
     */
    public static CompiledSchema compile(ObjectNode json) {
        SchemaRules.check(json);
        return compile(json, SchemaDialect.DRAFT_2020_12);
    }

    /**
     * A schema that somebody else published. VC JSON Schema §3.1, §4: it names itself and its version.
     *
     * @throws SchemaDialect.Unknown if its version is not read here
     * @throws MalformedInput if it is no such schema or breaks {@link SchemaRules}; nothing was read from anywhere
     */
    public static CompiledSchema published(ObjectNode json) {
        SchemaDialect dialect = SchemaDialect.of(json);
        requireId(json);
        ObjectNode unnamed = json.deepCopy();
        unnamed.remove("$id");
        SchemaRules.check(unnamed, dialect);
        return compile(unnamed, dialect);
    }

    private static void requireId(ObjectNode json) {
        try {
            if (json.path("$id").isString() && new URI(json.get("$id").stringValue()).isAbsolute()) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new MalformedInput("the $id of a JSON Schema is no URI", e);
        }
        throw new MalformedInput("a JSON Schema names itself by a URI in $id");
    }

    private static CompiledSchema compile(ObjectNode json, SchemaDialect dialect) {
        List<Error> wrong = Objects.requireNonNull(META.get(dialect)).validate(json);
        if (!wrong.isEmpty()) {
            throw new MalformedInput("not a JSON Schema of " + dialect.title() + " at " + place(wrong.getFirst())
                    + ": the keyword " + wrong.getFirst().getKeyword() + " is not satisfied");
        }
        try {
            return new CompiledSchema(SchemaRegistry
                    .withDefaultDialect(dialect.version(), builder -> builder
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
