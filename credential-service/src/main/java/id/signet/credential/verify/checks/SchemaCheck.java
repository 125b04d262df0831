package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.SchemaReference;
import id.signet.credential.UnverifiedCredential;
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
import java.util.ArrayList;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The credential's document is valid by the registered schemas it names. */
public final class SchemaCheck implements Check {

    /** What a holder who withholds claims cannot help failing. */
    private static final Set<String> PRESENCE = Set.of("required", "minItems", "minProperties", "contains",
            "minContains", "dependentRequired");

    private final Types types;

    public SchemaCheck(Types types) {
        this.types = types;
    }

    @Override
    public CheckName name() {
        return CheckName.SCHEMA;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var credential = verification.credential();
        var outcomes = new ArrayList<CheckOutcome>();
        for (var reference : credential.schemas()) {
            var type = types.find(reference.id());
            if (type.isPresent()) {
                outcomes.add(judge(credential, reference, type.get()));
            } else if (reference.type().equals(SchemaReference.JSON_SCHEMA)) {
                outcomes.add(new Unknown(
                        Problem.MALFORMED_VALUE,
                        "schema-source-unreachable",
                        "The schema is not registered here, and this service does not fetch it.",
                        Evidence.NONE.with("schema", reference.id())));
            } else if (!reference.type().equals(SchemaReference.VCT)) {
                outcomes.add(new Unknown(
                        Problem.MALFORMED_VALUE,
                        "schema-type-unsupported",
                        "This service does not judge by schemas of the type " + reference.type() + ".",
                        Evidence.NONE.with("schema", reference.id())));
            }
        }
        if (outcomes.isEmpty()) {
            return CheckOutcome.notApplicable("The credential names no schema that is registered here.");
        }
        return SignatureJudgement.worst(outcomes, outcomes.getFirst());
    }

    private static CheckOutcome judge(UnverifiedCredential credential, SchemaReference reference, RegisteredType type) {
        var evidence = Evidence.NONE.with("schema", type.id());
        var violations = type.schema().apply(document(credential, reference, type));
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

    /** An SD-JWT VC says its type by vct alone; the document that the schema describes says it by name and context. */
    private static ObjectNode document(
            UnverifiedCredential credential, SchemaReference reference, RegisteredType type) {
        if (!reference.type().equals(SchemaReference.VCT)) {
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
