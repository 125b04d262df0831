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
import id.signet.ledger.Receipt;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.recognition.IssuerTypes;
import id.signet.registry.recognition.IssuerTypes.IssuerType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Named lists of issuers: whoever stands on one, an authority put there in the log. */
@RestController
public class IssuerTypeController {

    private static final String TYPES = "/api/v1/issuer-types";
    private static final String ONE = TYPES + "/{name}";
    private static final String MEMBERS = ONE + "/members";

    private final IssuerTypes types;
    private final IdempotentPosts posts;

    IssuerTypeController(IssuerTypes types, IdempotentPosts posts) {
        this.types = types;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(TYPES)
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        String name = body.members("name").text("name");
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            types.create(known, name).ifPresent(refusal -> {
                throw Refusals.problem(refusal).asException();
            });
            return Answer.created(TYPES + "/" + name, json(required(name)));
        }, subject -> types.find(name).map(type -> Answer.created(TYPES + "/" + name, json(type)))));
    }

    @Open
    @GetMapping(TYPES)
    ResponseEntity<byte[]> list(@RequestParam(value = "offset", required = false) @Nullable String offset,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        Page page = Page.of(offset, limit);
        ObjectNode json = Json.object().put("total", types.count());
        var items = json.putArray("issuerTypes");
        types.page(page.offset(), page.limit()).forEach(type -> items.add(json(type)));
        return Answers.ok(json);
    }

    @Open(limited = true)
    @GetMapping(ONE)
    ResponseEntity<byte[]> read(@PathVariable("name") String name) {
        return Answers.ok(json(required(name)).put("members", types.size(name)));
    }

    @Allowed(Role.ISSUER)
    @DeleteMapping(ONE)
    ResponseEntity<byte[]> remove(KnownCaller caller, @PathVariable("name") String name, HttpServletRequest request) {
        types.remove(caller.in(request), name).ifPresent(refusal -> {
            throw Refusals.problem(refusal).asException();
        });
        return ResponseEntity.noContent().build();
    }

    @Allowed(Role.ISSUER)
    @PostMapping(MEMBERS)
    ResponseEntity<byte[]> add(KnownCaller caller, @PathVariable("name") String name, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("did", "by");
        Did did = Did.parse(wire.text("did"));
        Optional<Did> by = wire.optionalText("by").map(Did::parse);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (types.add(known, name, did, by)) {
                    case TrustOutcome.Done(Receipt receipt) -> added(name, did, Optional.of(receipt));
                    case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> Optional.of(added(name, did, Optional.empty()))));
    }

    private Answer added(String name, Did did, Optional<Receipt> receipt) {
        ObjectNode json = member(name, did);
        receipt.ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return Answer.created(TYPES + "/" + name + "/members/" + did, json);
    }

    @Open(limited = true)
    @GetMapping(MEMBERS)
    ResponseEntity<byte[]> members(@PathVariable("name") String name,
            @RequestParam(value = "offset", required = false) @Nullable String offset,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        Page page = Page.of(offset, limit);
        ObjectNode json = json(required(name));
        json.put("total", types.size(name));
        var items = json.putArray("members");
        types.members(name, page.offset(), page.limit()).forEach(did -> items.add(did.toString()));
        return Answers.ok(json);
    }

    @Open
    @GetMapping(MEMBERS + "/{did}")
    ResponseEntity<byte[]> isMember(@PathVariable("name") String name, HttpServletRequest request) {
        required(name);
        return Answers.ok(member(name, did(name, request)));
    }

    @Allowed(Role.ISSUER)
    @DeleteMapping(MEMBERS + "/{did}")
    ResponseEntity<byte[]> take(KnownCaller caller, @PathVariable("name") String name, HttpServletRequest request,
            @RequestParam(value = "by", required = false) @Nullable String by) {
        return switch (types.take(caller.in(request), name, did(name, request),
                Optional.ofNullable(by).map(Did::parse))) {
            case TrustOutcome.Done _ -> ResponseEntity.noContent().build();
            case TrustOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    private static Did did(String name, HttpServletRequest request) {
        return Did.parse(PathText.did(request, TYPES + "/" + name + "/members/", ""));
    }

    private IssuerType required(String name) {
        return types.find(name)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no issuer type of this name.")
                        .asException());
    }

    private ObjectNode member(String name, Did did) {
        return Json.object()
                .put("issuerType", name)
                .put("did", did.toString())
                .put("member", types.isMember(name, did));
    }

    private static ObjectNode json(IssuerType type) {
        return Json.object()
                .put("name", type.name())
                .put("uri", type.uri())
                .put("created", type.created().toString());
    }
}
