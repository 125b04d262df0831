package id.signet.registry.recognition;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.issuer.Accreditation;
import id.signet.registry.issuer.Delegation;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.jdbc.JdbcRecognition;
import id.signet.registry.recognition.AuthorityIssuers.AuthorityIssuer;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.RegistriesInDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Authority issuers and issuer types over a real log in a real database: one subclass each. */
abstract class RecognitionContract {

    private static final TenantId OPERATOR = new TenantId("operator");
    private static final Caller OPERATORS = Caller.of(OPERATOR, "key-0", "request-0");
    private static final String TYPES = "https://signet.example/types";

    private RegistriesInDatabase place;
    private Registries registries;
    private AuthorityIssuers issuers;
    private IssuerTypes types;
    private Did root;

    abstract TestDatabase open();

    @BeforeEach
    void openRegistries() {
        place = new RegistriesInDatabase(open());
        registries = place.registries;
        RecognitionStore store = new JdbcRecognition(place.database.client());
        Grants grants = new Grants(registries.trust, place.ledger, place.tables, registries.keys, store, place.clock);
        PrivateChange change = new PrivateChange(place.tables, place.durable, place.clock);
        issuers = new AuthorityIssuers(store, grants, registries.keys, registries.rows, change, registries.names,
                OPERATOR, place.clock);
        types = new IssuerTypes(store, grants, registries.trust.facts(), change, registries.names.publicUrl(),
                OPERATOR, place.clock);
        root = registries.weid();
        logged(registries.trust.registerAuthority(caller(), root, "Board", true));
    }

    @AfterEach
    void closeRegistries() {
        place.close();
    }

    private LeafIndex logged(TrustOutcome outcome) {
        registries.clock.advance(Duration.ofSeconds(1));
        assertThat(outcome).isInstanceOf(TrustOutcome.Done.class);
        return ((TrustOutcome.Done) outcome).receipt().index();
    }

    private static void refused(TrustOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(TrustOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    private static void refused(Optional<RegistryRefusal> refusal, Kind kind) {
        assertThat(refusal).hasValueSatisfying(why -> assertThat(why.kind()).as(why.message()).isEqualTo(kind));
    }

    private Did strangersDid() {
        return done(registries.dids.create(stranger(), new CreateDid(HostedMethod.WEID, KeyType.ED25519))).did();
    }

    private Did academy() {
        Did did = strangersDid();
        assertThat(issuers.register(stranger(), did, "Sample Academy", "Teaches welding")).isEmpty();
        return did;
    }

    private boolean isAccredited(Did did, String type, Optional<LeafIndex> at) {
        return registries.trust.find(did, List.of(type), List.of(root), at).isPresent();
    }

    // --- registration -------------------------------------------------------------------------------------------------

    @Test
    void aRegistrationAloneGivesNoPower() {
        Did did = academy();

        assertThat(issuers.find(did)).contains(new AuthorityIssuer(did, "Sample Academy", "Teaches welding",
                registries.clock.instant(), false));
        assertThat(issuers.isRecognized(did)).isFalse();
        assertThat(isAccredited(did, TYPES + "/2000000/1", Optional.empty())).isFalse();
        assertThat(registries.trust.facts().hasStanding(did, registries.clock.instant())).isFalse();
    }

    @Test
    void nobodyRegistersADidWhoseKeysAreAnothers() {
        Did did = strangersDid();

        refused(issuers.register(caller(), did, "Impostor", ""), Kind.FORBIDDEN);
        assertThat(issuers.register(OPERATORS, did, "By the operator", "")).isEmpty();
    }

    @Test
    void aNameIsOneDidsAndADidHasOneName() {
        Did did = academy();

        refused(issuers.register(caller(), registries.weid(), "Sample Academy", ""), Kind.CONFLICT);
        refused(issuers.register(stranger(), did, "Another name", ""), Kind.CONFLICT);
        assertThat(issuers.named("Sample Academy")).map(AuthorityIssuer::did).contains(did);
        assertThat(issuers.named("sample academy")).isEmpty();
    }

    @Test
    void aNameThatMisleadsOrWouldNotBeLoggedIsRefused() {
        for (String name : List.of("", " ", " Academy", "Academy ", "Aca\tdemy", "Aca\u0000demy", "Aca\u202edemy",
                "A\u030akademie", "123456789012345678901234567890123", "office@academy.example")) {
            assertThat(issuers.register(caller(), registries.weid(), name, "").map(RegistryRefusal::kind))
                    .as("the name '%s'", name)
                    .contains(Kind.MALFORMED);
        }
        assertThat(issuers.count()).isZero();
    }

    @Test
    void aNameHasThirtyTwoCharactersInAnyScript() {
        assertThat(issuers.register(caller(), registries.weid(), "\u5b66".repeat(32), "")).isEmpty();
        assertThat(issuers.register(caller(), registries.weid(), "\ud840\udc00".repeat(32), "")).isEmpty();
    }

    @Test
    void ofManyWhoWantOneNameAtOnceOneGetsIt() throws Exception {
        List<Callable<Optional<RegistryRefusal>>> all = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            Did did = registries.weid();
            all.add(() -> issuers.register(caller(), did, "Wanted", ""));
        }
        int won = 0;
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<RegistryRefusal>> one : pool.invokeAll(all)) {
                Optional<RegistryRefusal> refusal = one.get();
                won += refusal.isEmpty() ? 1 : 0;
                refusal.ifPresent(why -> assertThat(why.kind()).isEqualTo(Kind.CONFLICT));
            }
        }

        assertThat(won).isEqualTo(1);
        assertThat(issuers.count()).isEqualTo(1);
    }

    @Test
    void pagesAreInTheOrderOfRegistrationAndCountWhoIsRecognized() {
        List<Did> dids = IntStream.range(0, 5).mapToObj(number -> registries.weid()).toList();
        for (Did did : dids) {
            registries.clock.advance(Duration.ofSeconds(1));
            assertThat(issuers.register(caller(), did, "Academy " + dids.indexOf(did), "")).isEmpty();
        }
        logged(issuers.recognize(caller(), dids.get(3), Optional.empty()));
        logged(registries.trust.accredit(caller(), root, registries.weid(), "Not registered", always(TYPES)));

        assertThat(issuers.page(2, 2)).extracting(AuthorityIssuer::did).containsExactly(dids.get(2), dids.get(3));
        assertThat(issuers.page(2, 2)).extracting(AuthorityIssuer::recognized).containsExactly(false, true);
        assertThat(issuers.count()).isEqualTo(5);
        assertThat(issuers.recognizedCount()).isEqualTo(1);
    }

    // --- recognition --------------------------------------------------------------------------------------------------

    private static List<Accreditation> always(String type) {
        return List.of(new Accreditation(type, Optional.empty(), Optional.empty()));
    }

    @Test
    void whoIsRecognizedIsAccreditedForEveryNumberedTypeOfThisLogAndForNothingElse() {
        Did did = academy();
        LeafIndex before = new LeafIndex(registries.ledger.size().value() - 1);

        LeafIndex since = logged(issuers.recognize(caller(), did, Optional.empty()));

        for (String type : List.of("/1", "/2000000", "/2000000/1", "/2000000/1#Course")) {
            assertThat(isAccredited(did, TYPES + type, Optional.empty())).as(type).isTrue();
            assertThat(isAccredited(did, TYPES + type, Optional.of(since))).as(type).isTrue();
            assertThat(isAccredited(did, TYPES + type, Optional.of(before))).as(type).isFalse();
        }
        for (String type : List.of(TYPES + "/0", TYPES + "/1/0", TYPES + "/x", TYPES + "x/1", TYPES + "/1/1/1",
                "https://other.example/types/1", "https://www.w3.org/2018/credentials#VerifiableCredential")) {
            assertThat(isAccredited(did, type, Optional.empty())).as(type).isFalse();
        }
        assertThat(registries.trust.issuer(did).orElseThrow().name()).isEqualTo("Sample Academy");
    }

    @Test
    void whoeverIsRecognizedForAllTypesAndLosesItKeepsHisOtherAccreditations() {
        Did did = academy();
        logged(registries.trust.accredit(caller(), root, did, "Academy", always("https://elsewhere.example/Diploma")));
        logged(issuers.recognize(caller(), did, Optional.empty()));

        LeafIndex end = logged(issuers.withdrawRecognition(caller(), did, Optional.empty()));

        assertThat(issuers.isRecognized(did)).isFalse();
        assertThat(isAccredited(did, "https://elsewhere.example/Diploma", Optional.empty())).isTrue();
        assertThat(isAccredited(did, TYPES + "/5", Optional.of(new LeafIndex(end.value() - 1))))
                .as("what was logged before stays good")
                .isTrue();
    }

    @Test
    void recognitionByWhoHasNoAuthoritysKeysIsRefused() {
        Did did = academy();

        refused(issuers.recognize(stranger(), did, Optional.empty()), Kind.FORBIDDEN);
        refused(issuers.recognize(OPERATORS, did, Optional.empty()), Kind.FORBIDDEN);
        assertThat(issuers.isRecognized(did)).isFalse();
    }

    @Test
    void aRoleIsJudgedByTheCallersKeysAndNotByWhatHeSays() {
        Did did = academy();

        refused(issuers.recognize(stranger(), did, Optional.of(root)), Kind.FORBIDDEN);
        refused(types.create(stranger(), "academies"), Kind.FORBIDDEN);
        assertThat(types.create(caller(), "academies")).isEmpty();
        refused(types.add(stranger(), "academies", did, Optional.of(root)), Kind.FORBIDDEN);
    }

    @Test
    void recognitionByADidThatIsNoAuthorityIsRefusedAlsoToItsOwner() {
        Did did = academy();

        refused(issuers.recognize(caller(), did, Optional.of(registries.weid())), Kind.FORBIDDEN);
        refused(issuers.recognize(stranger(), did, Optional.of(did)), Kind.FORBIDDEN);
    }

    @Test
    void anAuthorityThatWasEndedRecognizesNobodyAndItsRecognitionsEnd() {
        Did other = strangersDid();
        logged(registries.trust.registerAuthority(caller(), other, "Harbour board", true));
        Did did = academy();
        LeafIndex then = logged(issuers.recognize(stranger(), did, Optional.empty()));
        assertThat(issuers.isRecognized(did)).isTrue();

        logged(registries.trust.registerAuthority(caller(), other, "Harbour board", false));

        assertThat(issuers.isRecognized(did)).isFalse();
        assertThat(issuers.recognizedCount()).isZero();
        refused(issuers.recognize(stranger(), did, Optional.empty()), Kind.FORBIDDEN);
        assertThat(registries.trust.findAny(did, List.of(TYPES + "/5"), Optional.of(then))).isPresent();
    }

    @Test
    void anAuthorityUnderAnotherRecognizesWithinItsLeave() {
        Did board = strangersDid();
        logged(registries.trust.delegate(caller(), root, board, "Harbour board", List.of(new Delegation(
                new Accreditation(TYPES + "/5", Optional.empty(), Optional.empty()), 0))));
        Did did = academy();
        refused(issuers.recognize(stranger(), did, Optional.empty()), Kind.FORBIDDEN);

        logged(registries.trust.delegate(caller(), root, board, "Harbour board", List.of(new Delegation(
                new Accreditation(TYPES, Optional.empty(), Optional.empty()), 0))));
        logged(issuers.recognize(stranger(), did, Optional.empty()));

        assertThat(isAccredited(did, TYPES + "/5/1", Optional.empty())).isTrue();
    }

    @Test
    void onlyWhoRecognizedTakesItBack() {
        Did did = academy();
        logged(issuers.recognize(caller(), did, Optional.empty()));
        Did other = strangersDid();
        logged(registries.trust.registerAuthority(caller(), other, "Harbour board", true));

        refused(issuers.withdrawRecognition(stranger(), did, Optional.empty()), Kind.FORBIDDEN);
        assertThat(issuers.isRecognized(did)).isTrue();
        logged(issuers.withdrawRecognition(caller(), did, Optional.empty()));
        refused(issuers.withdrawRecognition(caller(), did, Optional.empty()), Kind.NOT_FOUND);
    }

    @Test
    void whatIsRecognizedAlreadyIsNotLoggedAgain() {
        Did did = academy();
        LeafIndex first = logged(issuers.recognize(caller(), did, Optional.empty()));
        long size = registries.ledger.size().value();

        assertThat(logged(issuers.recognize(caller(), did, Optional.empty()))).isEqualTo(first);
        assertThat(registries.ledger.size().value()).isEqualTo(size);
    }

    @Test
    void aRequestThatWasDoneIsNotDoneAgain() {
        Did did = academy();
        Caller once = caller().with(new IdempotencyClaim(new IdempotencyKey(Registries.TENANT, "POST /x", "k"),
                Bytes.utf8("body"), registries.clock.instant().plusSeconds(600)));
        logged(issuers.recognize(once, did, Optional.empty()));
        logged(issuers.withdrawRecognition(caller(), did, Optional.empty()));

        refused(issuers.recognize(once, did, Optional.empty()), Kind.ALREADY_DONE);
        assertThat(issuers.isRecognized(did)).isFalse();
    }

    @Test
    void nobodyIsRecognizedWithoutAName() {
        refused(issuers.recognize(caller(), registries.weid(), Optional.empty()), Kind.NOT_FOUND);
    }

    // --- removal ------------------------------------------------------------------------------------------------------

    @Test
    void anApplicantTakesItsOwnNameBackAndAnotherMayHaveIt() {
        Did did = academy();

        assertThat(issuers.remove(stranger(), did)).isEmpty();
        assertThat(issuers.find(did)).isEmpty();
        assertThat(issuers.register(caller(), registries.weid(), "Sample Academy", "")).isEmpty();
    }

    @Test
    void anotherTenantsRegistrationIsNotRemoved() {
        Did own = registries.weid();
        assertThat(issuers.register(caller(), own, "Board's own", "")).isEmpty();

        refused(issuers.remove(stranger(), own), Kind.FORBIDDEN);
        assertThat(issuers.find(own)).isPresent();
    }

    @Test
    void anAuthorityThatRemovesAnIssuerTakesItsRecognitionBack() {
        Did did = academy();
        logged(issuers.recognize(caller(), did, Optional.empty()));
        refused(issuers.remove(stranger(), did), Kind.FORBIDDEN);

        assertThat(issuers.remove(caller(), did)).isEmpty();

        assertThat(issuers.find(did)).isEmpty();
        assertThat(issuers.isRecognized(did)).isFalse();
        refused(issuers.remove(caller(), did), Kind.NOT_FOUND);
    }

    // --- issuer types -------------------------------------------------------------------------------------------------

    @Test
    void aMemberStandsOnTheListInTheLog() {
        Did did = academy();
        assertThat(types.create(caller(), "academies")).isEmpty();

        LeafIndex since = logged(types.add(caller(), "academies", did, Optional.empty()));

        String uri = types.find("academies").orElseThrow().uri();
        assertThat(uri).isEqualTo("https://signet.example/issuer-types/academies");
        assertThat(types.isMember("academies", did)).isTrue();
        assertThat(isAccredited(did, uri, Optional.of(since))).isTrue();
        assertThat(isAccredited(did, uri, Optional.of(new LeafIndex(since.value() - 1)))).isFalse();
        assertThat(isAccredited(did, TYPES + "/5/1", Optional.empty())).as("it lets nobody issue").isFalse();
        assertThat(types.isMember("Academies", did)).isFalse();
    }

    @Test
    void aMemberIsTakenOffTheListAndStaysOnOthers() {
        Did did = academy();
        for (String name : List.of("academies", "welding.schools_2026-x")) {
            assertThat(types.create(caller(), name)).isEmpty();
            logged(types.add(caller(), name, did, Optional.empty()));
        }

        logged(types.take(caller(), "academies", did, Optional.empty()));

        assertThat(types.isMember("academies", did)).isFalse();
        assertThat(types.isMember("welding.schools_2026-x", did)).isTrue();
        refused(types.take(caller(), "academies", did, Optional.empty()), Kind.NOT_FOUND);
    }

    @Test
    void membersAreReadInPagesAndCounted() {
        assertThat(types.create(caller(), "academies")).isEmpty();
        assertThat(types.create(caller(), "academies_")).as("a name that begins alike").isEmpty();
        List<Did> dids = IntStream.range(0, 5)
                .mapToObj(number -> registries.weid())
                .sorted(
                        Comparator.comparing(Did::toString))
                .toList();
        dids.forEach(did -> logged(types.add(caller(), "academies", did, Optional.empty())));
        logged(types.add(caller(), "academies_", registries.weid(), Optional.empty()));

        assertThat(types.members("academies", 0, 50)).isEqualTo(dids);
        assertThat(types.members("academies", 3, 2)).isEqualTo(dids.subList(3, 5));
        assertThat(types.size("academies")).isEqualTo(5);
        assertThat(types.count()).isEqualTo(2);
        assertThat(types.page(1, 50)).extracting(IssuerTypes.IssuerType::name).containsExactly("academies_");
    }

    @Test
    void aListWithMembersIsNotEndedAndNotByAnotherTenant() {
        Did did = academy();
        assertThat(types.create(caller(), "academies")).isEmpty();
        logged(types.add(caller(), "academies", did, Optional.empty()));

        refused(types.remove(caller(), "academies"), Kind.CONFLICT);
        logged(types.take(caller(), "academies", did, Optional.empty()));
        refused(types.remove(stranger(), "academies"), Kind.FORBIDDEN);
        assertThat(types.remove(caller(), "academies")).isEmpty();
        refused(types.remove(caller(), "academies"), Kind.NOT_FOUND);
    }

    @Test
    void nobodyStandsOnAListThatIsNotThere() {
        refused(types.add(caller(), "academies", registries.weid(), Optional.empty()), Kind.NOT_FOUND);
    }

    @Test
    void aNameThatIsNoPartOfAnAddressIsRefused() {
        for (String name : List.of("", ".x", "a/b", "a b", "a%2fb", "\u5b66", "a#b", "a?b",
                "123456789012345678901234567890123", "13812345678")) {
            assertThat(types.create(caller(), name).map(RegistryRefusal::kind)).as("the name '%s'", name)
                    .contains(Kind.MALFORMED);
        }
        assertThat(types.count()).isZero();
    }
}
