package id.signet.registry.policy;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.policy.DisclosurePolicies.Outcome;
import id.signet.registry.policy.DisclosurePolicies.PresentationPolicy;
import id.signet.registry.schema.SchemaOutcome;
import id.signet.registry.testing.Registries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class DisclosurePoliciesTest {

    private static final long CPT = 2_000_000;

    private final Registries registries = Registries.inMemory();
    private final DisclosurePolicies policies = registries.policies;

    @BeforeEach
    void registerTypes() {
        type("Cpt2000000", """
                           {"name":{"type":"string"},"age":{"type":"integer"},"age_over_18":{"type":"boolean"},
                            "age_up_to_65":{"type":"boolean"},"address":{"type":"object","properties":{
                             "town":{"type":"string"},"floor":{"type":"integer"},"floor_under_3":{"type":"boolean"}}},
                            "courses":{"type":"array","items":{"type":"object","properties":{
                             "title":{"type":"string"},"grade":{"type":"integer"},
                             "grade_above_3":{"type":"boolean"}}}},"level":{"type":"string"}}""");
        type("Cpt2000001", "{\"licence\":{\"type\":\"string\"}}");
    }

    private void type(String name, String properties) {
        assertThat(registries.schemas.register(caller(), name, StrictJson.parseObject(
                "{\"properties\":{\"credentialSubject\":{\"type\":\"object\",\"properties\":" + properties + "}}}"),
                Optional.empty())).isInstanceOf(SchemaOutcome.Registered.class);
    }

    private Outcome claimPolicy(Caller caller, long cptId, String fields) {
        return policies.registerClaimPolicy(caller, Optional.empty(), cptId, StrictJson.parseObject(fields));
    }

    private Outcome presentationPolicy(Long... claimPolicies) {
        return policies.registerPresentationPolicy(caller(), Optional.empty(), List.of(claimPolicies),
                Optional.of("Harbour board"), PolicyType.ZKP);
    }

    private static long registered(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Registered.class);
        return ((Outcome.Registered) outcome).id();
    }

    private static void refused(Outcome outcome, Kind kind, String sentence) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind);
            assertThat(refused.refusal().message()).contains(sentence);
        });
    }

    private ObjectNode dcql(DcqlFormat format, String fields) {
        registered(claimPolicy(caller(), CPT, fields));
        long id = registered(presentationPolicy(policies.claimPolicyCount()));
        return ((DcqlAnswer.Query) policies.toDcql(id, format)).query();
    }

    private List<String> notAsked(String fields) {
        registered(claimPolicy(caller(), CPT, fields));
        long id = registered(presentationPolicy(policies.claimPolicyCount()));
        return ((DcqlAnswer.CannotBeAsked) policies.toDcql(id, DcqlFormat.SD_JWT)).reasons();
    }

    // --- registration -------------------------------------------------------------------------------------------------

    @Test
    void policiesAreNumberedFromOneInEachKind() {
        assertThat(registered(claimPolicy(caller(), CPT, "{\"name\":1,\"age\":{\"GE\":18}}"))).isEqualTo(1);
        assertThat(registered(claimPolicy(stranger(), CPT + 1, "{\"licence\":1}"))).isEqualTo(2);
        assertThat(registered(claimPolicy(caller(), CPT, "{\"name\":0}"))).isEqualTo(3);
        assertThat(registered(presentationPolicy(2L, 1L))).isEqualTo(1);

        assertThat(policies.claimPoliciesOf(CPT, 0, 50)).containsExactly(1L, 3L);
        assertThat(policies.claimPoliciesOf(CPT, 1, 50)).containsExactly(3L);
        assertThat(policies.claimPoliciesOf(5, 0, 50)).isEmpty();
        assertThat(policies.claimPolicyIds(1, 1)).containsExactly(2L);
        assertThat(policies.claimPolicyIds(3, 50)).isEmpty();
        assertThat(policies.presentationPolicyIds(0, 50)).containsExactly(1L);
        assertThat(policies.claimPolicyCount()).isEqualTo(3);
        assertThat(policies.presentationPolicyCount()).isEqualTo(1);
    }

    @Test
    void aPolicyIsReadAsItWasRegistered() {
        ObjectNode fields = StrictJson.parseObject(
                "{\"name\":1,\"age\":{\"GE\":18,\"LT\":66.5},\"address\":{\"town\":0},\"courses\":[{\"title\":1}]}");
        registered(policies.registerClaimPolicy(caller(), Optional.empty(), CPT, fields));
        registered(claimPolicy(caller(), CPT + 1, "{\"licence\":1}"));
        registered(presentationPolicy(2L, 1L));

        assertThat(policies.claimPolicy(1)).hasValueSatisfying(policy -> {
            assertThat(policy.fields()).isEqualTo(fields);
            assertThat(policy.cptId()).isEqualTo(CPT);
        });
        assertThat(policies.presentationPolicy(1)).hasValueSatisfying(policy -> {
            assertThat(policy.claimPolicies()).containsExactly(2L, 1L);
            assertThat(policy.orgId()).contains("Harbour board");
            assertThat(policy.type()).isEqualTo(PolicyType.ZKP);
        });
        assertThat(policies.claimPolicy(3)).isEmpty();
        assertThat(policies.presentationPolicy(2)).isEmpty();
    }

    @Test
    void theAuthorIsWhoseKeysTheCallerHas() {
        Did own = registries.weid();
        ObjectNode fields = StrictJson.parseObject("{\"name\":1}");

        refused(policies.registerClaimPolicy(stranger(), Optional.of(own), CPT, fields), Kind.FORBIDDEN, "keys");
        registered(policies.registerClaimPolicy(caller(), Optional.of(own), CPT, fields));
        assertThat(policies.claimPolicy(1).orElseThrow().author()).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                            {}                                    | names at least one claim at each place
                                            {"name":2}                            | 1 (shown), 0 (hidden) or a predicate
                                            {"name":true}                         | 1 (shown), 0 (hidden) or a predicate
                                            {"name":"1"}                          | 1 (shown), 0 (hidden) or a predicate
                                            {"name":null}                         | 1 (shown), 0 (hidden) or a predicate
                                            {"address":{}}                        | names at least one claim at each place
                                            {"courses":[]}                        | a list of objects one object
                                            {"courses":[{"title":1},{"title":1}]} | a list of objects one object
                                            {"courses":[1]}                       | a list of objects one object
                                            {"age":{"GE":"18"}}                   | compares with a number
                                            {"age":{"GE":18,"years":1}}           | EQ, GE, GT, LE and LT alone
                                            {"age":{"EQ":null}}                   | compares with a number
                                            {"age":{"GE":1e300}}                  | compares with a number
                                            {"age":[{"GE":18}]}                   | a list of objects one object
                                            {"":1}                                | a claim's name has 1 to 64 characters
                                            {"name":{"EQ":"office@academy.example"}} | seems to hold an e-mail address
                                            {"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":1}}}}}}}}} | 8 places deep at most
                                            """)
    void whatIsNoTreeOfWishesIsRefused(String fields, String sentence) {
        refused(claimPolicy(caller(), CPT, fields), Kind.MALFORMED, sentence);
        assertThat(policies.claimPolicyCount()).isZero();
    }

    @Test
    void aClaimThatTheTypeDoesNotHaveIsRefusedByName() {
        refused(claimPolicy(caller(), CPT, "{\"shoeSize\":1}"), Kind.MALFORMED, "no claim 'shoeSize'");
        refused(claimPolicy(caller(), CPT + 7, "{\"name\":1}"), Kind.NOT_FOUND, "2000007");
    }

    @Test
    void aPresentationPolicyIsMadeOfPoliciesThatAreThereEachOfAnotherType() {
        registered(claimPolicy(caller(), CPT, "{\"name\":1}"));
        registered(claimPolicy(caller(), CPT, "{\"age\":1}"));

        refused(presentationPolicy(3L), Kind.NOT_FOUND, "3");
        refused(presentationPolicy(1L, 2L), Kind.MALFORMED, "different CPTs");
        refused(presentationPolicy(1L, 1L), Kind.MALFORMED, "each once");
        refused(presentationPolicy(), Kind.MALFORMED, "1 to 32");
        refused(policies.registerPresentationPolicy(caller(), Optional.empty(), List.of(1L),
                Optional.of("office@academy.example"), PolicyType.ORIGINAL), Kind.MALFORMED, "e-mail");
    }

    @Test
    void ofManyAtOnceEachGetsANumberOfItsOwn() throws Exception {
        List<Future<Outcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                all.add(threads.submit(() -> claimPolicy(caller(), CPT, "{\"name\":1}")));
            }
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<Outcome> one : all) {
            numbers.add(registered(one.get()));
        }

        assertThat(numbers).doesNotHaveDuplicates().hasSize(12);
        assertThat(policies.claimPoliciesOf(CPT, 0, 50)).hasSize(12);
    }

    @Test
    void aRequestThatWasDoneIsNotDoneAgain() {
        Caller once = caller().with(new IdempotencyClaim(new IdempotencyKey(Registries.TENANT, "POST /x", "k"),
                Bytes.utf8("body"), registries.clock.instant().plusSeconds(600)));
        registered(claimPolicy(once, CPT, "{\"name\":1}"));

        refused(claimPolicy(once, CPT, "{\"name\":1}"), Kind.ALREADY_DONE, "");
        assertThat(policies.claimPolicyCount()).isEqualTo(1);
    }

    @Test
    void theRulesRefuseWhatIsOutOfTurnOrSaysMore() {
        Did author = registries.weid();
        PolicyBody.Claim good = new PolicyBody.Claim(1, CPT, StrictJson.parseObject("{\"name\":1}"));

        rejected(author, 1, Optional.empty(), good.toJson().put("more", 1), Kind.MALFORMED);
        rejected(author, 1, Optional.empty(), good.toJson().put("id", 2), Kind.STALE_VERSION);
        rejected(author, 1, Optional.empty(), good.toJson().put("cptId", "2000000"), Kind.MALFORMED);
        rejected(author, 2, Optional.of(Bytes.of(new byte[32])), good.toJson(), Kind.STALE_VERSION);
        rejected(author, 1, Optional.empty(), good.toJson().put("kind", "other"), Kind.MALFORMED);
        assertThat(policies.claimPolicyCount()).isZero();
    }

    private void rejected(Did did, long sequence, Optional<Bytes> previous, ObjectNode body, Kind kind) {
        Authors.Author author = ((Authors.Answer.Found) registries.authors.find(caller(), Optional.of(did))).author();
        Operation operation = new Operation(PolicyProjection.REGISTER, registries.names.origin(),
                new Operation.Party.Author(did), sequence, previous, body);
        assertThat(registries.ledger.submit(new AuthorCommand(caller(), author.sign(operation), "x",
                new PolicyRules(registries.names)))).isInstanceOfSatisfying(id.signet.ledger.Outcome.Refused.class,
                        refused -> assertThat(((RegistryRefusal) refused.refusal()).kind())
                                .as(refused.refusal().message())
                                .isEqualTo(kind));
    }

    // --- in the query language of OpenID4VP ----------------------------------------------------------------------------

    @Test
    void aPolicyBecomesAQueryForAnSdJwtVc() {
        ObjectNode query = dcql(DcqlFormat.SD_JWT, """
                                                   {"name":1,"age":{"GE":18,"LE":65},"level":{"EQ":"C1"},
                                                    "address":{"town":1,"floor":{"LT":3}},
                                                    "courses":[{"title":1,"grade":{"GT":3}}]}""");

        assertThat(query).isEqualTo(StrictJson.parseObject(
                """
                  {"credentials":[{"id":"cpt-2000000","format":"dc+sd-jwt",
                   "meta":{"vct_values":["https://signet.example/types/2000000/1"]},
                   "claims":[{"path":["address","floor_under_3"],"values":[true]},{"path":["address","town"]},
                {"path":["age_over_18"],"values":[true]},{"path":["age_up_to_65"],"values":[true]},
                {"path":["courses",null,"grade_above_3"],"values":[true]},{"path":["courses",null,"title"]},
                {"path":["level"],"values":["C1"]},{"path":["name"]}]}]}"""));
    }

    @Test
    void aPolicyBecomesAQueryForADataIntegrityCredential() {
        ObjectNode query = dcql(DcqlFormat.LDP_VC, "{\"id\":1,\"name\":1}");

        assertThat(query.at("/credentials/0/meta/type_values/0/1").stringValue())
                .isEqualTo("https://signet.example/types/2000000/1#Cpt2000000");
        assertThat(query.at("/credentials/0/claims"))
                .isEqualTo(StrictJson.parse(
                        "[{\"path\":[\"credentialSubject\",\"id\"]},{\"path\":[\"credentialSubject\",\"name\"]}]"));
        assertThat(dcql(DcqlFormat.SD_JWT, "{\"id\":1}").at("/credentials/0/claims/0/path/0").stringValue())
                .isEqualTo("sub");
    }

    @Test
    void whatIsHiddenIsNotAskedFor() {
        assertThat(dcql(DcqlFormat.SD_JWT, "{\"name\":0,\"age\":0}").at("/credentials/0").has("claims")).isFalse();
    }

    @Test
    void everyVersionOfTheTypeIsAskedFor() {
        type("Cpt2000000", "{\"name\":{\"type\":\"string\"},\"more\":{\"type\":\"string\"}}");

        assertThat(dcql(DcqlFormat.SD_JWT, "{\"name\":1}").at("/credentials/0/meta/vct_values")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"age\":{\"GE\":21}} | no claim age_over_21",
        "{\"age\":{\"GE\":-1}} | negative",
        "{\"age\":{\"GE\":17.5}} | fraction",
        "{\"age\":{\"EQ\":17.5}} | fraction",
        "{\"address\":{\"floor\":{\"GE\":3}}} | no claim address.floor_over_3"})
    void whatHasNoWordsInDcqlIsSaid(String fields, String sentence) {
        assertThat(notAsked(fields)).singleElement().satisfies(reason -> assertThat(reason).contains(sentence));
    }

    @Test
    void whatIsNotThereIsNoQuery() {
        assertThat(policies.toDcql(1, DcqlFormat.SD_JWT)).isEqualTo(new DcqlAnswer.Unknown());
        assertThat(policies.presentationPolicy(1).map(PresentationPolicy::id)).isEmpty();
    }
}
