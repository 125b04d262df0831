package id.signet.registry.did.control;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.control.ControllerWish.Commitments;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DocumentDraft;
import id.signet.registry.did.log.KeyHash;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.Vectors;
import java.nio.charset.StandardCharsets;
import id.signet.registry.did.log.SingleKey;
import id.signet.crypto.multiformats.Multikey;
import tools.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Who signs for a DID beside its own keys, or in their place: docs/adr/0027-controllers-of-a-did.md. */
class ControllersTest {

    private final Registries registries = Registries.inMemory();
    private final ControlledDids dids = new ControlledDids(registries.names, registries.ledger, registries.rows,
            registries.logged, registries.clock);

    /** Somebody who keeps an update key at home. */
    private record Home(Did did, SigningKey key) {

        DidUrl method() {
            return did.withFragment("update-1");
        }
    }

    private static SigningKey fresh() {
        return SoftwareSigningKey.generate(KeyType.ED25519);
    }

    private static Did person(SigningKey key) {
        return DidKey.of(key.publicKey());
    }

    private static DidUrl method(SigningKey key) {
        return DidKey.methodId(key.publicKey());
    }

    private static List<KeyHash> hashes(SigningKey... keys) {
        return Arrays.stream(keys).map(key -> KeyHash.of(key.publicKey())).toList();
    }

    private Home home(Commitments commitments, Did... controllers) {
        SigningKey key = fresh();
        PreparedOperation.Ready ready = ready(new ControllerWish.Create(key.publicKey(), List.of(), Json.array(),
                commitments, List.of(controllers)));
        return new Home(done(submit(ready, ready.signers().getFirst(), key)).did(), key);
    }

    private Home home(Did... controllers) {
        return home(Commitments.AS_THEY_ARE, controllers);
    }

    private PreparedOperation.Ready ready(ControllerWish wish) {
        PreparedOperation prepared = dids.prepare(wish);
        assertThat(prepared).isInstanceOf(PreparedOperation.Ready.class);
        return (PreparedOperation.Ready) prepared;
    }

    private DidOutcome submit(PreparedOperation.Ready ready, DidUrl method, SigningKey key) {
        SignedOperation signed = ready.operation().sign(method, key);
        return dids.submit(caller(), signed.operation().type(), signed.toJson());
    }

    private static ControllerWish.Update update(Did did, Commitments commitments, Optional<SigningKey> updateKey,
            Optional<SigningKey> signer, Optional<List<Did>> controllers) {
        return new ControllerWish.Update(did, List.of(), List.of(), List.of(), Map.of(),
                updateKey.map(key -> List.of(key.publicKey())), Optional.empty(), commitments,
                signer.map(SigningKey::publicKey), controllers);
    }

    /** An update that changes nothing. */
    private static ControllerWish.Update update(Did did) {
        return update(did, Commitments.AS_THEY_ARE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ControllerWish.Update named(Did did, Did... controllers) {
        return update(did, Commitments.AS_THEY_ARE, Optional.empty(), Optional.empty(),
                Optional.of(List.of(controllers)));
    }

    private void name(Home home, Did... controllers) {
        done(submit(ready(named(home.did(), controllers)), home.method(), home.key()));
    }

    private static void assertRefused(DidOutcome outcome, Kind kind, String reason) {
        assertThat(outcome).isInstanceOfSatisfying(DidOutcome.Refused.class, refused -> {
            assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind);
            assertThat(refused.refusal().message()).contains(reason);
        });
    }

    private void assertMaySign(Did did, DidUrl method, SigningKey key) {
        done(submit(ready(update(did)), method, key));
    }

    /** Whatever methods are told to be signers, this one signs nothing. */
    private void assertMayNotSign(Did did, DidUrl method, SigningKey key) {
        DidState state = registries.logged.state(did).orElseThrow();
        var head = registries.logged.head(did).orElseThrow();
        Operation operation = new Operation(DidProjection.UPDATE, registries.names.origin(),
                new Operation.Party.Subject(did), head.version() + 1, Optional.of(head.operationHash()),
                state.toJson());
        SignedOperation signed = operation.sign(method, key);
        assertRefused(dids.submit(caller(), signed.operation().type(), signed.toJson()), Kind.FORBIDDEN,
                "not signed by");
    }

    private void everyEntryStandsFromTheLogAlone() {
        InMemoryRows rows = new InMemoryRows();
        EntryRecheck recheck = new EntryRecheck(registries.names);
        for (long index = 1; index < registries.ledger.size().value(); index++) {
            LedgerEntry entry = registries.ledger.entry(new LeafIndex(index)).orElseThrow();
            assertThat(recheck.check(rows, entry)).as(entry.type() + " at " + index).isEmpty();
            apply(entry, rows);
        }
    }

    private static void apply(LedgerEntry entry, InMemoryRows rows) {
        BatchOverlay overlay = new BatchOverlay(rows);
        new DidProjection().apply(entry, overlay.publicTables());
        overlay.keep();
        overlay.store();
    }

    // ---- who signs ----

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"P521", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aPersonWithAKeyOfAnyKindSignsForTheDidAndNamesTheKey(KeyType type) {
        SigningKey resident = SoftwareSigningKey.generate(type);
        Home organisation = home(person(resident));

        assertThat(ready(update(organisation.did())).signers()).containsExactly(method(resident));
        assertMaySign(organisation.did(), method(resident), resident);
        assertThat(DidKey.document(person(resident)).allows(method(resident), Relationship.CAPABILITY_INVOCATION))
                .isTrue();
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aDidJwkSignsForTheDidUnlessItsKeyIsForEncryption() {
        SigningKey resident = SoftwareSigningKey.generate(KeyType.P256);
        Did jwk = DidJwk.of(resident.publicKey());
        Home organisation = home(jwk);
        assertMaySign(organisation.did(), DidJwk.methodId(jwk), resident);

        String text = new String(Base64Url.decode(jwk.specificId()),
                StandardCharsets.UTF_8);
        Did forEncryption = new Did("jwk",
                Bytes.utf8(text.substring(0, text.length() - 1) + ",\"use\":\"enc\"}").base64Url());
        assertRefused(submit(ready(named(organisation.did(), forEncryption)), DidJwk.methodId(jwk), resident),
                Kind.MALFORMED, "a key that signs");
    }

    @Test
    void aControllerOfTheLogSignsWithItsUpdateKeyAndWithNoOther() {
        SigningKey forUse = fresh();
        Home department = home();
        done(submit(ready(new ControllerWish.Update(department.did(),
                List.of(new ControllerWish.KeyForUse(forUse.publicKey(),
                        Set.of(Relationship.ASSERTION_METHOD, Relationship.CAPABILITY_DELEGATION))),
                List.of(), List.of(), Map.of(), Optional.empty(), Optional.empty(), Commitments.AS_THEY_ARE,
                Optional.empty())), department.method(), department.key()));
        Home organisation = home(department.did());

        assertMaySign(organisation.did(), department.method(), department.key());
        assertMayNotSign(organisation.did(), department.did().withFragment("key-1"), forUse);
        assertMayNotSign(organisation.did(), department.method(), forUse);
    }

    /** Controlled Identifiers 1.0 §2.1.2: the subject is the controller where none is named, and only there. */
    @Test
    void theDidsOwnKeysSignWhereItIsAmongItsControllersOrNamesNone() {
        SigningKey resident = fresh();
        Home alone = home();
        assertMaySign(alone.did(), alone.method(), alone.key());
        Home given = home(person(resident));
        assertMayNotSign(given.did(), given.method(), given.key());
        assertMayNotSign(given.did(), method(given.key()), given.key());

        done(submit(ready(named(given.did(), given.did(), person(resident))), method(resident), resident));
        assertThat(ready(update(given.did())).signers()).containsExactly(given.method(), method(resident));
        assertMaySign(given.did(), given.method(), given.key());
        assertMaySign(given.did(), method(resident), resident);
        name(given);
        assertMayNotSign(given.did(), method(resident), resident);
        assertThat(registries.logged.state(given.did()).orElseThrow().document().json().has("controller")).isFalse();
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aControllerReplacesTheUpdateKeysAndEndsTheDid() {
        SigningKey resident = fresh();
        SigningKey next = fresh();
        Home organisation = home(person(resident));
        done(submit(ready(update(organisation.did(), Commitments.AS_THEY_ARE, Optional.of(next), Optional.empty(),
                Optional.of(List.of(organisation.did(), person(resident))))), method(resident), resident));
        assertMaySign(organisation.did(), organisation.did().withFragment("update-2"), next);
        done(submit(ready(new ControllerWish.Deactivate(organisation.did())), method(resident), resident));
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void whoIsNoControllerSignsNothing() {
        SigningKey stranger = fresh();
        Home organisation = home(person(fresh()));
        assertMayNotSign(organisation.did(), method(stranger), stranger);
        Home other = home();
        assertMayNotSign(organisation.did(), other.method(), other.key());
    }

    // ---- controllers of controllers ----

    private List<Home> chain(int length) {
        List<Home> chain = new ArrayList<>();
        for (int i = 0; i <= length; i++) {
            chain.add(home());
        }
        for (int i = 0; i < length; i++) {
            name(chain.get(i), chain.get(i).did(), chain.get(i + 1).did());
        }
        return chain;
    }

    /** Named from the near end, a chain can become longer than any DID of it would name. */
    @Test
    void controllersAreFollowedThreeAwayAndNoFurther() {
        List<Home> chain = chain(4);
        Did first = chain.getFirst().did();
        for (int away = 1; away <= 3; away++) {
            assertMaySign(first, chain.get(away).method(), chain.get(away).key());
        }
        assertMayNotSign(first, chain.get(4).method(), chain.get(4).key());
        everyEntryStandsFromTheLogAlone();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50})
    void N06_aChainOfMoreThanThreeIsNotNamed(int length) {
        List<Home> chain = chain(length);
        Home short3 = home();
        name(short3, chain.get(length - 2).did());
        Home tooLong = home();
        assertRefused(submit(ready(named(tooLong.did(), chain.getFirst().did())), tooLong.method(), tooLong.key()),
                Kind.MALFORMED, "at most 3 links");
    }

    @Test
    void aCircleGivesNoAuthorityThatWasNotThere() {
        Home one = home();
        Home two = home(one.did());
        Home outside = home();
        name(one, one.did(), two.did());

        assertMaySign(two.did(), one.method(), one.key());
        assertMaySign(one.did(), one.method(), one.key());
        assertMayNotSign(two.did(), two.method(), two.key());
        assertMayNotSign(one.did(), two.method(), two.key());
        assertMayNotSign(one.did(), outside.method(), outside.key());
        assertThat(registries.resolver.resolve(one.did())).isInstanceOf(ResolutionResult.Resolved.class);
    }

    @Test
    void N06_aCircleInWhichNobodyCouldSignIsRefused() {
        Home one = home();
        Home two = home(one.did());
        assertRefused(submit(ready(named(one.did(), two.did())), one.method(), one.key()), Kind.MALFORMED,
                "nobody could sign");
    }

    @Test
    void noMoreThanSixtyFourStandBehindADid() {
        List<Did> wide = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<Did> persons = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                persons.add(person(fresh()));
            }
            wide.add(home(persons.toArray(Did[]::new)).did());
        }
        home(wide.subList(0, 7).toArray(Did[]::new));
        Home tooMany = home();
        assertRefused(submit(ready(named(tooMany.did(), wide.toArray(Did[]::new))), tooMany.method(), tooMany.key()),
                Kind.MALFORMED, "at most 64");
    }

    // ---- what becomes of a controller ----

    @Test
    void N02_aDeactivatedControllerSignsNothingAndNobodyBehindItDoes() {
        Home behind = home();
        Home department = home();
        name(department, department.did(), behind.did());
        Home organisation = home(department.did());
        assertMaySign(organisation.did(), behind.method(), behind.key());
        done(submit(ready(new ControllerWish.Deactivate(department.did())), department.method(), department.key()));

        assertMayNotSign(organisation.did(), department.method(), department.key());
        assertMayNotSign(organisation.did(), behind.method(), behind.key());
        assertThat(dids.prepare(update(organisation.did()))).isInstanceOfSatisfying(PreparedOperation.Refused.class,
                refused -> assertThat(refused.refusal().kind()).isEqualTo(Kind.FORBIDDEN));
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void N02_aKeyThatItsControllerReplacedSignsNothing() {
        Home department = home();
        Home organisation = home(department.did());
        SigningKey next = fresh();
        done(submit(ready(update(department.did(), Commitments.AS_THEY_ARE, Optional.of(next), Optional.empty(),
                Optional.empty())), department.method(), department.key()));

        assertMayNotSign(organisation.did(), department.method(), department.key());
        assertMaySign(organisation.did(), department.did().withFragment("update-2"), next);
    }

    /** Judged when the command comes first, over the rows that the commands before it made. */
    @Test
    void whatWasVerifiedBeforeTheControllerChangedIsRefusedUnderTheHeadLock() {
        Home department = home();
        Home organisation = home(department.did());
        DidRules rules = new DidRules(registries.names);
        var verified = rules.verify(registries.rows,
                ready(update(organisation.did())).operation().sign(department.method(), department.key()))
                .orElseThrow();
        done(submit(ready(update(department.did(), Commitments.AS_THEY_ARE, Optional.of(fresh()), Optional.empty(),
                Optional.empty())), department.method(), department.key()));

        Outcome outcome = registries.ledger
                .submit(new DidCommand(caller(), rules.change(verified), DidCommand.Condition.NONE, List.of()));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(RegistryRefusal.of(refused.refusal()).kind()).isEqualTo(Kind.FORBIDDEN));
    }

    @Test
    void aControllerRemovesAnother() {
        SigningKey one = fresh();
        SigningKey two = fresh();
        Home organisation = home(person(one), person(two));
        done(submit(ready(named(organisation.did(), person(one))), method(one), one));
        assertMayNotSign(organisation.did(), method(two), two);
        assertMaySign(organisation.did(), method(one), one);
    }

    // ---- who may be named ----

    @Test
    void onlyDidsThatTheLogAloneCanJudgeAreNamed() {
        Home organisation = home();
        Did unknown = WeidIdentifier.of("test", fresh().publicKey()).did();
        Did elsewhere = WeidIdentifier.of("other", fresh().publicKey()).did();
        Home ended = home();
        done(submit(ready(new ControllerWish.Deactivate(ended.did())), ended.method(), ended.key()));
        for (Did bad : List.of(unknown, ended.did(), Did.parse("did:key:z6MkNoKey"),
                person(SoftwareSigningKey.generate(KeyType.BLS12381_G2)), Did.parse("did:jwk:e30"))) {
            assertRefused(submit(ready(named(organisation.did(), bad)), organisation.method(), organisation.key()),
                    Kind.MALFORMED, "in the log and not deactivated");
        }
        for (Did bad : List.of(elsewhere, Did.parse("did:web:x.example"), registries.create(HostedMethod.WEB,
                KeyType.ED25519).did())) {
            assertRefused(submit(ready(named(organisation.did(), bad)), organisation.method(), organisation.key()),
                    Kind.MALFORMED, "did:weid of this log");
        }
    }

    @Test
    void oneThatDiedSinceMayStay() {
        Home department = home();
        Home organisation = home();
        name(organisation, organisation.did(), department.did());
        done(submit(ready(new ControllerWish.Deactivate(department.did())), department.method(), department.key()));
        name(organisation, organisation.did(), department.did(), person(fresh()));
    }

    @Test
    void anEmptyListIsNoControllerMember() {
        Home organisation = home();
        DidState before = registries.logged.state(organisation.did()).orElseThrow();
        var document = before.document().json();
        document.putArray("controller");
        var head = registries.logged.head(organisation.did()).orElseThrow();
        var body = before.toJson();
        body.set("document", document);
        SignedOperation signed = new Operation(DidProjection.UPDATE, registries.names.origin(),
                new Operation.Party.Subject(organisation.did()), 2, Optional.of(head.operationHash()), body)
                .sign(organisation.method(), organisation.key());
        assertRefused(dids.submit(caller(), DidProjection.UPDATE, signed.toJson()), Kind.MALFORMED,
                "names one controller or more");
    }

    @Test
    void aCreationIsSignedByItsOwnKeyWhoeverItNames() {
        SigningKey mine = fresh();
        SigningKey resident = fresh();
        PreparedOperation.Ready creation = ready(new ControllerWish.Create(mine.publicKey(), List.of(), Json.array(),
                new Commitments(Optional.of(hashes(resident)), Optional.of(hashes(resident))),
                List.of(person(resident))));
        assertRefused(submit(creation, method(resident), resident), Kind.FORBIDDEN, "not signed by");
        done(submit(creation, creation.signers().getFirst(), mine));
        everyEntryStandsFromTheLogAlone();
    }

    // ---- what was committed to binds ----

    @Test
    void aStolenUpdateKeyNamesNoControllerOfADidThatCommitsToKeys() {
        Did thief = person(fresh());
        SigningKey vault = fresh();
        Home recoverable = home(new Commitments(Optional.empty(), Optional.of(hashes(vault))));
        Home rotating = home(new Commitments(Optional.of(hashes(vault)), Optional.empty()));
        for (Home victim : List.of(recoverable, rotating)) {
            for (List<Did> controllers : List.of(List.of(thief), List.of(victim.did(), thief))) {
                assertRefused(submit(ready(update(victim.did(), Commitments.AS_THEY_ARE, Optional.empty(),
                        Optional.empty(), Optional.of(controllers))), victim.method(), victim.key()), Kind.FORBIDDEN,
                        "controllers of a DID that commits");
            }
        }
        // also not together with the rotation that it may make, if the thief has learned which key comes next
        assertRefused(submit(ready(update(rotating.did(), Commitments.AS_THEY_ARE, Optional.of(vault),
                Optional.empty(), Optional.of(List.of(thief)))), rotating.method(), rotating.key()), Kind.FORBIDDEN,
                "controllers of a DID that commits");
    }

    @Test
    void aStolenKeyOfAControllerIsBoundAlike() {
        SigningKey stolen = fresh();
        SigningKey vault = fresh();
        Home organisation = home(new Commitments(Optional.of(hashes(vault)), Optional.of(hashes(vault))),
                person(stolen));
        Did did = organisation.did();
        assertMaySign(did, method(stolen), stolen);
        assertRefused(submit(ready(update(did, Commitments.AS_THEY_ARE, Optional.of(stolen), Optional.empty(),
                Optional.empty())), method(stolen), stolen), Kind.FORBIDDEN, "other update keys");
        assertRefused(submit(ready(update(did, new Commitments(Optional.empty(), Optional.of(List.of())),
                Optional.empty(), Optional.empty(), Optional.empty())), method(stolen), stolen), Kind.FORBIDDEN,
                "commitments to keys change");
        assertRefused(submit(ready(named(did)), method(stolen), stolen), Kind.FORBIDDEN,
                "controllers of a DID that commits");
    }

    @Test
    void aRecoveryKeyTakesTheDidBackFromItsControllers() {
        SigningKey stolen = fresh();
        SigningKey vault = fresh();
        SigningKey next = fresh();
        Home organisation = home(new Commitments(Optional.empty(), Optional.of(hashes(vault))), person(stolen));
        done(submit(ready(update(organisation.did(), Commitments.AS_THEY_ARE, Optional.of(next), Optional.of(vault),
                Optional.of(List.of()))), method(vault), vault));
        assertMayNotSign(organisation.did(), method(stolen), stolen);
        assertMaySign(organisation.did(), organisation.did().withFragment("update-2"), next);
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aNextUpdateKeySignsTheUpdateThatBringsItInAndNoOther() {
        SigningKey vault = fresh();
        SigningKey resident = fresh();
        Home organisation = home(new Commitments(Optional.of(hashes(vault)), Optional.empty()));
        Did did = organisation.did();
        assertRefused(submit(ready(update(did)), method(vault), vault), Kind.FORBIDDEN, "makes it an update key");

        DidOutcome.Done taken = done(submit(ready(update(did, Commitments.AS_THEY_ARE, Optional.empty(),
                Optional.of(vault), Optional.of(List.of(did, person(resident))))), method(vault), vault));
        assertThat(taken.document().controllers()).containsExactly(did, person(resident));
        assertThat(registries.logged.state(did).orElseThrow().updateKeys()).containsExactly(vault.publicKey());
        assertThat(registries.logged.state(did).orElseThrow().nextUpdateKeyHashes()).isEmpty();
        assertMayNotSign(did, organisation.method(), organisation.key());
        everyEntryStandsFromTheLogAlone();
    }

    // ---- who may end it ----

    private DidOutcome end(Home home, DidUrl method, SigningKey key) {
        var head = registries.logged.head(home.did()).orElseThrow();
        SignedOperation signed = new Operation(DidProjection.DEACTIVATE, registries.names.origin(),
                new Operation.Party.Subject(home.did()), head.version() + 1, Optional.of(head.operationHash()),
                Json.object()).sign(method, key);
        return dids.submit(caller(), DidProjection.DEACTIVATE, signed.toJson());
    }

    @Test
    void aDidWithRecoveryKeysIsEndedByOneOfThemAlone() {
        SigningKey vault = fresh();
        SigningKey next = fresh();
        SigningKey resident = fresh();
        Home home = home(new Commitments(Optional.of(hashes(next)), Optional.of(hashes(vault))));
        Home given = home(new Commitments(Optional.empty(), Optional.of(hashes(vault))), person(resident));

        assertRefused(end(home, home.method(), home.key()), Kind.FORBIDDEN, "deactivated by one of them alone");
        assertRefused(end(home, method(next), next), Kind.FORBIDDEN, "deactivated by one of them alone");
        assertRefused(end(given, method(resident), resident), Kind.FORBIDDEN, "deactivated by one of them alone");
        assertThat(dids.prepare(new ControllerWish.Deactivate(home.did()))).isInstanceOfSatisfying(
                PreparedOperation.Refused.class,
                refused -> assertThat(refused.refusal().kind()).isEqualTo(Kind.FORBIDDEN));
        done(submit(ready(new ControllerWish.Deactivate(home.did(), Optional.of(vault.publicKey()))), method(vault),
                vault));
        done(end(given, method(vault), vault));
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aDidThatOnlyCommittedToNextUpdateKeysIsEndedByOneOfThem() {
        SigningKey next = fresh();
        Home home = home(new Commitments(Optional.of(hashes(next)), Optional.empty()));
        assertRefused(end(home, home.method(), home.key()), Kind.FORBIDDEN, "committed to next update keys");
        done(end(home, method(next), next));
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aFollowerFindsADeactivationByAnUpdateKeyWrongWhereKeysWereCommittedTo() {
        Home home = home(new Commitments(Optional.empty(), Optional.of(hashes(fresh()))));
        var head = registries.logged.head(home.did()).orElseThrow();
        SignedOperation signed = new Operation(DidProjection.DEACTIVATE, registries.names.origin(),
                new Operation.Party.Subject(home.did()), 2, Optional.of(head.operationHash()), Json.object())
                .sign(home.method(), home.key());
        LedgerEntry forged = new LedgerEntry(new LeafIndex(registries.ledger.size().value()), 1,
                DidProjection.DEACTIVATE, registries.clock.instant(), signed.toJson(), Bytes.utf8("{}"));
        assertThat(new EntryRecheck(registries.names).check(registries.rows, forged))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("deactivated by one of them alone"));
    }

    /** Made and signed by a program of another language. */
    @Test
    void theVectorsOfAControlledDidStandAsALog() {
        var vectors = Vectors.ours("did/operations.json");
        EntryRecheck recheck = new EntryRecheck(new RegistryNames(vectors.get("origin").stringValue(),
                registries.names.publicUrl(), "example"));
        InMemoryRows rows = new InMemoryRows();
        long index = 0;
        for (var vector : vectors.get("operations")) {
            if (vector.get("name").stringValue().startsWith("weid-controlled-")) {
                LedgerEntry entry = new LedgerEntry(new LeafIndex(++index), 1, vector.get("type").stringValue(),
                        registries.clock.instant(), (ObjectNode) vector.get("operation"), Bytes.utf8("{}"));
                assertThat(recheck.check(rows, entry)).as("%s", vector.get("name")).isEmpty();
                apply(entry, rows);
            }
        }
        assertThat(index).isEqualTo(4);
    }

    /** Signed as WeIdentity's clients sign. */
    @Test
    void theVectorsOfADidWithOneKeyStandInALog() {
        var vectors = Vectors.ours("did/operations.json");
        RegistryNames names = new RegistryNames(vectors.get("origin").stringValue(), registries.names.publicUrl(),
                "example");
        List<JsonNode> chosen = vectors.get("operations")
                .valueStream()
                .filter(vector -> vector.get("name").stringValue().startsWith("weid-one-key-"))
                .toList();
        assertThat(chosen).hasSize(2).allSatisfy(vector -> {
            assertThat(new EntryRecheck(names).check(new InMemoryRows(),
                    new LedgerEntry(new LeafIndex(1), 1, vector.get("type").stringValue(), registries.clock.instant(),
                            (ObjectNode) vector.get("operation"), Bytes.utf8("{}"))))
                    .isEmpty();
            assertThat(SingleKey.state("example", Multikey.decode(vector.get("signer").stringValue())).toJson())
                    .isEqualTo(vector.at("/operation/body"));
        });
    }

    // ---- with keys kept here ----

    @Test
    void aTenantOperatesADidThroughItsOtherDid() {
        for (Did controller : List.of(registries.weid(), registries.create(HostedMethod.KEY, KeyType.P256).did(),
                registries.create(HostedMethod.JWK, KeyType.P256).did())) {
            Did organisation = registries.weid();
            done(registries.dids.updateControllers(caller(), organisation, List.of(controller), Optional.of(1L)));
            done(registries.dids.addKey(caller(), organisation, KeyType.ED25519, Optional.empty(), Optional.of(2L)));
            done(registries.dids.rotateUpdateKey(caller(), organisation, KeyType.ED25519, Optional.of(3L)));
            LedgerEntry entry = registries.ledger.entry(new LeafIndex(registries.ledger.size().value() - 1))
                    .orElseThrow();
            assertThat(entry.body().at("/proof/verificationMethod").stringValue()).startsWith(controller + "#");
            done(registries.dids.deactivate(caller(), organisation, Optional.of(4L)));
        }
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aTenantOperatesADidThatNobodyKeepsHereThroughItsController() {
        Did department = registries.weid();
        Home organisation = home();
        assertRefused(registries.dids.updateServices(caller(), organisation.did(), Json.array(), Optional.empty()),
                Kind.FORBIDDEN, "no key that may sign");
        name(organisation, organisation.did(), department);
        done(registries.dids.addKey(caller(), organisation.did(), KeyType.ED25519, Optional.empty(), Optional.of(2L)));
        assertThat(registries.keys.open(Registries.TENANT, organisation.did().withFragment("key-1"))).isPresent();
        assertRefused(registries.dids.updateServices(stranger(), organisation.did(), Json.array(), Optional.empty()),
                Kind.FORBIDDEN, "no key that may sign");
        assertRefused(registries.dids.rotateUpdateKey(caller(), organisation.did(), KeyType.ED25519, Optional.empty()),
                Kind.MALFORMED, "update keys are not kept here");
        done(registries.dids.deactivate(caller(), organisation.did(), Optional.empty()));
        everyEntryStandsFromTheLogAlone();
    }

    @Test
    void aDidThatIsKeptForAnotherTenantIsNotOperatedThroughAController() {
        Did mine = registries.weid();
        Did neighbours = done(registries.dids.create(stranger(),
                new CreateDid(HostedMethod.WEID, KeyType.ED25519))).did();
        done(registries.dids.updateControllers(stranger(), neighbours, List.of(neighbours, mine), Optional.empty()));
        assertRefused(registries.dids.updateServices(caller(), neighbours, Json.array(), Optional.empty()),
                Kind.FORBIDDEN, "no key that may sign");
    }

    @Test
    void aHostedDidGivenToAControllerElsewhereIsOutOfItsTenantsHands() {
        SigningKey resident = fresh();
        Did organisation = registries.weid();
        done(registries.dids.updateControllers(caller(), organisation, List.of(person(resident)), Optional.empty()));
        assertRefused(registries.dids.updateServices(caller(), organisation, Json.array(), Optional.empty()),
                Kind.FORBIDDEN, "no key that may sign");
        assertMaySign(organisation, method(resident), resident);
        done(submit(ready(update(organisation, new Commitments(Optional.empty(), Optional.of(hashes(fresh()))),
                Optional.empty(), Optional.empty(), Optional.of(List.of()))), method(resident), resident));
        assertRefused(registries.dids.deactivate(caller(), organisation, Optional.empty()), Kind.FORBIDDEN,
                "deactivated by one of them alone");
    }

    @Test
    void aHostedDidWebNamesNoController() {
        Did web = registries.create(HostedMethod.WEB, KeyType.ED25519).did();
        assertRefused(registries.dids.updateControllers(caller(), web, List.of(person(fresh())), Optional.empty()),
                Kind.MALFORMED, "a did:web here has none");
    }

    @Test
    void aDraftSpellsOneControllerAsTextAndSeveralAsAList() {
        DocumentDraft draft = DocumentDraft.of(Did.parse("did:weid:test:0x" + "0".repeat(40)));
        draft.controllers(List.of(Did.parse("did:key:z6MkOne")));
        assertThat(draft.document().json().get("controller").isString()).isTrue();
        draft.controllers(List.of(Did.parse("did:key:z6MkOne"), Did.parse("did:key:z6MkTwo")));
        assertThat(draft.document().json().get("controller").size()).isEqualTo(2);
        draft.controllers(List.of());
        assertThat(draft.document().json().has("controller")).isFalse();
    }
}
