package id.signet.registry.policy;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.policy.PolicyTables.ClaimPolicyId;
import id.signet.registry.policy.PolicyTables.ClaimPolicyRow;
import id.signet.registry.policy.PolicyTables.Counter;
import id.signet.registry.policy.PolicyTables.CptKey;
import id.signet.registry.schema.SchemaTables;
import id.signet.registry.schema.SchemaTables.CptId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a policy may be logged: the next of its kind, about types and policies that are there. */
public final class PolicyRules implements AuthorCommand.Rules {

    private final RegistryNames names;

    public PolicyRules(RegistryNames names) {
        this.names = names;
    }

    @Override
    public void prefetch(Prefetch rows, VerifiedOperation verified) {
        try {
            PolicyBody body = PolicyBody.parse(verified.operation().body());
            rows.row(PolicyTables.COUNTER, body.kind());
            switch (body) {
                case PolicyBody.Claim claim -> {
                    rows.row(SchemaTables.LATEST, new CptId(claim.cptId()));
                    rows.row(PolicyTables.CPT_COUNT, new CptKey(claim.cptId()));
                }
                case PolicyBody.Presentation presentation -> presentation.claimPolicies()
                        .forEach(id -> rows.row(PolicyTables.CLAIM, new ClaimPolicyId(id)));
            }
        } catch (MalformedInput e) {
            // the check refuses it
        }
    }

    @Override
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified, Instant loggedAt) {
        try {
            PolicyBody body = PolicyBody.parse(verified.operation().body());
            // A policy is said once: it is a chain of its own, and its number is what makes it single.
            return AuthorRules.check(rows, names.origin(), verified, Optional.empty())
                    .or(() -> number(rows, body))
                    .or(() -> subject(rows, body));
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** How many policies of a kind there are. */
    static long count(View rows, PolicyKind kind) {
        return rows.get(PolicyTables.COUNTER, kind).map(Counter::count).orElse(0L);
    }

    private static Optional<RegistryRefusal> number(View rows, PolicyBody body) {
        long next = count(rows, body.kind()) + 1;
        return body.id() == next
                ? Optional.empty()
                : Optional.of(RegistryRefusal.stale("the next policy of this kind has the number " + next));
    }

    private static Optional<RegistryRefusal> subject(View rows, PolicyBody body) {
        switch (body) {
            case PolicyBody.Claim claim -> {
                if (rows.get(SchemaTables.LATEST, new CptId(claim.cptId())).isEmpty()) {
                    return Optional.of(RegistryRefusal.notFound("no CPT has the number " + claim.cptId()));
                }
            }
            case PolicyBody.Presentation presentation -> {
                Set<Long> cpts = new HashSet<>();
                for (long id : presentation.claimPolicies()) {
                    Optional<ClaimPolicyRow> policy = rows.get(PolicyTables.CLAIM, new ClaimPolicyId(id));
                    if (policy.isEmpty()) {
                        return Optional.of(RegistryRefusal.notFound("no claim policy has the number " + id));
                    }
                    if (!cpts.add(policy.get().cptId())) {
                        return Optional.of(RegistryRefusal.malformed("the claim policies of a presentation policy are"
                                + " of different CPTs: two are of " + policy.get().cptId()));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
