package id.signet.registry.schema;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.StrictJson;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.schema.Cpts.Cpt;
import id.signet.registry.testing.Registries;
import id.signet.crypto.key.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class CptsTest {

    private static final ObjectNode COURSE = StrictJson
            .parseObject("""
                         {"title":"Course","type":"object","properties":{"course":{"type":"string"},
                          "age":{"type":"integer","minimum":0}},"required":["course"]}""");

    private final Registries registries = Registries.inMemory();
    private final Cpts.Index index = new Cpts.Index() {

        @Override
        public List<Long> numbers(long offset, int limit) {
            return LongStream.range(1, 3_000_000)
                    .filter(number -> SchemaRegistrationRules.isTaken(registries.rows, number))
                    .skip(offset)
                    .limit(limit)
                    .boxed()
                    .toList();
        }

        @Override
        public long count() {
            return numbers(0, 1_000).size();
        }
    };
    private final Cpts cpts = new Cpts(registries.names, registries.schemas, registries.rows, registries.authors, index,
            registries.clock);

    private Cpt register(Caller caller, Optional<Did> author, Optional<Long> number) {
        return registered(cpts.register(caller, author, COURSE, number));
    }

    private static Cpt registered(Cpts.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Cpts.Outcome.Registered.class);
        return ((Cpts.Outcome.Registered) outcome).cpt();
    }

    private static void refused(Cpts.Outcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(Cpts.Outcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    private Did root() {
        Did root = registries.weid();
        assertThat(registries.trust.registerAuthority(caller(), root, "Board", true))
                .isInstanceOf(TrustOutcome.Done.class);
        return root;
    }

    private Did accredited(Did root) {
        Did did = registries.weid();
        assertThat(registries.trust.accredit(caller(), root, did, "Academy",
                List.of(new Accreditation("https://e.example/T", Optional.empty(), Optional.empty()))))
                .isInstanceOf(TrustOutcome.Done.class);
        return did;
    }

    // --- one registration for both worlds ------------------------------------------------------------------------------

    @Test
    void aCptIsACredentialTypeWhoseSubjectIsTheClaim() {
        Cpt cpt = register(caller(), Optional.empty(), Optional.empty());

        RegisteredSchema type = registries.schemas.find(cpt.cptId()).orElseThrow();
        assertThat(type.name()).isEqualTo("Cpt2000000");
        assertThat(type.jsonSchema().at("/properties/credentialSubject")).isEqualTo(COURSE);
        assertThat(type.context().at("/@context/course").stringValue()).endsWith("/types/2000000/1#course");
        assertThat(cpt.claimSchema()).isEqualTo(COURSE);
        assertThat(cpts.find(cpt.cptId())).contains(cpt);
    }

    @Test
    void theSameTitleTwiceMakesTwoCpts() {
        assertThat(register(caller(), Optional.empty(), Optional.empty()).cptId()).isEqualTo(2_000_000);
        assertThat(register(caller(), Optional.empty(), Optional.empty()).cptId()).isEqualTo(2_000_001);
        assertThat(cpts.numbers(1, 50)).containsExactly(2_000_001L);
        assertThat(cpts.count()).isEqualTo(2);
    }

    @Test
    void aTypeThatWasRegisteredByItsNameIsACptToo() {
        ObjectNode document = ClaimSchema.document(COURSE);
        assertThat(registries.schemas.register(caller(), "TrainingCertificate", document, Optional.empty()))
                .isInstanceOf(SchemaOutcome.Registered.class);

        assertThat(cpts.find(2_000_000)).map(Cpt::claimSchema).contains(COURSE);
    }

    @Test
    void aNameThatTheAuthorUsedAlreadyIsSteppedOver() {
        ObjectNode document = ClaimSchema.document(COURSE);
        registries.schemas.register(caller(), "Cpt2000001", document, Optional.empty());

        assertThat(register(caller(), Optional.empty(), Optional.empty()).cptId()).as("2000001 is called so already")
                .isEqualTo(2_000_002);
        refused(cpts.register(caller(), Optional.empty(), COURSE, Optional.of(2_000_001L)), Kind.CONFLICT);
        assertThat(register(stranger(), Optional.empty(), Optional.empty()).cptId()).as("nobody else's name counts")
                .isEqualTo(2_000_001);
    }

    @Test
    void aClaimIsCheckedAgainstTheNewestVersion() {
        Cpt cpt = register(caller(), Optional.empty(), Optional.empty());

        assertThat(cpts.checkClaim(cpt.cptId(), StrictJson.parse("{\"course\":\"Welding\"}")).orElseThrow()).isEmpty();
        assertThat(cpts.checkClaim(cpt.cptId(), StrictJson.parse("{\"course\":7}")).orElseThrow()).hasSize(1);
        assertThat(cpts.checkClaim(cpt.cptId(), StrictJson.parse("[]")).orElseThrow()).isNotEmpty();
        assertThat(cpts.checkClaim(5, StrictJson.parse("{}"))).isEmpty();
        registered(cpts.update(caller(), Optional.empty(), cpt.cptId(),
                StrictJson.parseObject("{\"properties\":{\"course\":{\"type\":\"integer\"}}}")));
        assertThat(cpts.checkClaim(cpt.cptId(), StrictJson.parse("{\"course\":7}")).orElseThrow()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"first name | first name", "1st | 1st", "@type | @type", "a.b | a.b",
        "Cpt2000000 | like the type"})
    void aClaimsNameThatCanBeNoTermIsRefusedByName(String claim, String sentence) {
        ObjectNode schema = StrictJson
                .parseObject("{\"properties\":{\"" + claim + "\":{\"type\":\"string\"}}}");

        assertThat(cpts.register(caller(), Optional.empty(), schema, Optional.empty()))
                .isInstanceOfSatisfying(Cpts.Outcome.Refused.class, refused -> {
                    assertThat(refused.refusal().kind()).isEqualTo(Kind.MALFORMED);
                    assertThat(refused.refusal().message()).contains(sentence);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "description", "type", "weid", "proof", "issuer", "validFrom", "exp",
        "\u59d3\u540d"})
    void namesThatWeIdentitysClaimsHaveAreTaken(String claim) {
        ObjectNode schema = StrictJson
                .parseObject("{\"properties\":{\"" + claim + "\":{\"type\":\"string\"}}}");

        registered(cpts.register(caller(), Optional.empty(), schema, Optional.empty()));
    }

    // --- numbers ------------------------------------------------------------------------------------------------------

    @Test
    void aFreeNumberOfAnAllowedRangeIsChosen() {
        Did root = root();
        Did accredited = accredited(root);

        assertThat(register(caller(), Optional.of(root), Optional.of(103L)).cptId()).isEqualTo(103);
        assertThat(register(caller(), Optional.of(root), Optional.of(1_999_999L)).cptId()).isEqualTo(1_999_999);
        assertThat(register(caller(), Optional.of(accredited), Optional.of(1_007L)).cptId()).isEqualTo(1_007);
        assertThat(register(caller(), Optional.of(accredited), Optional.of(2_147_483_647L)).cptId())
                .isEqualTo(2_147_483_647);
        assertThat(register(caller(), Optional.empty(), Optional.of(2_000_010L)).cptId()).isEqualTo(2_000_010);
    }

    @Test
    void aNumberOfAnothersRangeIsRefused() {
        Did accredited = accredited(root());

        for (long number : List.of(1L, 103L, 999L)) {
            refused(cpts.register(caller(), Optional.of(accredited), COURSE, Optional.of(number)), Kind.FORBIDDEN);
        }
        for (long number : List.of(1L, 1_000L, 1_999_999L, 2_147_483_648L, Long.MAX_VALUE)) {
            refused(cpts.register(stranger(), Optional.empty(), COURSE, Optional.of(number)), Kind.FORBIDDEN);
        }
    }

    @Test
    void aNumberThatIsTakenIsRefusedAlsoToWhoTookIt() {
        register(caller(), Optional.empty(), Optional.of(2_000_010L));

        refused(cpts.register(stranger(), Optional.empty(), COURSE, Optional.of(2_000_010L)), Kind.CONFLICT);
        refused(cpts.register(caller(), Optional.empty(), COURSE, Optional.of(2_000_010L)), Kind.CONFLICT);
        assertThat(cpts.find(2_000_010)).map(Cpt::version).contains(1L);
    }

    @Test
    void theCountGoesOnAroundNumbersThatWereChosenAhead() {
        for (long number : List.of(2_000_001L, 2_000_002L, 2_000_004L)) {
            register(caller(), Optional.empty(), Optional.of(number));
        }
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            next.add(register(stranger(), Optional.empty(), Optional.empty()).cptId());
        }

        assertThat(next).containsExactly(2_000_000L, 2_000_003L, 2_000_005L, 2_000_006L);
    }

    @Test
    void moreNumbersChosenInARowThanOneEntryStepsOverAreSteppedOverAllTheSame() {
        for (long number = 2_000_001; number <= 2_000_150; number++) {
            register(caller(), Optional.empty(), Optional.of(number));
        }

        assertThat(register(stranger(), Optional.empty(), Optional.empty()).cptId()).isEqualTo(2_000_000);
        assertThat(register(stranger(), Optional.empty(), Optional.empty()).cptId()).isEqualTo(2_000_151);
        assertThat(register(stranger(), Optional.empty(), Optional.empty()).cptId()).isEqualTo(2_000_152);
    }

    @Test
    void theRootsCountStepsOverTheNumbersThatMeanSomethingInWeIdentity() {
        Did root = root();
        for (long number = 1; number <= 100; number++) {
            assertThat(register(caller(), Optional.of(root), Optional.empty()).cptId()).isEqualTo(number);
        }

        assertThat(register(caller(), Optional.of(root), Optional.empty()).cptId()).isEqualTo(116);
        assertThat(register(caller(), Optional.of(root), Optional.empty()).cptId()).isEqualTo(117);
    }

    @Test
    void theSystemsCptsAreRegisteredOnceByTheRoot() {
        SystemCpts system = new SystemCpts(cpts);
        Did root = root();
        assertThat(system.register(stranger(), root)).hasValueSatisfying(
                refusal -> assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN));

        assertThat(system.register(caller(), root)).isEmpty();

        assertThat(system.missing()).isEmpty();
        assertThat(cpts.numbers(0, 50)).containsExactly(101L, 102L, 103L, 104L, 105L, 106L, 107L, 108L, 109L);
        assertThat(cpts.find(101).orElseThrow().claimSchemaAsDraft04().at("/properties").propertyNames())
                .containsExactlyInAnyOrder("fromWeId", "toWeId", "duration", "serviceUrl", "resourceId");
        long size = registries.ledger.size().value();
        assertThat(system.register(caller(), root)).isEmpty();
        assertThat(registries.ledger.size().value()).isEqualTo(size);
    }

    // --- updates ------------------------------------------------------------------------------------------------------

    @Test
    void anUpdateIsTheNextVersionAndTheOneBeforeStays() {
        Cpt first = register(caller(), Optional.empty(), Optional.empty());
        ObjectNode changed = COURSE.deepCopy().put("title", "Course of today");

        Cpt second = registered(cpts.update(caller(), Optional.empty(), first.cptId(), changed));

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.created()).isEqualTo(first.created());
        assertThat(cpts.find(first.cptId(), 1)).contains(first);
        assertThat(cpts.find(first.cptId()).orElseThrow().claimSchema()).isEqualTo(changed);
    }

    @Test
    void anUpdateNamingSomebodyElsesPublisherIsRefused() {
        Cpt cpt = register(caller(), Optional.empty(), Optional.empty());
        Did strangers = Registries
                .done(registries.dids.create(stranger(), new CreateDid(HostedMethod.WEID, KeyType.ED25519)))
                .did();

        refused(cpts.update(stranger(), Optional.of(cpt.publisher()), cpt.cptId(), COURSE), Kind.FORBIDDEN);
        refused(cpts.update(stranger(), Optional.of(strangers), cpt.cptId(), COURSE), Kind.FORBIDDEN);
        refused(cpts.update(stranger(), Optional.empty(), cpt.cptId(), COURSE), Kind.FORBIDDEN);
        refused(cpts.update(caller(), Optional.of(registries.weid()), cpt.cptId(), COURSE), Kind.FORBIDDEN);
        assertThat(cpts.find(cpt.cptId())).map(Cpt::version).contains(1L);
    }

    @Test
    void whatNobodyRegisteredIsNotUpdated() {
        refused(cpts.update(caller(), Optional.empty(), 2_000_000, COURSE), Kind.NOT_FOUND);
    }

    @Test
    void aTypeWithMetadataIsNotUpdatedWithoutThem() {
        registries.schemas.register(caller(), "Described", ClaimSchema.document(COURSE),
                Optional.of(StrictJson.parseObject("{\"description\":\"A course\"}")), Optional.empty());

        refused(cpts.update(caller(), Optional.empty(), 2_000_000, COURSE), Kind.CONFLICT);
    }
}
