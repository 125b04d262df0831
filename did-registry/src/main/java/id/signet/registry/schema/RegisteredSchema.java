package id.signet.registry.schema;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LeafIndex;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.schema.SchemaTables.Version;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One immutable version of a registered type. */
public final class RegisteredSchema {

    private final PublicUrl publicUrl;
    private final long cptId;
    private final long version;
    private final Version row;
    private final ObjectNode jsonSchema;
    private final ObjectNode context;
    private final CompiledSchema compiled;
    private final String typeMetadata;

    RegisteredSchema(PublicUrl publicUrl, long cptId, long version, Version row) {
        this.publicUrl = publicUrl;
        this.cptId = cptId;
        this.version = version;
        this.row = row;
        this.jsonSchema = StrictJson.parseObject(row.jsonSchema());
        this.context = StrictJson.parseObject(row.context());
        this.compiled = CompiledSchema.compile(jsonSchema);
        this.typeMetadata = row.typeMetadata()
                .orElseGet(() -> Bytes
                        .of(Jcs.canonicalize(Json.object().put("vct", row.vct()).put("name", row.name())))
                        .asUtf8());
    }

    /** Characters of its schema and context. */
    int length() {
        return row.jsonSchema().length() + row.context().length() + typeMetadata.length();
    }

    /** The URL of this version: the {@code id} in {@code credentialSchema}. */
    public String id() {
        return publicUrl.schema(cptId, version);
    }

    public long cptId() {
        return cptId;
    }

    public long version() {
        return version;
    }

    /** The name that stands in {@code type}. */
    public String name() {
        return row.name();
    }

    public Did author() {
        return row.author();
    }

    /** A copy. */
    public ObjectNode jsonSchema() {
        return jsonSchema.deepCopy();
    }

    /** The bytes served at {@link #id()}, RFC 8785 form. */
    public Bytes jsonSchemaBytes() {
        return Bytes.utf8(row.jsonSchema());
    }

    /** The schema as a credential of its author. */
    public String credentialUrl() {
        return publicUrl.schemaCredential(cptId, version);
    }

    public Instant loggedAt() {
        return row.loggedAt();
    }

    public String contextUrl() {
        return publicUrl.context(cptId, version);
    }

    /** A copy of the whole context document. */
    public ObjectNode context() {
        return context.deepCopy();
    }

    /** The bytes served at {@link #contextUrl()}, RFC 8785 form: what a digest in a paper is of. */
    public Bytes contextBytes() {
        return Bytes.utf8(row.context());
    }

    /** Whether the schema names claims of the subject at all. */
    public boolean namesClaims() {
        return terms().propertyNames().stream().anyMatch(this::isClaim);
    }

    /**
     * Whether the schema gives the subject this claim.
     *
     * @param path names, the outer first; an empty one stands for each element of a list
     */
    public boolean hasClaim(List<String> path) {
        JsonNode terms = terms();
        for (String name : path) {
            if (name.isEmpty()) {
                continue;
            }
            JsonNode term = terms.path(name);
            boolean known = term.isMissingNode() ? W3cTerms.EVERYWHERE.contains(name) : isClaim(name);
            if (!known) {
                return false;
            }
            if (term.path("@type").asString("").equals("@json")) {
                return true;
            }
            terms = term.path("@context");
        }
        return true;
    }

    private JsonNode terms() {
        return context.path("@context");
    }

    private boolean isClaim(String term) {
        return !term.startsWith("@") && !term.equals(name());
    }

    /** The SD-JWT VC {@code vct} of this version. */
    public String vct() {
        return row.vct();
    }

    /** The bytes served at {@link #vct()}, RFC 8785 form: SD-JWT VC Type Metadata. */
    public Bytes typeMetadataBytes() {
        return Bytes.utf8(typeMetadata);
    }

    /** Whether more was registered than a name. */
    boolean hasTypeMetadata() {
        return row.typeMetadata().isPresent();
    }

    public TypeMetadata typeMetadata() {
        return TypeMetadata.parse(StrictJson.parseObject(typeMetadata), vct());
    }

    /** The type over all its versions: what an accreditation names. */
    public String typeUri() {
        return publicUrl.type(cptId);
    }

    /** The URIs by which an accreditation may cover it, the most exact first. */
    public List<String> uris() {
        return List.of(vct(), typeUri());
    }

    public LeafIndex leafIndex() {
        return row.leafIndex();
    }

    /** What is wrong with the document; empty if it is valid. */
    public List<SchemaViolation> validate(JsonNode document) {
        return compiled.validate(document);
    }
}
