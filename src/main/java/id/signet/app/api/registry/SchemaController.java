package id.signet.app.api.registry;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.schema.Cpts;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaOutcome;
import id.signet.registry.schema.SchemaRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Credential types: registered by their authors, read by everybody. */
@RestController
public class SchemaController {

    private static final String SCHEMAS = "/api/v1/schemas";
    /** What SD-JWT VC Type Metadata says besides the type's name. */
    private static final List<String> METADATA = List.of("description", "extends", "extends#integrity", "display",
            "claims");

    private final SchemaRegistry schemas;
    private final Cpts cpts;
    private final Ledger ledger;
    private final IdempotentPosts posts;

    SchemaController(SchemaRegistry schemas, Cpts cpts, Ledger ledger, IdempotentPosts posts) {
        this.schemas = schemas;
        this.cpts = cpts;
        this.ledger = ledger;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(SCHEMAS)
    ResponseEntity<byte[]> register(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("name", "jsonSchema", "claimSchema", "cptId", "author", "description", "extends",
                "extends#integrity", "display", "claims");
        Function<Caller, SchemaOutcome> registration = wire.any("claimSchema").isPresent() ? cpt(wire) : type(wire);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (registration.apply(known)) {
                    case SchemaOutcome.Registered done -> created(done.schema(), Optional.of(done.receipt()));
                    case SchemaOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> schemas.find(subject).map(known -> created(known, ledger.receipt(known.leafIndex())))));
    }

    private Function<Caller, SchemaOutcome> type(WireObject wire) {
        if (wire.any("cptId").isPresent()) {
            throw new MalformedInput("the member 'cptId' goes with 'claimSchema'");
        }
        String name = wire.text("name");
        ObjectNode jsonSchema = wire.object("jsonSchema");
        Optional<ObjectNode> metadata = metadata(wire);
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        return caller -> schemas.register(caller, name, jsonSchema, metadata, author);
    }

    /** A CPT is called by its number. */
    private Function<Caller, SchemaOutcome> cpt(WireObject wire) {
        if (wire.any("name").isPresent() || wire.any("jsonSchema").isPresent() || metadata(wire).isPresent()) {
            throw new MalformedInput("beside 'claimSchema' stand 'cptId' and 'author' alone");
        }
        ObjectNode claimSchema = wire.object("claimSchema");
        Optional<Long> cptId = wire.any("cptId").map(number -> {
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                throw new MalformedInput("the member 'cptId' must be a whole number");
            }
            return number.longValue();
        });
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        return caller -> switch (cpts.register(caller, author, claimSchema, cptId)) {
            case Cpts.Outcome.Registered(Cpts.Cpt cpt, Receipt receipt) ->
                new SchemaOutcome.Registered(schemas.find(cpt.cptId(), cpt.version()).orElseThrow(), receipt);
            case Cpts.Outcome.Refused(RegistryRefusal refusal) -> new SchemaOutcome.Refused(refusal);
        };
    }

    @Open
    @GetMapping(SCHEMAS + "/{cptId}")
    ResponseEntity<byte[]> read(@PathVariable("cptId") String cptId) {
        RegisteredSchema schema = schemas.find(PathText.number(cptId, "a CPT number"))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No type has this number.").asException());
        ObjectNode json = json(schema);
        json.set("jsonSchema", schema.jsonSchema());
        ledger.receipt(schema.leafIndex()).ifPresent(receipt -> json.put("receipt", TlogProofCodec.encode(receipt)));
        return Answers.ok(json);
    }

    private static Optional<ObjectNode> metadata(WireObject wire) {
        ObjectNode metadata = Json.object();
        METADATA.forEach(member -> wire.any(member).ifPresent(value -> metadata.set(member, value)));
        return Optional.of(metadata).filter(said -> !said.isEmpty());
    }

    private static Answer created(RegisteredSchema schema, Optional<Receipt> receipt) {
        ObjectNode json = json(schema);
        receipt.ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return Answer.created(SCHEMAS + "/" + schema.cptId(), json);
    }

    private static ObjectNode json(RegisteredSchema schema) {
        ObjectNode json = Json.object();
        json.put("id", schema.id());
        json.put("cptId", schema.cptId());
        json.put("version", schema.version());
        json.put("name", schema.name());
        json.put("type", schema.typeUri());
        json.put("context", schema.contextUrl());
        json.put("vct", schema.vct());
        json.put("author", schema.author().toString());
        return json;
    }
}
