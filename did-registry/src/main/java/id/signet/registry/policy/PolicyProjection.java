package id.signet.registry.policy;

import id.signet.crypto.json.Jcs;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.Did;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.policy.PolicyTables.ClaimPolicyId;
import id.signet.registry.policy.PolicyTables.ClaimPolicyRow;
import id.signet.registry.policy.PolicyTables.Counter;
import id.signet.registry.policy.PolicyTables.CptCount;
import id.signet.registry.policy.PolicyTables.CptKey;
import id.signet.registry.policy.PolicyTables.CptPlace;
import id.signet.registry.policy.PolicyTables.PresentationPolicyId;
import id.signet.registry.policy.PolicyTables.PresentationPolicyRow;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns policies into rows. It trusts the entry: {@link PolicyRules} judged it before. */
public final class PolicyProjection implements Projection {

    public static final String REGISTER = "policy.register";

    @Override
    public Set<String> types() {
        return Set.of(REGISTER);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
        Did author = operation.operation().party().did();
        PolicyBody body = PolicyBody.parse(operation.operation().body());
        rows.put(PolicyTables.COUNTER, body.kind(), new Counter(body.id()));
        switch (body) {
            case PolicyBody.Claim claim -> {
                rows.put(PolicyTables.CLAIM, new ClaimPolicyId(claim.id()), new ClaimPolicyRow(author, claim.cptId(),
                        new String(Jcs.canonicalize(claim.fields()), StandardCharsets.UTF_8), entry.index(),
                        entry.loggedAt()));
                CptKey cpt = new CptKey(claim.cptId());
                long place = rows.get(PolicyTables.CPT_COUNT, cpt).map(CptCount::policies).orElse(0L) + 1;
                rows.put(PolicyTables.CPT_COUNT, cpt, new CptCount(place));
                rows.put(PolicyTables.OF_CPT, new CptPlace(claim.cptId(), place), new ClaimPolicyId(claim.id()));
            }
            case PolicyBody.Presentation presentation ->
                rows.put(PolicyTables.PRESENTATION, new PresentationPolicyId(presentation.id()),
                        new PresentationPolicyRow(author,
                                presentation.claimPolicies()
                                        .stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" ")),
                                presentation.type(), presentation.orgId(), entry.index(), entry.loggedAt()));
        }
    }
}
