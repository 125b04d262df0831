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
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.policy.DcqlAnswer;
import id.signet.registry.policy.DcqlFormat;
import id.signet.registry.policy.DisclosurePolicies;
import id.signet.registry.policy.DisclosurePolicies.ClaimPolicy;
import id.signet.registry.policy.DisclosurePolicies.Outcome;
import id.signet.registry.policy.DisclosurePolicies.PresentationPolicy;
import id.signet.registry.policy.PolicyType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Claim and presentation policies: what a verifier asks to see. */
@RestController
public class DisclosurePolicyController {

    private static final String CLAIM = "/api/v1/claim-policies";
    private static final String PRESENTATION = "/api/v1/presentation-policies";

    private final DisclosurePolicies policies;
    private final Ledger ledger;
    private final IdempotentPosts posts;

    DisclosurePolicyController(DisclosurePolicies policies, Ledger ledger, IdempotentPosts posts) {
        this.policies = policies;
        this.ledger = ledger;
        this.posts = posts;
    }

    // --- claim policies -----------------------------------------------------------------------------------------------

    @Allowed({Role.ISSUER, Role.VERIFIER})
    @PostMapping(CLAIM)
    ResponseEntity<byte[]> registerClaimPolicy(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("cptId", "fieldsToBeDisclosed", "author");
        long cptId = number(wire.required("cptId"), "cptId");
        ObjectNode fields = wire.object("fieldsToBeDisclosed");
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (policies.registerClaimPolicy(known, author, cptId, fields)) {
                    case Outcome.Registered(long id, Receipt _) ->
                        made(CLAIM, id, json(policies.claimPolicy(id).orElseThrow()));
                    case Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> policies.claimPolicy(id(subject)).map(policy -> made(CLAIM, policy.id(), json(policy)))));
    }

    @Open
    @GetMapping(CLAIM)
    ResponseEntity<byte[]> claimPolicies(@RequestParam(value = "cptId", required = false) @Nullable String cptId,
            @RequestParam(value = "offset", required = false) @Nullable String offset,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        Page page = Page.of(offset, limit);
        if (cptId == null) {
            return ids(policies.claimPolicyCount(), policies.claimPolicyIds(page.offset(), page.limit()));
        }
        long cpt = PathText.number(cptId, "cptId");
        return ids(policies.claimPolicyCount(cpt), policies.claimPoliciesOf(cpt, page.offset(), page.limit()));
    }

    @Open
    @GetMapping(CLAIM + "/{id}")
    ResponseEntity<byte[]> claimPolicy(@PathVariable("id") String id) {
        return Answers.ok(policies.claimPolicy(PathText.number(id, "id"))
                .map(this::json)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No claim policy has this number.")
                        .asException()));
    }

    // --- presentation policies ----------------------------------------------------------------------------------------

    @Allowed({Role.ISSUER, Role.VERIFIER})
    @PostMapping(PRESENTATION)
    ResponseEntity<byte[]> registerPresentationPolicy(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("claimPolicies", "orgId", "type", "author");
        List<Long> claims = new ArrayList<>();
        wire.required("claimPolicies").forEach(id -> claims.add(number(id, "claimPolicies")));
        Optional<String> orgId = wire.optionalText("orgId");
        PolicyType type = wire.optionalText("type")
                .map(text -> PolicyType.of(text)
                        .orElseThrow(() -> new MalformedInput("the member 'type' is original or zkp")))
                .orElse(PolicyType.ORIGINAL);
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (policies.registerPresentationPolicy(known, author, claims, orgId, type)) {
                    case Outcome.Registered(long id, Receipt _) ->
                        made(PRESENTATION, id, json(policies.presentationPolicy(id).orElseThrow()));
                    case Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
                }, subject -> policies.presentationPolicy(id(subject))
                        .map(policy -> made(PRESENTATION, policy.id(), json(policy)))));
    }

    @Open
    @GetMapping(PRESENTATION)
    ResponseEntity<byte[]> presentationPolicies(
            @RequestParam(value = "offset", required = false) @Nullable String offset,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        Page page = Page.of(offset, limit);
        return ids(policies.presentationPolicyCount(), policies.presentationPolicyIds(page.offset(), page.limit()));
    }

    @Open
    @GetMapping(PRESENTATION + "/{id}")
    ResponseEntity<byte[]> presentationPolicy(@PathVariable("id") String id) {
        return Answers.ok(policies.presentationPolicy(PathText.number(id, "id"))
                .map(this::json)
                .orElseThrow(() -> unknown().asException()));
    }

    @Open
    @GetMapping(PRESENTATION + "/{id}/dcql")
    ResponseEntity<byte[]> dcql(@PathVariable("id") String id,
            @RequestParam(value = "format", required = false) @Nullable String format) {
        DcqlFormat wanted = format == null
                ? DcqlFormat.SD_JWT
                : DcqlFormat.of(format)
                        .orElseThrow(() -> new MalformedInput(
                                "format is dc+sd-jwt, its plus sign percent-encoded, or ldp_vc"));
        return switch (policies.toDcql(PathText.number(id, "id"), wanted)) {
            case DcqlAnswer.Query(ObjectNode query) -> Answers.ok(query);
            case DcqlAnswer.CannotBeAsked(List<String> reasons) ->
                throw new Problem(ProblemType.REFUSED, "policy-not-in-dcql", sentences(reasons), Map.of())
                        .asException();
            case DcqlAnswer.Unknown _ -> throw unknown().asException();
        };
    }

    private static String sentences(List<String> reasons) {
        return "The policy cannot be asked in DCQL: " + String.join("; ", reasons) + ".";
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "No presentation policy has this number.");
    }

    // --- both ---------------------------------------------------------------------------------------------------------

    /** The audit's subject is kind and number. */
    private static long id(String subject) {
        return Long.parseLong(subject.substring(subject.indexOf(' ') + 1));
    }

    private static long number(JsonNode node, String member) {
        if (!node.isInt() || node.intValue() < 1) {
            throw new MalformedInput("the member '" + member + "' has whole numbers from 1");
        }
        return node.intValue();
    }

    private static ResponseEntity<byte[]> ids(long total, List<Long> ids) {
        ObjectNode json = Json.object().put("total", total);
        var items = json.putArray("ids");
        ids.forEach(items::add);
        return Answers.ok(json);
    }

    private static Answer made(String path, long id, ObjectNode json) {
        return Answer.created(path + "/" + id, json);
    }

    private ObjectNode json(ClaimPolicy policy) {
        ObjectNode json = Json.object().put("id", policy.id()).put("cptId", policy.cptId());
        json.set("fieldsToBeDisclosed", policy.fields());
        json.put("author", policy.author().toString()).put("created", policy.created().toString());
        ledger.receipt(policy.leafIndex()).ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return json;
    }

    private ObjectNode json(PresentationPolicy policy) {
        ObjectNode json = Json.object().put("id", policy.id());
        var claims = json.putArray("claimPolicies");
        policy.claimPolicies().forEach(claims::add);
        json.put("type", policy.type().text());
        policy.orgId().ifPresent(orgId -> json.put("orgId", orgId));
        json.put("author", policy.author().toString()).put("created", policy.created().toString());
        ledger.receipt(policy.leafIndex()).ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        return json;
    }
}
