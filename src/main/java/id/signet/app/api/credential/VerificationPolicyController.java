package id.signet.app.api.credential;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.IfMatch;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.policy.PolicyName;
import id.signet.credential.policy.PolicyVersion;
import id.signet.credential.policy.VerificationPolicies;
import id.signet.credential.policy.VerificationPolicies.Outcome;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
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

/** The verification policies that a tenant keeps by name. */
@RestController
public class VerificationPolicyController {

    private static final String POLICIES = "/api/v1/verification-policies";

    private final VerificationPolicies policies;
    private final TrustedAuthorities authorities;
    private final IdempotentPosts posts;

    VerificationPolicyController(VerificationPolicies policies, TrustedAuthorities authorities,
            IdempotentPosts posts) {
        this.policies = policies;
        this.authorities = authorities;
        this.posts = posts;
    }

    /** The first version of a policy, or the next. */
    @Allowed(Role.ADMIN)
    @PostMapping(POLICIES)
    ResponseEntity<byte[]> keep(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("name", "policy");
        PolicyName name = new PolicyName(wire.text("name"));
        ObjectNode policy = wire.object("policy");
        Optional<Long> expected = IfMatch.version(request);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (policies.keep(known, name, policy, expected, authorities.trusted())) {
                    case Outcome.Kept(PolicyVersion version) -> created(version);
                    case Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> policies.find(caller.tenant(), name, version(subject))
                        .map(VerificationPolicyController::created)));
    }

    /** The audit's subject is name and version. */
    private static long version(String subject) {
        return Long.parseLong(subject.substring(subject.indexOf(' ') + 1));
    }

    @Allowed({Role.ISSUER, Role.VERIFIER, Role.AUDITOR})
    @GetMapping(POLICIES)
    ResponseEntity<byte[]> list(KnownCaller caller) {
        ObjectNode json = Json.object();
        var list = json.putArray("policies");
        policies.of(caller.tenant()).forEach(version -> list.add(summary(version)));
        return Answers.ok(json);
    }

    @Allowed({Role.ISSUER, Role.VERIFIER, Role.AUDITOR})
    @GetMapping(POLICIES + "/{name}")
    ResponseEntity<byte[]> get(KnownCaller caller, @PathVariable("name") String text,
            @RequestParam(value = "version", required = false) @Nullable String version) {
        PolicyName name = name(text);
        Optional<PolicyVersion> found = version == null
                ? policies.find(caller.tenant(), name)
                : policies.find(caller.tenant(), name, number(version));
        return found.map(one -> Answers.tagged(json(one), Optional.of(Long.toString(one.version()))))
                .orElseThrow(() -> unknown().asException());
    }

    @Allowed(Role.ADMIN)
    @DeleteMapping(POLICIES + "/{name}")
    ResponseEntity<byte[]> end(KnownCaller caller, @PathVariable("name") String text, HttpServletRequest request) {
        return switch (policies.end(caller.in(request), name(text))) {
            case Outcome.Kept _ -> ResponseEntity.noContent().build();
            case Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    /** What can be no name is the name of nothing. */
    private static PolicyName name(String text) {
        try {
            return new PolicyName(text);
        } catch (MalformedInput e) {
            throw unknown().asException();
        }
    }

    private static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,14}")) {
            throw new MalformedInput("The query parameter 'version' is a number from 1.");
        }
        return Long.parseLong(text);
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no verification policy of this name and version.");
    }

    private static Answer created(PolicyVersion version) {
        return Answer.created(POLICIES + "/" + version.name(), json(version));
    }

    private static ObjectNode json(PolicyVersion version) {
        ObjectNode json = summary(version);
        version.policy().ifPresent(policy -> json.set("policy", policy));
        return json;
    }

    private static ObjectNode summary(PolicyVersion version) {
        return Json.object()
                .put("name", version.name().text())
                .put("version", version.version())
                .put("created", version.created().toString());
    }
}
