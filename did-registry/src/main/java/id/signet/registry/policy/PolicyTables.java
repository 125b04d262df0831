package id.signet.registry.policy;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.Optional;

/** The public rows of policies of disclosure. A policy never changes. */
public final class PolicyTables {

    public static final Table<PolicyKind, Counter> COUNTER = Table.ofPublic("disclosure_policy_counter",
            PolicyKind.class, Counter.class);
    public static final Table<ClaimPolicyId, ClaimPolicyRow> CLAIM = Table.ofPublic("claim_policy",
            ClaimPolicyId.class, ClaimPolicyRow.class);
    public static final Table<PresentationPolicyId, PresentationPolicyRow> PRESENTATION = Table
            .ofPublic("presentation_policy", PresentationPolicyId.class, PresentationPolicyRow.class);
    public static final Table<CptKey, CptCount> CPT_COUNT = Table.ofPublic("claim_policy_count", CptKey.class,
            CptCount.class);
    public static final Table<CptPlace, ClaimPolicyId> OF_CPT = Table.ofPublic("claim_policy_of_cpt", CptPlace.class,
            ClaimPolicyId.class);

    private PolicyTables() {}

    /** How many there are: they are numbered from 1 without a gap. */
    public record Counter(long count) {}

    public record ClaimPolicyId(long value) {}

    /** @param fields RFC 8785 form */
    public record ClaimPolicyRow(Did author, long cptId, String fields, LeafIndex leafIndex, Instant loggedAt) {}

    public record PresentationPolicyId(long value) {}

    /** @param claimPolicies decimal, separated by spaces */
    public record PresentationPolicyRow(Did author, String claimPolicies, PolicyType type, Optional<String> orgId,
            LeafIndex leafIndex, Instant loggedAt) {}

    public record CptKey(long cptId) {}

    /** How many claim policies speak of the type. */
    public record CptCount(long policies) {}

    /** @param place from 1, in the order of registration */
    public record CptPlace(long cptId, long place) {}
}
