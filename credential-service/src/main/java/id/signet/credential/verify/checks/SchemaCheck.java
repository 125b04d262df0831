package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.SchemaReference;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.JsonSchemaCredential;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.Types.RegisteredType;
import id.signet.credential.verify.Verification;
import id.signet.crypto.MalformedInput;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.schema.CompiledSchema;
import id.signet.registry.schema.SchemaDialect;
import id.signet.registry.schema.SchemaViolation;
import id.signet.registry.schema.TypeChains;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The credential's document is valid by the schemas it names: those registered here, and those that others publish. */
public final class SchemaCheck implements Check {

    /** What a holder who withholds claims cannot help failing. */
    private static final Set<String> PRESENCE = Set.of("required", "minItems", "minProperties", "contains",
            "minContains", "dependentRequired", "dependencies");

    private final Types types;
    private final TypeRules rules;
    private final PublishedSchemas published;

    public SchemaCheck(Types types, TypeRules rules, PublishedSchemas published) {
        this.types = types;
        this.rules = rules;
        this.published = published;
    }

    /** The rules of an SD-JWT VC type and of those it extends, as {@link TypeChains#of} finds them. */
    @FunctionalInterface
    public interface TypeRules {
        TypeChains.Answer of(String vct, Optional<ResourceDigest> integrity);
    }

    @Override
    public CheckName name() {
        return CheckName.SCHEMA;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var outcomes = verification.credential()
                .schemas()
                .stream()
                .flatMap(reference -> Stream.concat(judge(reference, verification).stream(),
                        claims(reference, verification.credential()).stream()))
                .toList();
        if (outcomes.isEmpty()) {
            return CheckOutcome.notApplicable("The credential names no schema that is registered here.");
        }
        return SignatureJudgement.worst(outcomes, outcomes.getFirst());
    }

    /**
     * The rules of an SD-JWT VC type for its claims. Another's type is read only where the credential states what its
     * metadata must be: that is the standard's to leave to a verifier, and asking tells its host of the credential.
     */
    private Optional<CheckOutcome> claims(SchemaReference reference, UnverifiedCredential credential) {
        boolean ours = types.find(reference.id()).isPresent();
        if (!reference.type().equals(SchemaReference.VCT) || credential.issuedClaims().isEmpty()
                || (!ours && reference.digests().isEmpty())) {
            return Optional.empty();
        }
        var evidence = Evidence.NONE.with("type", reference.id());
        return Optional.of(switch (rules.of(reference.id(), reference.digests().stream().findFirst())) {
            case TypeChains.Answer.Refused(var code, var message) ->
                new Failed(Problem.CRYPTOGRAPHIC_SECURITY, code, message, evidence);
            case TypeChains.Answer.Unreachable(var message) ->
                new Unknown(Problem.MALFORMED_VALUE, "type-metadata-unreachable", message, evidence);
            case TypeChains.Answer.Rules(var claims, var _) -> claims.objection(credential.issuedClaims().get())
                    .<CheckOutcome>map(message -> new Failed(Problem.MALFORMED_VALUE, "claims-against-type", message,
                            evidence))
                    .orElseGet(() -> new Passed("The claims keep the rules of their type.", evidence));
        });
    }

    private Optional<CheckOutcome> judge(SchemaReference reference, Verification verification) {
        var credential = verification.credential();
        if (reference.type().equals(SchemaReference.CPT)) {
            return cpt(reference, verification);
        }
        var type = types.find(reference.id());
        if (type.isPresent()) {
            return Optional.of(registered(credential, reference, type.get()));
        }
        return switch (reference.type()) {
            case SchemaReference.VCT -> Optional.empty();
            case SchemaReference.JSON_SCHEMA -> Optional.of(JsonSchemaCredential.isItsSchema(reference)
                    ? schemaOfSchemas(credential, reference)
                    : published(reference, verification));
            case SchemaReference.JSON_SCHEMA_CREDENTIAL -> Optional.of(published(reference, verification));
            default -> Optional.of(new Unknown(
                    Problem.MALFORMED_VALUE,
                    "schema-type-unsupported",
                    "This service does not judge by schemas of the type " + reference.type() + ".",
                    Evidence.NONE.with("schema", reference.id())));
        };
    }

    /** What is hidden is a hash or nothing, of which no schema says anything: the whole claim is judged, or none of it. */
    private Optional<CheckOutcome> cpt(SchemaReference reference, Verification verification) {
        var credential = verification.credential();
        if (!credential.complete()) {
            return Optional.of(CheckOutcome.notApplicable(
                    "The holder hides a part of the claim, which was judged by the schema at issuance alone."));
        }
        return types.cpt(reference.id(), verification.leaf()).map(type -> registered(credential, reference, type));
    }

    private CheckOutcome published(SchemaReference reference, Verification verification) {
        return switch (published.read(reference, verification)) {
            case PublishedSchemas.Answer.None(var outcome) -> outcome;
            case PublishedSchemas.Answer.Read(var schema, var evidence) ->
                judge(verification.credential(), schema.validate(verification.credential().schemaDocument()),
                        evidence.with("schema", reference.id()));
        };
    }

    private static CheckOutcome registered(
            UnverifiedCredential credential, SchemaReference reference, RegisteredType type) {
        var served = Optional.ofNullable(type.served().get(reference.id()));
        if (served.filter(bytes -> !PublishedSchemas.haveDigests(reference, bytes)).isPresent()) {
            return PublishedSchemas.digestMismatch(reference);
        }
        if (served.isEmpty() && !reference.digests().isEmpty()) {
            return new Unknown(Problem.MALFORMED_VALUE, "schema-digest-unknown",
                    "The schema is registered here, and what is served under this address may be signed anew, so it has no one digest.",
                    Evidence.NONE.with("schema", reference.id()));
        }
        return judge(credential, type.schema().apply(document(credential, reference, type)),
                Evidence.NONE.with("schema", type.id()));
    }

    /** What describes a JsonSchemaCredential is known; it is not read to find out. */
    private static CheckOutcome schemaOfSchemas(UnverifiedCredential credential, SchemaReference reference) {
        var evidence = Evidence.NONE.with("schema", reference.id());
        try {
            CompiledSchema.published(
                    JsonSchemaCredential.schema(credential.document(), credential.id().orElse("")));
            return new Passed("The credential is valid by its schema.", evidence);
        } catch (SchemaDialect.Unknown e) {
            return new Unknown(Problem.MALFORMED_VALUE, "schema-version-unsupported",
                    "The JSON Schema in the credential is of a version that is not read here.", evidence);
        } catch (MalformedInput e) {
            return new Failed(Problem.MALFORMED_VALUE, "schema-violated",
                    "The credential is not valid by its schema: " + e.getMessage(), evidence);
        }
    }

    private static CheckOutcome judge(
            UnverifiedCredential credential, List<SchemaViolation> violations, Evidence evidence) {
        if (violations.isEmpty()) {
            return new Passed("The credential is valid by its schema.", evidence);
        }
        var grave = violations.stream()
                .filter(violation -> credential.complete() || !PRESENCE.contains(violation.keyword()))
                .findFirst();
        return grave.<CheckOutcome>map(violation -> new Failed(
                Problem.MALFORMED_VALUE,
                "schema-violated",
                "The credential is not valid by its schema: " + violation.message(),
                evidence.with("keyword", violation.keyword())))
                .orElseGet(() -> new Passed(
                        "What the holder disclosed is valid by the schema; what is withheld was judged at issuance alone.",
                        evidence.with("withheld", true)));
    }

    /** An SD-JWT VC says its type by vct alone, a paper of WeIdentity by its CPT; the document that the schema describes says it by name and context. */
    private static ObjectNode document(
            UnverifiedCredential credential, SchemaReference reference, RegisteredType type) {
        if (!reference.type().equals(SchemaReference.VCT) && !reference.type().equals(SchemaReference.CPT)) {
            return credential.schemaDocument();
        }
        var document = credential.schemaDocument().deepCopy();
        if (document.get("@context") instanceof ArrayNode contexts) {
            contexts.add(type.context());
        }
        if (document.get("type") instanceof ArrayNode names) {
            names.add(type.name());
        }
        document.putObject("credentialSchema").put("id", type.id()).put("type", SchemaReference.JSON_SCHEMA);
        return document;
    }
}
