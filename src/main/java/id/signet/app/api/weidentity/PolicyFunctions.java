package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.policy.DisclosurePolicies;
import id.signet.registry.policy.DisclosurePolicies.ClaimPolicy;
import id.signet.registry.policy.DisclosurePolicies.Outcome;
import id.signet.registry.policy.DisclosurePolicies.PresentationPolicy;
import id.signet.registry.policy.PolicyType;
import id.signet.registry.schema.Cpts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What verifiers ask for (SDK {@code PolicyService}). */
@Component
final class PolicyFunctions implements FunctionFamily {

    private static final String FIELDS = "fieldsToBeDisclosed";
    private static final String ID = "policyId";
    private static final int MOST_OF_A_CPT = 1_000;
    private static final int MOST_CLAIM_POLICIES = 32;

    private static final RefusalCodes CODES = new RefusalCodes(WeidCode.POLICY_SHAPE, WeidCode.CLAIM_POLICY_ABSENT,
            WeidCode.NO_PERMISSION, WeidCode.POLICY_SHAPE);

    private final DisclosurePolicies policies;
    private final Cpts cpts;
    private final Weids weids;

    PolicyFunctions(DisclosurePolicies policies, Cpts cpts, Weids weids) {
        this.policies = policies;
        this.cpts = cpts;
        this.weids = weids;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.making("registerClaimPolicy", this::registerClaimPolicy, PolicyFunctions::again),
                WeidFunction.making("registerPresentationPolicy", this::registerPresentationPolicy,
                        PolicyFunctions::again),
                WeidFunction.reading("getClaimPolicy", call -> json(claimPolicy(call.arguments().number(ID)))),
                WeidFunction.reading("getClaimPoliciesFromCpt", this::ofCpt),
                WeidFunction.reading("getPresentationPolicy",
                        call -> json(policies.presentationPolicy(call.arguments().number(ID))
                                .orElseThrow(WeidCode.PRESENTATION_POLICY::refusal))),
                WeidFunction.reading("getAllClaimPolicies",
                        call -> ids(policies.claimPolicyIds(call.arguments().number("startPos"),
                                call.arguments().pageSize()))),
                WeidFunction.reading("getPolicyCount",
                        _ -> JsonNodeFactory.instance.numberNode(policies.claimPolicyCount())));
    }

    /** The policy is what its member {@code fieldsToBeDisclosed} holds, or that member with its content. */
    private JsonNode registerClaimPolicy(Invocation call) {
        ObjectNode policy = call.arguments().objectOrText("policy");
        ObjectNode fields = policy.size() == 1 && policy.has(FIELDS)
                ? new Arguments(policy).objectOrText(FIELDS)
                : policy;
        long cptId = call.arguments().number("cptId");
        if (cpts.find(cptId).isEmpty()) {
            throw WeidCode.CPT_ABSENT.refusal();
        }
        return id(policies.registerClaimPolicy(call.caller(), Optional.of(weids.author(call)), cptId, fields),
                WeidCode.POLICY_SHAPE);
    }

    private JsonNode registerPresentationPolicy(Invocation call) {
        List<Long> claimPolicies = numbers(call.arguments(), "claimPolicyIdList");
        claimPolicies.forEach(this::claimPolicy);
        Optional<String> orgId = call.arguments().optionalText("orgId");
        return id(policies.registerPresentationPolicy(call.caller(), Optional.of(weids.author(call)), claimPolicies,
                orgId, PolicyType.ORIGINAL), WeidCode.PRESENTATION_POLICY);
    }

    private static List<Long> numbers(Arguments arguments, String member) {
        if (!(arguments.any(member).orElse(null) instanceof ArrayNode list) || list.isEmpty()
                || list.size() > MOST_CLAIM_POLICIES) {
            throw WeidCode.INPUT_ILLEGAL
                    .refusal("The member " + member + " must be a list of 1 to " + MOST_CLAIM_POLICIES + ".");
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode item : list) {
            ObjectNode one = Json.object();
            one.set(member, item);
            numbers.add(new Arguments(one).number(member));
        }
        return numbers;
    }

    private static JsonNode id(Outcome outcome, WeidCode malformed) {
        return switch (outcome) {
            case Outcome.Registered(long id, var _) -> JsonNodeFactory.instance.numberNode(id);
            case Outcome.Refused(RegistryRefusal refusal) ->
                throw CODES.withMalformed(malformed).withConflict(malformed).refused(refusal);
        };
    }

    /** The audit's subject is kind and number. */
    private static Optional<JsonNode> again(Invocation call, String subject) {
        return Optional.of(JsonNodeFactory.instance
                .numberNode(Long.parseLong(subject.substring(subject.indexOf(' ') + 1))));
    }

    private ClaimPolicy claimPolicy(long id) {
        return policies.claimPolicy(id).orElseThrow(WeidCode.CLAIM_POLICY_ABSENT::refusal);
    }

    private JsonNode ofCpt(Invocation call) {
        long cptId = call.arguments().number("cptId");
        if (cpts.find(cptId).isEmpty()) {
            throw WeidCode.CPT_ABSENT.refusal();
        }
        return ids(policies.claimPoliciesOf(cptId, 0, MOST_OF_A_CPT));
    }

    static ArrayNode ids(List<Long> numbers) {
        ArrayNode ids = Json.array();
        numbers.forEach(ids::add);
        return ids;
    }

    private static ObjectNode json(ClaimPolicy policy) {
        ObjectNode json = Json.object();
        json.set(FIELDS, policy.fields());
        return json;
    }

    private ObjectNode json(PresentationPolicy policy) {
        ObjectNode json = Json.object()
                .put("id", policy.id())
                .put("orgId", policy.orgId().orElse(""))
                .put("version", 1)
                .put("policyPublisherWeId", policy.author().toString())
                .put("policyType", policy.type().text());
        ObjectNode byCpt = json.putObject("policy");
        policy.claimPolicies()
                .stream()
                .map(this::claimPolicy)
                .forEach(claims -> byCpt.set(Long.toString(claims.cptId()), json(claims)));
        json.putObject("extra");
        return json;
    }
}
