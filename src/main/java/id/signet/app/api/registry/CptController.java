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
import id.signet.app.api.wire.Page;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.schema.Cpts;
import id.signet.registry.schema.Cpts.Cpt;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.SchemaViolation;
import id.signet.registry.schema.SystemCpts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Types as claims: what WeIdentity calls a CPT. They are registered with the other types. */
@RestController
public class CptController {

    private static final String CPTS = "/api/v1/cpts";
    private static final String ONE = CPTS + "/{cptId}";

    private final Cpts cpts;
    private final SystemCpts system;
    private final SchemaRegistry schemas;
    private final TrustRegistry trust;
    private final Ledger ledger;
    private final IdempotentPosts posts;

    CptController(Cpts cpts, SystemCpts system, SchemaRegistry schemas, TrustRegistry trust, Ledger ledger,
            IdempotentPosts posts) {
        this.cpts = cpts;
        this.system = system;
        this.schemas = schemas;
        this.trust = trust;
        this.ledger = ledger;
        this.posts = posts;
    }

    @Open
    @GetMapping(CPTS)
    ResponseEntity<byte[]> list(@RequestParam(value = "offset", required = false) @Nullable String offset,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        Page page = Page.of(offset, limit);
        return Answers.ok(numbers(Json.object().put("total", cpts.count()), cpts.numbers(page.offset(), page.limit())));
    }

    private static ObjectNode numbers(ObjectNode json, List<Long> numbers) {
        var items = json.putArray("cptIds");
        numbers.forEach(items::add);
        return json;
    }

    @Open
    @GetMapping(ONE)
    ResponseEntity<byte[]> read(@PathVariable("cptId") String cptId,
            @RequestParam(value = "version", required = false) @Nullable String version) {
        long number = number(cptId);
        Optional<Cpt> found = version == null
                ? cpts.find(number)
                : cpts.find(number, PathText.number(version, "version"));
        return Answers.ok(json(found.orElseThrow(() -> unknown().asException())));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(ONE + "/versions")
    ResponseEntity<byte[]> update(KnownCaller caller, @PathVariable("cptId") String cptId, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("claimSchema", "author");
        long number = number(cptId);
        ObjectNode claimSchema = wire.object("claimSchema");
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (cpts.update(known, author, number, claimSchema)) {
                    case Cpts.Outcome.Registered done -> made(done.cpt());
                    case Cpts.Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> schemas.find(subject)
                        .flatMap(known -> cpts.find(known.cptId(), known.version()))
                        .map(this::made)));
    }

    /** Says what is wrong with a claim; nothing is kept of it but the answer. */
    @Open(limited = true)
    @PostMapping(ONE + "/check")
    ResponseEntity<byte[]> check(Optional<KnownCaller> caller, @PathVariable("cptId") String cptId, JsonBody body,
            HttpServletRequest request) {
        JsonNode claim = body.members("claim").required("claim");
        return Answers.of(posts.question(caller, request, body.raw(), () -> Answer.ok(checked(number(cptId), claim))));
    }

    private ObjectNode checked(long cptId, JsonNode claim) {
        List<SchemaViolation> violations = cpts.checkClaim(cptId, claim).orElseThrow(() -> unknown().asException());
        ObjectNode json = Json.object().put("valid", violations.isEmpty());
        var messages = json.putArray("violations");
        for (SchemaViolation violation : violations) {
            messages.addObject()
                    .put("place", violation.place())
                    .put("keyword", violation.keyword())
                    .put("message", violation.message());
        }
        return json;
    }

    /** Registers those of the CPTs 101 to 109 that are missing, as the root authority whose keys the operator has. */
    @Allowed(value = Role.ADMIN, operator = true)
    @PostMapping(CPTS + ":register-system")
    ResponseEntity<byte[]> registerSystem(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        body.members();
        Did root = trust.rootAuthority()
                .orElseThrow(() -> Problem.of(ProblemType.CONFLICT, "The log has no root authority yet.")
                        .asException());
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            List<Long> missing = system.missing();
            system.register(known, root).ifPresent(refusal -> {
                throw Refusals.problem(refusal).asException();
            });
            return Answer.ok(numbers(Json.object(), missing));
        }, subject -> Optional.of(Answer.ok(numbers(Json.object(), List.of())))));
    }

    private static long number(String cptId) {
        return PathText.number(cptId, "a CPT number");
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "No CPT has this number.");
    }

    private Answer made(Cpt cpt) {
        return Answer.created(CPTS + "/" + cpt.cptId(), json(cpt));
    }

    private ObjectNode json(Cpt cpt) {
        ObjectNode json = Json.object()
                .put("cptId", cpt.cptId())
                .put("version", cpt.version())
                .put("publisher", cpt.publisher().toString());
        json.set("claimSchema", cpt.claimSchema());
        json.put("created", cpt.created().toString()).put("updated", cpt.updated().toString());
        ledger.receipt(cpt.leafIndex()).ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return json;
    }
}
