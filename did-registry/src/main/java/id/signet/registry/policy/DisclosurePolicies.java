package id.signet.registry.policy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.Authors;
import id.signet.registry.author.Authors.Author;
import id.signet.registry.did.Did;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.policy.PolicyTables.ClaimPolicyId;
import id.signet.registry.policy.PolicyTables.CptCount;
import id.signet.registry.policy.PolicyTables.CptKey;
import id.signet.registry.policy.PolicyTables.CptPlace;
import id.signet.registry.policy.PolicyTables.PresentationPolicyId;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;

/** Policies of disclosure: registered by their authors, never changed, read by everybody. */
public final class DisclosurePolicies {

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final Authors authors;
    private final SchemaRegistry schemas;
    private final PolicyRules rules;

    public DisclosurePolicies(RegistryNames names, Ledger ledger, View rows, Authors authors,
            SchemaRegistry schemas) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.authors = authors;
        this.schemas = schemas;
        this.rules = new PolicyRules(names);
    }

    /** @param fields WeIdentity's {@code fieldsToBeDisclosed} */
    public record ClaimPolicy(long id, long cptId, ObjectNode fields, Did author, Instant created,
            LeafIndex leafIndex) {

        public ClaimPolicy {
            fields = fields.deepCopy();
        }

        @Override
        public ObjectNode fields() {
            return fields.deepCopy();
        }
    }

    /** @param orgId who asks, as WeIdentity names organisations */
    public record PresentationPolicy(long id, List<Long> claimPolicies, PolicyType type, Optional<String> orgId,
            Did author, Instant created, LeafIndex leafIndex) {

        public PresentationPolicy {
            claimPolicies = List.copyOf(claimPolicies);
        }
    }

    /** What became of a wish to register. */
    public sealed interface Outcome {

        /** It is logged and on disk. */
        record Registered(long id, Receipt receipt) implements Outcome {}

        record Refused(RegistryRefusal refusal) implements Outcome {}
    }

    /**
     * Registers which claims of a type are shown.
     *
     * @param author one of the tenant's DIDs; the tenant's registrar key if none is named
     * @param fields names claims of the newest version of the type
     */
    public Outcome registerClaimPolicy(Caller caller, Optional<Did> author, long cptId, ObjectNode fields) {
        return register(caller, author, "claim-policy", PolicyKind.CLAIM, id -> {
            PolicyBody.Claim claim = new PolicyBody.Claim(id, cptId, fields);
            schemas.find(cptId).ifPresent(type -> requireClaims(claim, type));
            return claim;
        });
    }

    /** A wish for a claim that no credential of the type has would be granted by nobody. */
    private static void requireClaims(PolicyBody.Claim policy, RegisteredSchema type) {
        for (Fields.Leaf leaf : Fields.leaves(policy.fields())) {
            if (type.namesClaims() && !type.hasClaim(leaf.path().subList(0, 1))) {
                throw new MalformedInput(
                        "the CPT " + policy.cptId() + " has no claim '" + leaf.path().getFirst() + "'");
            }
        }
    }

    /** Registers claim policies, each of another type, that are answered together. */
    public Outcome registerPresentationPolicy(Caller caller, Optional<Did> author, List<Long> claimPolicies,
            Optional<String> orgId, PolicyType type) {
        return register(caller, author, "presentation-policy", PolicyKind.PRESENTATION,
                id -> new PolicyBody.Presentation(id, claimPolicies, type, orgId));
    }

    private Outcome register(Caller caller, Optional<Did> author, String what, PolicyKind kind,
            LongFunction<PolicyBody> body) {
        try {
            return switch (authors.find(caller, author)) {
                case Authors.Answer.Refused(RegistryRefusal refusal) -> new Outcome.Refused(refusal);
                case Authors.Answer.Found(Author found) -> submit(caller, found, what, kind, body);
            };
        } catch (MalformedInput.TooLarge e) {
            return new Outcome.Refused(
                    new RegistryRefusal(RegistryRefusal.Kind.TOO_LARGE, String.valueOf(e.getMessage())));
        } catch (MalformedInput e) {
            return new Outcome.Refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    private Outcome submit(Caller caller, Author author, String what, PolicyKind kind, LongFunction<PolicyBody> body) {
        return switch (AuthorCommand.submit(ledger, () -> {
            long id = PolicyRules.count(rows, kind) + 1;
            Operation operation = new Operation(PolicyProjection.REGISTER, names.origin(),
                    new Operation.Party.Author(author.did()), 1, Optional.empty(), body.apply(id).toJson());
            return new AuthorCommand(caller, author.sign(operation), what + " " + id, rules);
        })) {
            case id.signet.ledger.Outcome.Appended appended -> new Outcome.Registered(PolicyBody
                    .parse(SignedOperation.parse(appended.entry().type(), appended.entry().body()).operation().body())
                    .id(), appended.receipt());
            case id.signet.ledger.Outcome.Refused refused ->
                new Outcome.Refused(RegistryRefusal.of(refused.refusal()));
        };
    }

    public Optional<ClaimPolicy> claimPolicy(long id) {
        return rows.get(PolicyTables.CLAIM, new ClaimPolicyId(id))
                .map(row -> new ClaimPolicy(id, row.cptId(), StrictJson.parseObject(row.fields()), row.author(),
                        row.loggedAt(), row.leafIndex()));
    }

    public Optional<PresentationPolicy> presentationPolicy(long id) {
        return rows.get(PolicyTables.PRESENTATION, new PresentationPolicyId(id))
                .map(row -> new PresentationPolicy(id,
                        Pattern.compile(" ").splitAsStream(row.claimPolicies()).map(Long::valueOf).toList(),
                        row.type(), row.orgId(), row.author(), row.loggedAt(), row.leafIndex()));
    }

    /** The claim policies of a type, in the order of their registration. */
    public List<Long> claimPoliciesOf(long cptId, long offset, int limit) {
        return page(offset, limit, claimPolicyCount(cptId)).mapToObj(place -> rows
                .get(PolicyTables.OF_CPT, new CptPlace(cptId, place))
                .map(ClaimPolicyId::value)
                .orElseThrow()).toList();
    }

    public long claimPolicyCount(long cptId) {
        return rows.get(PolicyTables.CPT_COUNT, new CptKey(cptId)).map(CptCount::policies).orElse(0L);
    }

    public List<Long> claimPolicyIds(long offset, int limit) {
        return page(offset, limit, claimPolicyCount()).boxed().toList();
    }

    public List<Long> presentationPolicyIds(long offset, int limit) {
        return page(offset, limit, presentationPolicyCount()).boxed().toList();
    }

    /** Numbered from 1 without a gap. */
    private static LongStream page(long offset, int limit, long count) {
        return offset >= count
                ? LongStream.empty()
                : LongStream.rangeClosed(offset + 1, Math.min(offset + limit, count));
    }

    public long claimPolicyCount() {
        return PolicyRules.count(rows, PolicyKind.CLAIM);
    }

    public long presentationPolicyCount() {
        return PolicyRules.count(rows, PolicyKind.PRESENTATION);
    }

    /** The same wish in the query language of OpenID4VP 1.0. */
    public DcqlAnswer toDcql(long presentationPolicyId, DcqlFormat format) {
        return presentationPolicy(presentationPolicyId).<DcqlAnswer>map(policy -> {
            DcqlQuery query = new DcqlQuery(names.publicUrl(), format);
            policy.claimPolicies()
                    .stream()
                    .map(id -> claimPolicy(id).orElseThrow())
                    .forEach(claims -> query.add(claims, schemas.find(claims.cptId()).orElseThrow()));
            return query.answer();
        }).orElseGet(DcqlAnswer.Unknown::new);
    }
}
