package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.AnonymousLimit;
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
import id.signet.credential.linkage.DomainLinkages;
import id.signet.credential.linkage.LinkOutcome;
import id.signet.credential.linkage.LinkedDomain;
import id.signet.credential.linkage.LinkedDomains;
import id.signet.credential.linkage.WebOrigin;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Origins that DIDs name as their own, and whether those say the same: DIF Well Known DID Configuration. */
@RestController
public class LinkedDomainController {

    private static final String SUFFIX = "/linked-domains";
    private static final String PATH = DidController.PREFIX + "{did}" + SUFFIX;

    private final DomainLinkages linkages;
    private final LinkedDomains domains;
    private final DidResolver resolver;
    private final DidAnswers answers;
    private final IdempotentPosts posts;
    private final AnonymousLimit strangers;

    /** @param strangers how often a caller without a key may make this service ask others */
    LinkedDomainController(DomainLinkages linkages, LinkedDomains domains, DidResolver resolver, DidAnswers answers,
            IdempotentPosts posts, AnonymousLimit strangers) {
        this.linkages = linkages;
        this.domains = domains;
        this.resolver = resolver;
        this.answers = answers;
        this.posts = posts;
        this.strangers = strangers;
    }

    @Open
    @GetMapping(PATH)
    ResponseEntity<byte[]> ask(Optional<KnownCaller> caller, HttpServletRequest request) {
        Did did = did(request);
        if (caller.isEmpty()) {
            strangers.take(request);
        }
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved resolved -> Answers.ok(json(resolved.document()));
            case ResolutionResult.Deactivated _ ->
                throw Problem.of(ProblemType.GONE, "The DID is deactivated.").asException();
            case ResolutionResult.NotFound missing ->
                throw Problem.of(ProblemType.NOT_FOUND, missing.message()).asException();
            case ResolutionResult.Unreachable unreachable ->
                throw Problem.of(ProblemType.SOURCE_UNREACHABLE, unreachable.message()).asException();
            case ResolutionResult.Refused refused ->
                throw Problem.of(ProblemType.MALFORMED, refused.message()).asException();
        };
    }

    private ObjectNode json(DidDocument document) {
        List<LinkedDomain> found = domains.of(document);
        ObjectNode json = Json.object();
        json.put("did", document.id().toString());
        json.set("linkedDomains", LinkedDomain.toJson(found));
        return json;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(PATH)
    ResponseEntity<byte[]> link(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("origin");
        Did did = did(request);
        WebOrigin origin = WebOrigin.parse(wire.text("origin"));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> linked(known, did, origin),
                subject -> Optional.of(linked(caller.in(request), did, origin))));
    }

    private Answer linked(Caller caller, Did did, WebOrigin origin) {
        return switch (linkages.link(caller, did, origin)) {
            case LinkOutcome.Linked linked -> {
                ObjectNode json = Json.object();
                json.put("did", did.toString());
                json.put("origin", linked.origin().text());
                linked.versionId().ifPresent(version -> json.put("versionId", version));
                json.set("didConfiguration", linked.configuration());
                yield Answer.ok(json);
            }
            case LinkOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    @Allowed(Role.ISSUER)
    @DeleteMapping(PATH)
    ResponseEntity<byte[]> unlink(KnownCaller caller, HttpServletRequest request,
            @RequestParam(value = "origin", required = false) @Nullable String origin) {
        if (origin == null) {
            throw new MalformedInput("the query parameter 'origin' is missing");
        }
        Did did = did(request);
        Optional<RegistryRefusal> refusal = linkages.unlink(caller.in(request), did, WebOrigin.parse(origin));
        if (refusal.isPresent()) {
            throw Refusals.problem(refusal.get()).asException();
        }
        return DidController.tagged(answers.now(caller.tenant(), did.toString()));
    }

    private static Did did(HttpServletRequest request) {
        return Did.parse(PathText.did(request, DidController.PREFIX, SUFFIX));
    }
}
