package id.signet.registry.did.control;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.control.ControllerWish.Commitments;
import id.signet.registry.did.control.ControllerWish.KeyForUse;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.KeyHash;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Registries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** A controller who keeps its keys at home: it is told what to sign, and only what it signed changes its DID. */
class ControlledDidsTest {

    private final Registries registries = Registries.inMemory();
    private final ControlledDids dids = new ControlledDids(registries.names, registries.ledger, registries.rows,
            registries.logged, registries.clock);
    private final SigningKey mine = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey forUse = SoftwareSigningKey.generate(KeyType.P256);

    private static KeyForUse key(SigningKey key, Relationship... relationships) {
        return new KeyForUse(key.publicKey(), Set.of(relationships));
    }

    private static ControllerWish.Update update(Did did) {
        return new ControllerWish.Update(did, List.of(), List.of(), List.of(), Map.of(), Optional.empty(),
                Optional.empty(),
                Commitments.AS_THEY_ARE, Optional.empty());
    }

    private static ControllerWish.Update updateKeys(Did did, PublicKey... keys) {
        return new ControllerWish.Update(did, List.of(), List.of(), List.of(), Map.of(), Optional.of(List.of(keys)),
                Optional.empty(), Commitments.AS_THEY_ARE, Optional.empty());
    }

    private PreparedOperation.Ready prepared(ControllerWish wish) {
        PreparedOperation prepared = dids.prepare(wish);
        assertThat(prepared).isInstanceOf(PreparedOperation.Ready.class);
        return (PreparedOperation.Ready) prepared;
    }

    private DidOutcome submit(PreparedOperation.Ready ready, SigningKey key) {
        return submit(ready.operation().sign(ready.signers().getFirst(), key));
    }

    private DidOutcome submit(SignedOperation signed) {
        return dids.submit(caller(), signed.operation().type(), signed.toJson());
    }

    private Did created() {
        return done(submit(prepared(new ControllerWish.Create(mine.publicKey(),
                List.of(key(forUse, Relationship.ASSERTION_METHOD)), Json.array(),
                Commitments.AS_THEY_ARE)), mine)).did();
    }

    private DidDocument document(Did did) {
        return ((ResolutionResult.Resolved) registries.resolver.resolve(did)).document();
    }

    private static void assertRefused(DidOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(DidOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    private static void assertRefused(PreparedOperation prepared, Kind kind) {
        assertThat(prepared).isInstanceOfSatisfying(PreparedOperation.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    // ---- create ----

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"P521", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aDidFollowsFromTheControllersKeyAndTheServiceHoldsNone(KeyType type) {
        SigningKey home = SoftwareSigningKey.generate(type);
        PreparedOperation.Ready ready = prepared(new ControllerWish.Create(home.publicKey(),
                List.of(key(forUse, Relationship.ASSERTION_METHOD, Relationship.AUTHENTICATION)), Json.array(),
                Commitments.AS_THEY_ARE));
        DidOutcome.Done created = done(submit(ready, home));

        assertThat(created.did()).isEqualTo(WeidIdentifier.of("test", home.publicKey()).did());
        assertThat(created.document().methods(Relationship.ASSERTION_METHOD)).singleElement()
                .satisfies(method -> assertThat(method.key()).isEqualTo(forUse.publicKey()));
        assertThat(created.receipt()).isPresent();
        assertThat(registries.keys.hosts(Registries.TENANT, created.did())).isFalse();
    }

    @Test
    void aBlsKeyIsNoUpdateKeyAndForAssertionsAlone() {
        SigningKey bls = SoftwareSigningKey.generate(KeyType.BLS12381_G2);

        assertRefused(dids.prepare(new ControllerWish.Create(bls.publicKey(), List.of(), Json.array(),
                Commitments.AS_THEY_ARE)), Kind.MALFORMED);
        Did did = created();
        assertRefused(dids.prepare(updateKeys(did, bls.publicKey())), Kind.MALFORMED);
        for (Relationship relationship : List.of(Relationship.AUTHENTICATION, Relationship.KEY_AGREEMENT)) {
            assertRefused(dids.prepare(new ControllerWish.Create(SoftwareSigningKey.generate(KeyType.P256).publicKey(),
                    List.of(key(bls, Relationship.ASSERTION_METHOD, relationship)), Json.array(),
                    Commitments.AS_THEY_ARE)), Kind.MALFORMED);
        }
        SigningKey home = SoftwareSigningKey.generate(KeyType.P256);
        DidOutcome.Done done = done(submit(prepared(new ControllerWish.Create(home.publicKey(),
                List.of(key(bls, Relationship.ASSERTION_METHOD)), Json.array(), Commitments.AS_THEY_ARE)), home));
        assertThat(done.document().methods(Relationship.ASSERTION_METHOD)).singleElement()
                .satisfies(method -> assertThat(method.key()).isEqualTo(bls.publicKey()));
    }

    /** Without the courtesy of being told beforehand: the rules of the log say the same. */
    @Test
    void anOperationThatGivesABlsKeyAnotherUseIsNotLogged() {
        SigningKey bls = SoftwareSigningKey.generate(KeyType.BLS12381_G2);
        SigningKey home = SoftwareSigningKey.generate(KeyType.P256);
        Operation good = prepared(new ControllerWish.Create(home.publicKey(),
                List.of(key(bls, Relationship.ASSERTION_METHOD)), Json.array(), Commitments.AS_THEY_ARE)).operation();
        ObjectNode body = good.body().deepCopy();
        ObjectNode document = (ObjectNode) body.get("document");
        document.set("authentication", document.get("assertionMethod"));

        Operation bad = new Operation(good.type(), good.origin(), good.party(), good.sequence(), good.previous(), body);
        assertRefused(submit(bad.sign(good.party().did().withFragment("update-1"), home)), Kind.MALFORMED);
    }

    @Test
    void whatIsToBeSignedCanBeReadBeforeItIsSigned() {
        Operation operation = prepared(new ControllerWish.Create(mine.publicKey(), List.of(), Json.array(),
                Commitments.AS_THEY_ARE))
                .operation();
        String text = new String(operation.signedBytes().toArray(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("signet-operation/1 did.create\n{")
                .contains("\"origin\":\"" + registries.names.origin() + "\"");
    }

    @Test
    void preparingWritesNothing() {
        long before = registries.ledger.size().value();
        prepared(new ControllerWish.Create(mine.publicKey(), List.of(), Json.array(),
                Commitments.AS_THEY_ARE));
        assertThat(registries.ledger.size().value()).isEqualTo(before);
    }

    @Test
    void aDidIsNeverGivenTwice() {
        created();
        assertRefused(dids.prepare(new ControllerWish.Create(mine.publicKey(), List.of(), Json.array(),
                Commitments.AS_THEY_ARE)),
                Kind.CONFLICT);
    }

    @Test
    void somebodyElsesSignatureCreatesNothing() {
        PreparedOperation.Ready ready = prepared(
                new ControllerWish.Create(mine.publicKey(), List.of(), Json.array(),
                        Commitments.AS_THEY_ARE));
        assertRefused(submit(ready, SoftwareSigningKey.generate(KeyType.ED25519)), Kind.FORBIDDEN);
        assertThat(registries.logged.head(ready.operation().party().did())).isEmpty();
    }

    @Test
    void anUpdateKeyIsNoKeyForUse() {
        assertRefused(dids.prepare(new ControllerWish.Create(mine.publicKey(),
                List.of(key(forUse, Relationship.CAPABILITY_INVOCATION)), Json.array(),
                Commitments.AS_THEY_ARE)), Kind.MALFORMED);
    }

    // ---- change ----

    @Test
    void keysAreAddedRetiredAndRemoved() {
        Did did = created();
        SigningKey second = SoftwareSigningKey.generate(KeyType.P384);
        DidUrl first = did.withFragment("key-1");
        done(submit(prepared(new ControllerWish.Update(did, List.of(key(second, Relationship.AUTHENTICATION)),
                List.of(first), List.of(), Map.of(), Optional.empty(), Optional.empty(), Commitments.AS_THEY_ARE,
                Optional.empty())), mine));
        assertThat(document(did).method(first).orElseThrow().expires()).isPresent();
        assertThat(document(did).method(did.withFragment("key-2")).orElseThrow().key()).isEqualTo(second.publicKey());

        done(submit(prepared(
                new ControllerWish.Update(did, List.of(), List.of(), List.of(first), Map.of(), Optional.empty(),
                        Optional.empty(), Commitments.AS_THEY_ARE, Optional.empty())),
                mine));
        assertThat(document(did).method(first)).isEmpty();
        SigningKey third = SoftwareSigningKey.generate(KeyType.ED25519);
        done(submit(prepared(new ControllerWish.Update(did, List.of(key(third, Relationship.ASSERTION_METHOD)),
                List.of(), List.of(), Map.of(), Optional.empty(), Optional.empty(), Commitments.AS_THEY_ARE,
                Optional.empty())), mine));
        assertThat(document(did).method(did.withFragment("key-3"))).as("no id is given twice").isPresent();
    }

    @Test
    void theUpdateKeyIsReplacedAndTheIdentifierStays() {
        Did did = created();
        SigningKey next = SoftwareSigningKey.generate(KeyType.SECP256K1);
        done(submit(prepared(updateKeys(did, next.publicKey())), mine));
        PreparedOperation.Ready ready = prepared(update(did));
        assertThat(ready.signers()).containsExactly(did.withFragment("update-2"));
        done(submit(ready, next));
        assertThat(registries.logged.head(did).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void severalUpdateKeysMaySignAndEachIsListed() {
        Did did = created();
        SigningKey beside = SoftwareSigningKey.generate(KeyType.ED25519);
        done(submit(prepared(updateKeys(did, mine.publicKey(), beside.publicKey())), mine));
        PreparedOperation.Ready ready = prepared(update(did));
        assertThat(ready.signers()).containsExactly(did.withFragment("update-1"), did.withFragment("update-2"));
        done(submit(ready.operation().sign(did.withFragment("update-2"), beside)));
    }

    @Test
    void N02_anUpdateSignedByARemovedKeyIsForbiddenAndChangesNothing() {
        Did did = created();
        SigningKey next = SoftwareSigningKey.generate(KeyType.ED25519);
        done(submit(prepared(updateKeys(did, next.publicKey())), mine));
        Operation operation = prepared(update(did)).operation();
        assertRefused(submit(operation.sign(did.withFragment("update-1"), mine)), Kind.FORBIDDEN);
        assertRefused(submit(operation.sign(did.withFragment("update-2"), mine)), Kind.FORBIDDEN);
        assertThat(registries.logged.head(did).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void N02_aKeyForUseSignsNoUpdate() {
        Did did = created();
        assertRefused(submit(prepared(update(did)).operation().sign(did.withFragment("key-1"), forUse)),
                Kind.FORBIDDEN);
    }

    @Test
    void N03_ofTwoOperationsOnOneVersionOneIsStale() {
        Did did = created();
        PreparedOperation.Ready first = prepared(updateKeys(did, mine.publicKey()));
        PreparedOperation.Ready second = prepared(update(did));
        done(submit(first, mine));
        assertRefused(submit(second, mine), Kind.STALE_VERSION);
    }

    @Test
    void anOperationIsNotReplayedAsAnother() {
        Did did = created();
        SignedOperation end = prepared(new ControllerWish.Deactivate(did)).operation()
                .sign(did.withFragment("update-1"), mine);
        assertRefused(dids.submit(caller(), DidProjection.UPDATE, end.toJson()), Kind.FORBIDDEN);
        assertRefused(dids.submit(caller(), "trust.accredit", end.toJson()), Kind.MALFORMED);
    }

    @Test
    void anOperationOfAnotherLogIsRefused() {
        Did did = created();
        Operation here = prepared(update(did)).operation();
        Operation elsewhere = new Operation(here.type(), "log.example/other", here.party(), here.sequence(),
                here.previous(), here.body());
        assertRefused(submit(elsewhere.sign(did.withFragment("update-1"), mine)), Kind.MALFORMED);
    }

    @Test
    void aChangedByteBreaksTheSignature() {
        Did did = created();
        ObjectNode json = prepared(updateKeys(did, mine.publicKey())).operation()
                .sign(did.withFragment("update-1"), mine)
                .toJson();
        ((ObjectNode) json.at("/body/document")).putArray("service")
                .addObject()
                .put("id", did + "#s")
                .put("type", "LinkedDomains")
                .put("serviceEndpoint", "https://evil.example");
        assertRefused(dids.submit(caller(), DidProjection.UPDATE, json), Kind.FORBIDDEN);
    }

    @Test
    void aHostedDidIsNotChangedByAStrangersKey() {
        Did hosted = registries.weid();
        assertRefused(submit(prepared(update(hosted)), mine), Kind.FORBIDDEN);
    }

    // ---- commitments ----

    private Did created(Commitments commitments) {
        return done(submit(prepared(new ControllerWish.Create(mine.publicKey(), List.of(), Json.array(), commitments)),
                mine)).did();
    }

    private static Commitments next(SigningKey... keys) {
        return new Commitments(Optional.of(hashes(keys)), Optional.empty());
    }

    private static Commitments recovery(SigningKey... keys) {
        return new Commitments(Optional.empty(), Optional.of(hashes(keys)));
    }

    private static List<KeyHash> hashes(SigningKey... keys) {
        return Arrays.stream(keys).map(key -> KeyHash.of(key.publicKey())).toList();
    }

    private static ControllerWish.Update change(Did did, Commitments commitments, Optional<SigningKey> updateKey,
            Optional<SigningKey> recoveryKey) {
        return new ControllerWish.Update(did, List.of(), List.of(), List.of(), Map.of(),
                updateKey.map(key -> List.of(key.publicKey())), Optional.empty(), commitments,
                recoveryKey.map(SigningKey::publicKey));
    }

    @Test
    void aStolenUpdateKeyCannotGiveTheDidToKeysThatWereNotCommittedTo() {
        SigningKey planned = SoftwareSigningKey.generate(KeyType.P256);
        SigningKey thief = SoftwareSigningKey.generate(KeyType.ED25519);
        Did did = created(next(planned));
        assertRefused(submit(prepared(updateKeys(did, thief.publicKey())), mine), Kind.FORBIDDEN);
        assertRefused(submit(prepared(change(did, next(thief), Optional.empty(), Optional.empty())), mine),
                Kind.FORBIDDEN);
        assertRefused(submit(prepared(change(did, recovery(thief), Optional.empty(), Optional.empty())), mine),
                Kind.FORBIDDEN);

        SigningKey afterwards = SoftwareSigningKey.generate(KeyType.ED25519);
        done(submit(prepared(change(did, next(afterwards), Optional.of(planned), Optional.empty())), mine));
        assertThat(registries.logged.state(did).orElseThrow().nextUpdateKeyHashes()).isEqualTo(hashes(afterwards));
        assertRefused(submit(prepared(updateKeys(did, thief.publicKey())), planned), Kind.FORBIDDEN);
        done(submit(prepared(updateKeys(did, afterwards.publicKey())), planned));
    }

    @Test
    void aRecoveryKeyTakesTheDidBackAndIsSpent() {
        SigningKey vault = SoftwareSigningKey.generate(KeyType.P384);
        SigningKey fresh = SoftwareSigningKey.generate(KeyType.ED25519);
        Did did = created(recovery(vault));
        PreparedOperation.Ready ready = prepared(
                change(did, Commitments.AS_THEY_ARE, Optional.of(fresh), Optional.of(vault)));
        assertThat(ready.signers()).singleElement().asString().startsWith("did:key:z");
        done(submit(ready, vault));
        assertThat(registries.logged.state(did).orElseThrow().updateKeys()).containsExactly(fresh.publicKey());
        assertThat(registries.logged.state(did).orElseThrow().recoveryKeyHashes()).isEmpty();
        assertRefused(submit(prepared(update(did)), mine), Kind.FORBIDDEN);
        assertRefused(submit(prepared(change(did, Commitments.AS_THEY_ARE, Optional.of(mine), Optional.of(vault))),
                vault), Kind.FORBIDDEN);
    }

    @Test
    void anUpdateKeyCannotTakeTheRecoveryKeysAway() {
        SigningKey vault = SoftwareSigningKey.generate(KeyType.ED25519);
        Did did = created(recovery(vault));
        assertRefused(submit(prepared(change(did, recovery(), Optional.empty(), Optional.empty())), mine),
                Kind.FORBIDDEN);
        done(submit(prepared(updateKeys(did, SoftwareSigningKey.generate(KeyType.ED25519).publicKey())), mine));
        assertThat(registries.logged.state(did).orElseThrow().recoveryKeyHashes()).isEqualTo(hashes(vault));
    }

    @Test
    void aRecoveryKeyThatIsCommittedToAgainIsRefused() {
        SigningKey vault = SoftwareSigningKey.generate(KeyType.ED25519);
        Did did = created(recovery(vault));
        Operation operation = prepared(change(did, Commitments.AS_THEY_ARE, Optional.empty(), Optional.empty()))
                .operation();
        assertRefused(submit(operation.sign(DidRules.asDidKey(vault.publicKey()), vault)), Kind.MALFORMED);
    }

    @Test
    void aKeyThatWasNeverCommittedToRecoversNothing() {
        Did did = created(recovery(SoftwareSigningKey.generate(KeyType.ED25519)));
        SigningKey thief = SoftwareSigningKey.generate(KeyType.ED25519);
        assertRefused(submit(prepared(change(did, Commitments.AS_THEY_ARE, Optional.of(thief), Optional.of(thief))),
                thief), Kind.FORBIDDEN);
    }

    // ---- end ----

    @Test
    void N04_aDeactivatedDidTakesNothingMore() {
        Did did = created();
        PreparedOperation.Ready update = prepared(update(did));
        done(submit(prepared(new ControllerWish.Deactivate(did)), mine));
        assertThat(registries.resolver.resolve(did)).isInstanceOf(ResolutionResult.Deactivated.class);
        assertThat(registries.resolver.resolve(did, ResolutionOptions.atVersion("1")))
                .isInstanceOf(ResolutionResult.Resolved.class);
        assertRefused(submit(update, mine), Kind.DEACTIVATED);
        assertRefused(dids.prepare(new ControllerWish.Deactivate(did)), Kind.DEACTIVATED);
    }

    @Test
    void anUnknownDidCannotBeChanged() {
        Did unknown = WeidIdentifier.of("test", mine.publicKey()).did();
        assertRefused(dids.prepare(update(unknown)), Kind.NOT_FOUND);
    }

    @Test
    void aFollowerJudgesEachOperationAlike() {
        Did did = created();
        done(submit(prepared(updateKeys(did, SoftwareSigningKey.generate(KeyType.P256).publicKey())), mine));
        Ledger log = registries.ledger;
        var replayed = Registries.inMemory();
        for (long index = log.size().value() - 2; index < log.size().value(); index++) {
            var entry = log.entry(new LeafIndex(index)).orElseThrow();
            assertThat(EntryRecheck.types()).contains(entry.type());
            if (entry.type().equals(DidProjection.CREATE)) {
                assertThat(new EntryRecheck(registries.names).check(replayed.rows, entry)).isEmpty();
            }
        }
    }
}
