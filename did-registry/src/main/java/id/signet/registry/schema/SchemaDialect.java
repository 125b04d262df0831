package id.signet.registry.schema;

import com.networknt.schema.SpecificationVersion;
import id.signet.crypto.MalformedInput;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/** The versions of JSON Schema that are read. Types are registered in the first; the others still stand in others' papers. */
public enum SchemaDialect {

    DRAFT_2020_12(SpecificationVersion.DRAFT_2020_12, "2020-12", "https://json-schema.org/draft/2020-12/schema"),
    DRAFT_2019_09(SpecificationVersion.DRAFT_2019_09, "2019-09", "https://json-schema.org/draft/2019-09/schema"),
    DRAFT_7(SpecificationVersion.DRAFT_7, "draft-07", "http://json-schema.org/draft-07/schema");

    private final SpecificationVersion version;
    private final String title;
    private final String uri;

    SchemaDialect(SpecificationVersion version, String title, String uri) {
        this.version = version;
        this.title = title;
        this.uri = uri;
    }

    /** A schema in a version that is not read here: nothing can be said of what it describes. */
    public static final class Unknown extends MalformedInput {

        private static final long serialVersionUID = 1L;

        Unknown() {
            super("the JSON Schema is of a version that is not read here");
        }
    }

    /**
     * By {@code $schema}, which VC JSON Schema §4 requires.
     *
     * @throws Unknown if it names another version
     * @throws MalformedInput if it names none
     */
    static SchemaDialect of(ObjectNode schema) {
        if (!schema.path("$schema").isString()) {
            throw new MalformedInput("a JSON Schema says its version in $schema");
        }
        String named = schema.get("$schema").stringValue().replaceFirst("#$", "");
        return Arrays.stream(values())
                .filter(dialect -> dialect.uri.equals(named))
                .findFirst()
                .orElseThrow(Unknown::new);
    }

    String title() {
        return title;
    }

    String uri() {
        return uri;
    }

    SpecificationVersion version() {
        return version;
    }

    /** Lists of schemas under {@code items}, and {@code dependencies} (replaced in 2019-09 and 2020-12). */
    boolean isOld() {
        return this != DRAFT_2020_12;
    }
}
