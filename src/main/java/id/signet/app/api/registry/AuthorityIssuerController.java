package id.signet.app.api.registry;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
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
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.recognition.AuthorityIssuers;
import id.signet.registry.recognition.AuthorityIssuers.AuthorityIssuer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import id.signet.registry.audit.Caller;
import tools.jackson.databind.node.ObjectNode;

/** Organisations that ask to be known as issuers, and authorities that recognize them. */
@RestController
public class AuthorityIssuerController {

    private static final String APPLICATIONS = "/api/v1/issuers/applications";
    private static final String PREFIX = APPLICATIONS + "/";

    private final AuthorityIssuers issuers;
    private final IdempotentPosts posts;

    AuthorityIssuerController(AuthorityIssuers issuers, IdempotentPosts posts) {
        this.issuers = issuers;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(APPLICATIONS)
    ResponseEntity<byte[]> register(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("did", "name", "description");
        Did did = Did.parse(wire.text("did"));
        String name = wire.text("name");
        String description = wire.optionalText("description").orElse("");
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            issuers.register(known, did, name, description).ifPresent(refusal -> {
                throw Refusals.problem(refusal).asException();
            });
            return made(did);
        }, subject -> issuers.find(did).map(AuthorityIssuerController::made)));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(APPLICATIONS + ":recognize")
    ResponseEntity<byte[]> recognize(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        return judged(caller, body, request, judgement -> known -> issuers.recognize(known, judgement.did(),
                judgement.by()));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(APPLICATIONS + ":withdraw")
    ResponseEntity<byte[]> withdraw(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        return judged(caller, body, request, judgement -> known -> issuers.withdrawRecognition(known, judgement.did(),
                judgement.by()));
    }

    /** @param by the authority that speaks */
    private record Judgement(Did did, Optional<Did> by) {}

    private ResponseEntity<byte[]> judged(KnownCaller caller, JsonBody body, HttpServletRequest request,
            Function<Judgement, Function<Caller, TrustOutcome>> change) {
        WireObject wire = body.members("did", "by");
        Judgement judgement = new Judgement(Did.parse(wire.text("did")), wire.optionalText("by").map(Did::parse));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (change.apply(judgement).apply(known)) {
                    case TrustOutcome.Done done -> {
                        ObjectNode json = json(issuers.find(judgement.did()).orElseThrow(this::gone));
                        json.put("receipt", TlogProofCodec.encode(done.receipt()));
                        yield Answer.created(PREFIX + judgement.did(), json);
                    }
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> issuers.find(judgement.did()).map(AuthorityIssuerController::made)));
    }

    private RuntimeException gone() {
        return Problem.of(ProblemType.CONFLICT, "The registration was removed meanwhile.").asException();
    }

    @Allowed({Role.ISSUER, Role.VERIFIER, Role.AUDITOR})
    @GetMapping(APPLICATIONS)
    ResponseEntity<byte[]> list(@RequestParam(value = "name", required = false) @Nullable String name,
            @RequestParam(value = "offset", required = false) @Nullable String offset,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        Page page = Page.of(offset, limit);
        ObjectNode json = Json.object().put("total", issuers.count()).put("recognized", issuers.recognizedCount());
        var items = json.putArray("issuers");
        if (name == null) {
            issuers.page(page.offset(), page.limit()).forEach(issuer -> items.add(json(issuer)));
        } else {
            issuers.named(name).ifPresent(issuer -> items.add(json(issuer)));
        }
        return Answers.ok(json);
    }

    @Allowed({Role.ISSUER, Role.VERIFIER, Role.AUDITOR})
    @GetMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> read(HttpServletRequest request) {
        return Answers.ok(issuers.find(Did.parse(PathText.did(request, PREFIX, "")))
                .map(AuthorityIssuerController::json)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No authority issuer is registered for this DID.")
                        .asException()));
    }

    @Allowed(Role.ISSUER)
    @DeleteMapping(PREFIX + "{did}")
    ResponseEntity<byte[]> remove(KnownCaller caller, HttpServletRequest request) {
        issuers.remove(caller.in(request), Did.parse(PathText.did(request, PREFIX, ""))).ifPresent(refusal -> {
            throw Refusals.problem(refusal).asException();
        });
        return ResponseEntity.noContent().build();
    }

    private Answer made(Did did) {
        return made(issuers.find(did).orElseThrow(this::gone));
    }

    private static Answer made(AuthorityIssuer issuer) {
        return Answer.created(PREFIX + issuer.did(), json(issuer));
    }

    private static ObjectNode json(AuthorityIssuer issuer) {
        ObjectNode json = Json.object().put("did", issuer.did().toString()).put("name", issuer.name());
        if (!issuer.description().isEmpty()) {
            json.put("description", issuer.description());
        }
        return json.put("created", issuer.created().toString()).put("recognized", issuer.recognized());
    }
}
