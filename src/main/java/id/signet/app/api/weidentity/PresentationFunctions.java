package id.signet.app.api.weidentity;

import id.signet.app.api.problem.Refusals;
import id.signet.credential.format.weidentity.ClaimPolicy;
import id.signet.credential.weidentity.Challenge;
import id.signet.credential.weidentity.PojoPresentations;
import id.signet.credential.weidentity.PresentationPolicy;
import id.signet.crypto.MalformedInput;
import id.signet.registry.policy.DisclosurePolicies;
import id.signet.registry.policy.PolicyType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Presentations (SDK {@code CredentialPojoService}). The nonce of the challenge is part of what the holder signs, and is
 * answered once: with WeIdentity it stands beside the signature, and any presentation passes with any nonce.
 */
@Component
final class PresentationFunctions implements FunctionFamily {

    private static final int MOST_CREDENTIALS = 32;

    private final PojoPresentations presentations;
    private final DisclosurePolicies policies;
    private final PojoVerdicts verdicts;
    private final Weids weids;

    PresentationFunctions(PojoPresentations presentations, DisclosurePolicies policies, PojoVerdicts verdicts,
            Weids weids) {
        this.presentations = presentations;
        this.policies = policies;
        this.verdicts = verdicts;
        this.weids = weids;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.signing("createPresentation", this::present),
                WeidFunction.asking("verifyPresentation", this::verify));
    }

    private JsonNode present(Invocation call) {
        String holder = weids.invoker(call).toString();
        var credentials = call.arguments().objects("credentialList", MOST_CREDENTIALS);
        return switch (presentations.createPresentation(call.caller().tenant(), credentials, policy(call),
                challenge(call), holder, Optional.empty())) {
            case PojoPresentations.Created.Done(var presentation) -> presentation;
            case PojoPresentations.Created.Refused(var fault, var disclosure, String message) ->
                throw PojoCodes.code(fault, disclosure).refusal(Refusals.sentence(message));
        };
    }

    private boolean verify(Invocation call) {
        String presenter = weids.weid(call.arguments().text("presenterWeId")).toString();
        return switch (presentations.verifyPresentation(presenter, policy(call), challenge(call),
                call.arguments().object("presentation"), List.of(), verdicts.policy())) {
            case PojoPresentations.Verdict.Verified _ -> true;
            case PojoPresentations.Verdict.NotVerified(var fault, var disclosure, String message, var report) ->
                throw report.map(PojoVerdicts::refused)
                        .orElseGet(() -> PojoCodes.code(fault, disclosure).refusal(Refusals.sentence(message)));
        };
    }

    private Challenge challenge(Invocation call) {
        try {
            Challenge given = Challenge.parse(call.arguments().objectOrText("challenge"));
            return new Challenge(given.holder().map(text -> weids.weid(text).toString()), given.nonce());
        } catch (MalformedInput e) {
            throw WeidCode.CHALLENGE.refusal(Refusals.sentence(String.valueOf(e.getMessage())));
        }
    }

    /** As it is given, or as it is registered. */
    private PresentationPolicy policy(Invocation call) {
        try {
            return call.arguments().any("presentationPolicy").isPresent()
                    ? PresentationPolicy.parse(call.arguments().objectOrText("presentationPolicy"))
                    : registered(call.arguments().number("policyId"));
        } catch (MalformedInput e) {
            throw WeidCode.PRESENTATION_POLICY.refusal(Refusals.sentence(String.valueOf(e.getMessage())));
        }
    }

    private PresentationPolicy registered(long id) {
        var policy = policies.presentationPolicy(id)
                .filter(found -> found.type() == PolicyType.ORIGINAL)
                .orElseThrow(WeidCode.PRESENTATION_POLICY::refusal);
        Map<Long, ClaimPolicy> byCpt = new HashMap<>();
        policy.claimPolicies()
                .stream()
                .map(claims -> policies.claimPolicy(claims).orElseThrow())
                .forEach(claims -> byCpt.put(claims.cptId(), new ClaimPolicy(claims.fields())));
        return new PresentationPolicy(byCpt);
    }
}
