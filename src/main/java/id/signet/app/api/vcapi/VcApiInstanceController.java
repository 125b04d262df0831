package id.signet.app.api.vcapi;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssuerInstance;
import id.signet.credential.issue.IssuerInstanceRegistry;
import id.signet.credential.issue.IssuerInstanceRegistry.Outcome;
import id.signet.credential.issue.IssuerInstances;
import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The issuer instances of a tenant, each an address of VCALM. */
@RestController
public class VcApiInstanceController {

    private static final String INSTANCES = "/api/v1/vc-api/instances";

    private final IssuerInstances instances;
    private final IssuerInstanceRegistry registry;
    private final IdempotentPosts posts;

    VcApiInstanceController(IssuerInstances instances, IssuerInstanceRegistry registry, IdempotentPosts posts) {
        this.instances = instances;
        this.registry = registry;
        this.posts = posts;
    }

    @Allowed(Role.ADMIN)
    @PostMapping(INSTANCES)
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("issuer", "cryptosuite", "status", "unregisteredTypes");
        String issuer = wire.text("issuer");
        String cryptosuite = wire.text("cryptosuite");
        Set<StatusPurpose> status = wire.optionalTexts("status")
                .map(VcApiInstanceController::purposes)
                .orElse(IssueCredentialCommand.DEFAULT_STATUS);
        boolean unregistered = wire.flag("unregisteredTypes", false);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (registry.create(known, issuer, cryptosuite, status, unregistered)) {
                    case Outcome.Created(IssuerInstance instance) -> created(instance);
                    case Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, id -> instances.find(caller.tenant(), id).map(VcApiInstanceController::created)));
    }

    @Allowed(Role.ADMIN)
    @GetMapping(INSTANCES)
    ResponseEntity<byte[]> list(KnownCaller caller) {
        ObjectNode json = Json.object();
        var list = json.putArray("instances");
        instances.of(caller.tenant()).forEach(instance -> list.add(json(instance)));
        return Answers.ok(json);
    }

    @Allowed(Role.ADMIN)
    @DeleteMapping(INSTANCES + "/{id}")
    ResponseEntity<byte[]> remove(KnownCaller caller, @PathVariable("id") String id, HttpServletRequest request) {
        registry.remove(caller.in(request), id).ifPresent(refusal -> {
            throw Refusals.problem(refusal).asException();
        });
        return ResponseEntity.noContent().build();
    }

    private static Set<StatusPurpose> purposes(List<String> texts) {
        return texts.stream()
                .map(text -> StatusPurpose.of(text)
                        .orElseThrow(() -> new MalformedInput("the member 'status' holds revocation or suspension")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Answer created(IssuerInstance instance) {
        return Answer.created(INSTANCES, json(instance));
    }

    private static ObjectNode json(IssuerInstance instance) {
        ObjectNode json = Json.object()
                .put("id", instance.id())
                .put("path", VcApiIssuerController.path(instance))
                .put("issuer", instance.issuer())
                .put("cryptosuite", instance.cryptosuite());
        json.set("status", Json.array(instance.status().stream().sorted().map(StatusPurpose::text).toList()));
        return json.put("unregisteredTypes", instance.unregistered()).put("created", instance.created().toString());
    }
}
