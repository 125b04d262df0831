package id.signet.credential.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.jdbc.JdbcPolicyStore;
import id.signet.credential.policy.VerificationPolicies.Outcome;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.World;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.Mode;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.jdbc.RegistryMappings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Policies that tenants keep by name, over a database. */
abstract class VerificationPoliciesContract {

    private static final Caller OURS = Caller.of(new TenantId("academy"), "desk", "request-1");
    private static final Caller THEIRS = Caller.of(new TenantId("harbour"), "desk", "request-2");
    private static final PolicyName DESK = new PolicyName("front-desk");
    private static final Set<String> TRUSTED = Set.of("did:example:root");

    private final SteppingClock clock = new SteppingClock(World.NOW);
    private TestDatabase database;
    private VerificationPolicies policies;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        database = open().migrated("ledger", "registry", "credential");
        var tables = new JdbcTables(database.dataSource(), RegistryMappings.all());
        policies = new VerificationPolicies(new JdbcPolicyStore(database.client()),
                new PrivateChange(tables, database.durableCommit(), clock), clock);
    }

    @AfterEach
    void leave() {
        database.close();
    }

    @Test
    void whatIsKeptIsReadByItsNameAndToldWithItsVersion() {
        keep("{\"checks\":{\"anchor\":\"required\"},\"authorities\":[\"did:example:ministry\"]}");

        var policy = read(name("front-desk"));

        assertThat(policy.name()).isEqualTo("front-desk");
        assertThat(policy.version()).contains(1L);
        assertThat(policy.mode(CheckName.ANCHOR)).isEqualTo(Mode.REQUIRED);
        assertThat(policy.mode(CheckName.PROOF)).isEqualTo(Mode.REQUIRED);
        assertThat(policy.authorities()).containsExactly("did:example:ministry");
        assertThat(policy.isTheAskers()).isTrue();
    }

    @Test
    void aVersionSaysTheSameWhateverIsTrustedLater() {
        keep("{}");

        var later = policies.read(name("front-desk"), Optional.of(OURS.tenant()), Set.of("did:example:newcomer"));

        assertThat(later.authorities()).isEqualTo(TRUSTED);
    }

    @Test
    void anEarlierVersionStaysAsItWas() {
        keep("{\"checks\":{\"status\":\"required\"}}");
        keep("{\"checks\":{\"status\":\"advisory\"}}");

        assertThat(read(name("front-desk")).mode(CheckName.STATUS)).isEqualTo(Mode.ADVISORY);
        var first = read(Optional.of(json("{\"name\":\"front-desk\",\"version\":1}")));
        assertThat(first.mode(CheckName.STATUS)).isEqualTo(Mode.REQUIRED);
        assertThat(first.version()).contains(1L);
        assertThat(policies.of(OURS.tenant())).singleElement()
                .satisfies(newest -> assertThat(newest.version()).isEqualTo(2));
    }

    @Test
    void whatHasEndedIsNotFoundUnderAnyVersionAndItsNumbersAreNotUsedAgain() {
        keep("{}");
        assertThat(policies.end(OURS, DESK)).isInstanceOf(Outcome.Kept.class);

        assertThat(policies.find(OURS.tenant(), DESK)).isEmpty();
        assertThat(policies.find(OURS.tenant(), DESK, 1)).isEmpty();
        assertThat(policies.of(OURS.tenant())).isEmpty();
        assertThat(refusal(policies.end(OURS, DESK))).isEqualTo("not-found");
        assertThat(keep("{}").version()).isEqualTo(3);
        assertThat(policies.find(OURS.tenant(), DESK, 2)).as("the end is no policy").isEmpty();
    }

    @Test
    void M01_anotherTenantFindsNothingOfThisName() {
        keep("{}");

        assertThat(policies.of(THEIRS.tenant())).isEmpty();
        assertThat(policies.find(THEIRS.tenant(), DESK)).isEmpty();
        assertThat(policies.find(THEIRS.tenant(), DESK, 1)).isEmpty();
        assertThat(refusal(policies.end(THEIRS, DESK))).isEqualTo("not-found");
        assertThatThrownBy(() -> policies.read(name("front-desk"), Optional.of(THEIRS.tenant()), TRUSTED))
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> policies.read(name("front-desk"), Optional.empty(), TRUSTED))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void aChangeThatWasDecidedOnAnotherVersionIsRefused() {
        keep("{}");
        keep("{}");

        assertThat(refusal(policies.keep(OURS, DESK, json("{}"), Optional.of(1L), TRUSTED)))
                .isEqualTo("stale-version");
        assertThat(policies.keep(OURS, DESK, json("{}"), Optional.of(2L), TRUSTED)).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void X02_ofManyChangesAtOnceEachMakesItsOwnVersionOrNone() throws Exception {
        List<Callable<Outcome>> changes = Stream.<Callable<Outcome>>generate(
                () -> () -> policies.keep(OURS, DESK, json("{}"), Optional.empty(), TRUSTED)).limit(20).toList();

        List<Long> kept = IssuingHouse.together(changes)
                .stream()
                .filter(Outcome.Kept.class::isInstance)
                .map(outcome -> ((Outcome.Kept) outcome).version().version())
                .sorted()
                .toList();

        assertThat(kept).isNotEmpty().doesNotHaveDuplicates();
        assertThat(policies.find(OURS.tenant(), DESK).orElseThrow().version()).isEqualTo(kept.size());
    }

    @Test
    void eachChangeHasItsAuditRow() {
        keep("{}");
        keep("{}");
        policies.end(OURS, DESK);
        policies.end(OURS, DESK);

        assertThat(database.client()
                .sql("SELECT action || ' ' || subject FROM audit WHERE tenant = 'academy' ORDER BY subject")
                .query(String.class)
                .list()).containsExactly("verification-policy.keep front-desk 1",
                        "verification-policy.keep front-desk 2", "verification-policy.end front-desk 3");
    }

    @Test
    void aTenantKeepsABoundedNumber() {
        for (int i = 0; i < 200; i++) {
            policies.keep(OURS, new PolicyName("p-" + i), json("{}"), Optional.empty(), TRUSTED);
        }

        assertThat(refusal(policies.keep(OURS, new PolicyName("one-more"), json("{}"), Optional.empty(), TRUSTED)))
                .isEqualTo("conflict");
        assertThat(policies.keep(OURS, new PolicyName("p-7"), json("{}"), Optional.empty(), TRUSTED))
                .isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void aPolicyThatIsTooLongIsRefused() {
        var keys = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            keys.append(i == 0 ? "" : ",").append("\"did:example:").append("x".repeat(700)).append(i).append('"');
        }

        assertThat(refusal(policies.keep(OURS, DESK, json("{\"authorities\":[" + keys + "]}"), Optional.empty(),
                TRUSTED))).isEqualTo("too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"checks\":{\"anchor\":\"perhaps\"}}", "{\"checks\":{\"luck\":\"required\"}}",
        "{\"more\":true}", "{\"issuerKeys\":{\"did:example:a\":{\"kty\":\"oct\",\"k\":\"AA\"}}}"})
    void whatIsNoPolicyIsNotKept(String policy) {
        assertThatThrownBy(() -> keep(policy)).isInstanceOf(MalformedInput.class);
        assertThat(policies.of(OURS.tenant())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "vc-api", "custom", "", "-desk", "desk-", "Desk", "front desk", "7th",
        "déjà-vu"})
    void whatIsNoNameOrEverybodysIsRefused(String name) {
        assertThatThrownBy(() -> new PolicyName(name)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"front-desk\",\"version\":2}", "{\"name\":\"front-desk\",\"version\":0}",
        "{\"name\":\"front-desk\",\"version\":\"1\"}", "{\"name\":\"front-desk\",\"version\":1.5}",
        "{\"name\":\"front-desk\",\"checks\":{}}", "{\"name\":1}", "{\"name\":\"back-office\"}",
        "{\"name\":\"custom\"}"})
    void whatNamesNoPolicyOfTheTenantNeverFallsBackToAnother(String wanted) {
        keep("{}");

        assertThatThrownBy(() -> read(Optional.of(json(wanted)))).isInstanceOf(MalformedInput.class);
    }

    private PolicyVersion keep(String policy) {
        return ((Outcome.Kept) policies.keep(OURS, DESK, json(policy), Optional.empty(), TRUSTED)).version();
    }

    private VerificationPolicy read(Optional<JsonNode> wanted) {
        return policies.read(wanted, Optional.of(OURS.tenant()), TRUSTED);
    }

    private static Optional<JsonNode> name(String text) {
        return Optional.of(JsonNodeFactory.instance.stringNode(text));
    }

    private static ObjectNode json(String text) {
        return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(Outcome outcome) {
        return ((Outcome.Refused) outcome).refusal().code();
    }
}
