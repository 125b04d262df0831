package id.signet.credential.verify.checks;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SchemaReference;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.JsonSchemaCredential;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.Signers;
import id.signet.credential.verify.StructureCheck;
import id.signet.credential.verify.Verification;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.net.Web;
import id.signet.registry.schema.CompiledSchema;
import id.signet.registry.schema.SchemaDialect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas that others publish (VC JSON Schema), read by the rules of docs/adr/0022-outbound-http.md. What is read is
 * taken as it is: nothing that it names is read in turn, but for the signer of a schema's credential.
 */
public final class PublishedSchemas {

    private static final Set<String> SCHEMAS = Set.of("application/schema+json", "application/json");
    private static final Set<String> CREDENTIALS = Set.of("application/vc", "application/vc+jwt",
            "application/vc+sd-jwt",
            "application/vc+ld+json", "application/ld+json", "application/json");

    private final Web web;
    private final StructureCheck structure;
    private final SignerResolution signers;

    public PublishedSchemas(Web web, StructureCheck structure, SignerResolution signers) {
        this.web = web;
        this.structure = structure;
        this.signers = signers;
    }

    /** What became of asking for a schema. */
    sealed interface Answer {

        record Read(CompiledSchema schema, Evidence evidence) implements Answer {}

        /** The outcome of the check, which has no schema. */
        record None(CheckOutcome outcome) implements Answer {}
    }

    Answer read(SchemaReference reference, Verification verification) {
        boolean credential = reference.type().equals(SchemaReference.JSON_SCHEMA_CREDENTIAL);
        HttpsAddress address;
        try {
            address = HttpsAddress.parse(reference.id());
        } catch (MalformedInput e) {
            return unknown(reference, "schema-source-unreachable", "The schema's address is none that is asked.");
        }
        return switch (web.get(address, credential ? CREDENTIALS : SCHEMAS)) {
            case Fetched.Found found -> read(reference, found.body(), verification);
            case Fetched.Absent _ -> unknown(reference, "schema-missing", "There is no schema at its address.");
            case Fetched.Forbidden forbidden -> unknown(reference, "schema-source-unreachable",
                    "The schema's address is none that is asked: " + forbidden.reason() + ".");
            case Fetched.Busy _ -> unknown(reference, "schema-source-unreachable",
                    "Too many hosts are being waited for; ask again.");
            case Fetched.Unreachable unreachable -> unknown(reference, "schema-source-unreachable",
                    "The schema cannot be read: " + unreachable.reason() + ".");
        };
    }

    private Answer read(SchemaReference reference, Bytes body, Verification verification) {
        if (!haveDigests(reference, body)) {
            return new Answer.None(digestMismatch(reference));
        }
        try {
            return reference.type().equals(SchemaReference.JSON_SCHEMA_CREDENTIAL)
                    ? inCredential(reference, body, verification)
                    : plain(reference, StrictJson.parseObject(body.toArray()));
        } catch (SchemaDialect.Unknown e) {
            return unknown(reference, "schema-version-unsupported", sentence(e));
        } catch (MalformedCredential e) {
            return failed(reference, e.code(), sentence(e));
        } catch (MalformedInput e) {
            return failed(reference, "schema-malformed",
                    "The schema is none that is read here: " + e.getMessage() + ".");
        }
    }

    /** What is served under a schema's address says that this is its address. */
    private static Answer plain(SchemaReference reference, ObjectNode schema) {
        CompiledSchema compiled = CompiledSchema.published(schema);
        return schema.path("$id").asString("").equals(reference.id())
                ? new Answer.Read(compiled, Evidence.NONE)
                : failed(reference, "schema-is-another", "The schema says that it is another one.");
    }

    private Answer inCredential(SchemaReference reference, Bytes body, Verification verification) {
        UnverifiedCredential credential = switch (structure.judge(json(body), verification.policy())) {
            case StructureCheck.Answer.WellFormed(var parsed, var _) -> parsed;
            case StructureCheck.Answer.Malformed(var failed) ->
                throw new MalformedCredential(failed.problem(), "schema-credential-malformed", failed.message());
        };
        ObjectNode schema = JsonSchemaCredential.schema(credential.document(), reference.id());
        for (var signature : credential.signatures()) {
            var signer = signers.resolve(signature, credential.issuer(), Optional.empty(), verification.policy());
            var outcome = SignatureJudgement.judge(signer, ProofCheck.PURPOSE, verification.now());
            if (outcome instanceof Unknown unknown) {
                return unknown(reference, "schema-credential-signer-unknown", unknown.message());
            }
            if (!(outcome instanceof Passed)) {
                return failed(reference, "schema-credential-signature",
                        "The signature of the schema's credential is not good: " + outcome.message());
            }
            if (signer.answer() instanceof Signers.Answer.Found found && signer.pinned().isEmpty()) {
                if (!found.did().equals(credential.issuer()) || !found.controller().equals(credential.issuer())) {
                    return failed(reference, "schema-credential-issuer",
                            "The schema's credential is signed by " + found.did() + ", not by its issuer.");
                }
                var outOfForce = SignatureJudgement.outOfForce(found, Problem.MALFORMED_VALUE, verification.now());
                if (outOfForce.isPresent()) {
                    return failed(reference, "schema-credential-signature", outOfForce.get().message());
                }
            }
        }
        if (!ValidityPeriodCheck.isInForce(credential, verification.now())) {
            return failed(reference, "schema-credential-not-in-force", "The schema's credential is not in force now.");
        }
        return new Answer.Read(CompiledSchema.published(schema),
                Evidence.NONE.with("schemaIssuer", credential.issuer()));
    }

    private static JsonNode json(Bytes body) {
        String text = new String(body.toArray(), StandardCharsets.UTF_8).strip();
        return text.startsWith("{")
                ? StrictJson.parseObject(body.toArray())
                : JsonNodeFactory.instance.stringNode(text);
    }

    static boolean haveDigests(SchemaReference reference, Bytes bytes) {
        return reference.digests().stream().allMatch(digest -> digest.isOf(bytes));
    }

    static Failed digestMismatch(SchemaReference reference) {
        String member = reference.type().equals(SchemaReference.VCT)
                ? "vct#integrity"
                : reference.digests().stream().map(ResourceDigest::form).findFirst().orElseThrow().member();
        return new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "schema-digest-mismatch",
                "What is found under " + reference.id() + " has not the digest that the credential states (" + member
                        + ").",
                Evidence.NONE.with("schema", reference.id()));
    }

    private static Answer failed(SchemaReference reference, String code, String message) {
        return new Answer.None(new Failed(Problem.MALFORMED_VALUE, code, message,
                Evidence.NONE.with("schema", reference.id())));
    }

    private static Answer unknown(SchemaReference reference, String code, String message) {
        return new Answer.None(new Unknown(Problem.MALFORMED_VALUE, code, message,
                Evidence.NONE.with("schema", reference.id())));
    }

    private static String sentence(MalformedInput e) {
        String message = String.valueOf(e.getMessage());
        String sentence = Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
