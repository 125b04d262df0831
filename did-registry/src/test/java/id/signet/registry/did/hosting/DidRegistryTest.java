package id.signet.registry.did.hosting;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.bbs.BbsInput;
import id.signet.crypto.key.Signatures;
import id.signet.registry.author.Authors;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.time.Instant;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.WeidIdentifier;
import java.util.Set;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ArrayNode;

class DidRegistryTest {

    private final Registries registries = Registries.inMemory();
    private final DidRegistry dids = registries.dids;

    private static void assertRefused(DidOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(DidOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as(refused.refusal().message()).isEqualTo(kind));
    }

    private ResolutionResult.Resolved resolved(Did did, ResolutionOptions options) {
        return (ResolutionResult.Resolved) registries.resolver.resolve(did, options);
    }

    private DidDocument document(Did did) {
        return resolved(did, ResolutionOptions.LATEST).document();
    }

    // --- create ---

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"P521", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void aDidWeidIsCreatedWithAnUpdateKeyAndAnAssertionKey(KeyType type) {
        DidOutcome.Done created = registries.create(HostedMethod.WEID, type);
        Did did = created.did();

        assertThat(did.toString()).matches("did:weid:test:0x[0-9a-f]{40}");
        assertThat(created.metadata().versionId()).contains("1");
        assertThat(created.receipt()).isPresent();
        assertThat(document(did)).isEqualTo(created.document());
        assertThat(created.document().allows(did.withFragment("update-1"), Relationship.CAPABILITY_INVOCATION))
                .isTrue();
        assertThat(created.document().methods(Relationship.ASSERTION_METHOD)).singleElement().satisfies(method -> {
            assertThat(method.id()).isEqualTo(did.withFragment("key-1"));
            assertThat(method.key().type()).isEqualTo(type);
        });
        assertThat(created.document().allows(did.withFragment("update-1"), Relationship.ASSERTION_METHOD)).isFalse();
    }

    @Test
    void aDidWebHasItsDocumentUnderThePublicUrlAndNoUpdateKeyInIt() {
        DidOutcome.Done created = registries.create(HostedMethod.WEB, KeyType.P256);

        assertThat(created.did().toString()).matches("did:web:signet\\.example:dids:[0-9a-f]{32}");
        assertThat(created.document().methodIds()).containsExactly(created.did().withFragment("key-1"));
        assertThat(document(created.did())).isEqualTo(created.document());
    }

    @ParameterizedTest
    @EnumSource(value = HostedMethod.class, names = {"KEY", "JWK"})
    void aComputedDidNeedsNoEntry(HostedMethod method) {
        long before = registries.ledger.size().value();

        DidOutcome.Done created = registries.create(method, KeyType.ED25519);

        assertThat(registries.ledger.size().value()).isEqualTo(before);
        assertThat(created.receipt()).isEmpty();
        assertThat(document(created.did())).isEqualTo(created.document());
        SigningKey key = registries.keys.open(Registries.TENANT, created.method().orElseThrow()).orElseThrow();
        assertThat(created.document().method(created.method().orElseThrow()))
                .hasValueSatisfying(one -> assertThat(one.key()).isEqualTo(key.publicKey()));
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, names = {"SECP256K1", "SM2"})
    void aDidWithOneKeySignsItsOperationsAndWhatItSaysWithIt(KeyType type) {
        DidOutcome.Done created = done(dids.createWithOneKey(caller(), type));
        Did did = created.did();
        DidUrl key = did.withFragment("keys-0");

        assertThat(created.document().methodIds()).containsExactly(key);
        for (Relationship relationship : List.of(Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD,
                Relationship.CAPABILITY_INVOCATION)) {
            assertThat(created.document().allows(key, relationship)).as(relationship.member()).isTrue();
        }
        assertThat(WeidIdentifier.of("test", created.document().method(key).orElseThrow().key()).did()).isEqualTo(did);
        assertThat(registries.keys.open(Registries.TENANT, key)).isPresent();
        done(dids.addKey(caller(), did, KeyType.ED25519, Optional.empty(), Optional.of(1L)));
    }

    @Test
    void aNewUpdateKeyTakesFromTheOneKeyTheRightToSignOperationsAlone() {
        Did did = done(dids.createWithOneKey(caller(), KeyType.SECP256K1)).did();
        DidUrl key = did.withFragment("keys-0");

        done(dids.rotateUpdateKey(caller(), did, KeyType.SECP256K1, Optional.of(1L)));

        assertThat(document(did).allows(key, Relationship.CAPABILITY_INVOCATION)).isFalse();
        assertThat(document(did).allows(key, Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(registries.keys.open(Registries.TENANT, key)).isPresent();
        done(dids.addKey(caller(), did, KeyType.SECP256K1, Optional.of(key), Optional.of(2L)));
        assertThat(registries.keys.open(Registries.TENANT, key)).isEmpty();
    }

    @Test
    void theOneKeyIsNotTakenAwayWhileItSignsTheOperations() {
        Did did = done(dids.createWithOneKey(caller(), KeyType.SECP256K1)).did();

        assertRefused(dids.revokeKey(caller(), did, did.withFragment("keys-0"), Optional.of(KeyType.SECP256K1),
                Optional.of(1L)), Kind.MALFORMED);
    }

    @Test
    void aKeyOfSomebodyElseIsListedUnderItsOwnName() {
        Did did = done(dids.createWithOneKey(caller(), KeyType.SECP256K1)).did();
        PublicKey other = SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey();
        Set<Relationship> uses = Set.of(Relationship.AUTHENTICATION);

        done(dids.addKeyOfOthers(caller(), did, other, uses, Optional.of("keys-12345678")));

        DidUrl key = did.withFragment("keys-12345678");
        assertThat(document(did).method(key)).hasValueSatisfying(method -> assertThat(method.key()).isEqualTo(other));
        assertThat(registries.keys.open(Registries.TENANT, key)).isEmpty();
        assertRefused(dids.addKeyOfOthers(caller(), did, other, uses, Optional.empty()), Kind.MALFORMED);
        PublicKey another = SoftwareSigningKey.generate(KeyType.SM2).publicKey();
        assertRefused(dids.addKeyOfOthers(stranger(), did, another, uses, Optional.empty()), Kind.FORBIDDEN);
        assertRefused(dids.addKeyOfOthers(caller(), did, another, Set.of(Relationship.CAPABILITY_INVOCATION),
                Optional.empty()), Kind.MALFORMED);
    }

    @Test
    void anSm2KeyHasADidKeyAndNoDidJwk() {
        DidOutcome.Done created = registries.create(HostedMethod.KEY, KeyType.SM2);

        assertThat(created.did().toString()).startsWith("did:key:zEP");
        assertRefused(dids.create(caller(), new CreateDid(HostedMethod.JWK, KeyType.SM2)), Kind.MALFORMED);
    }

    @Test
    void servicesAreTakenWithTheirFragments() {
        ArrayNode services = (ArrayNode) StrictJson.parse(
                "[{\"id\":\"#files\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":\"https://academy.example/\"}]");

        DidOutcome.Done created = done(dids.create(caller(), new CreateDid(HostedMethod.WEID, KeyType.P256, services)));

        assertThat(created.document().json().get("service").get(0).get("id").stringValue())
                .isEqualTo(created.did() + "#files");
    }

    @Test
    void anOperationLargerThanAnEntryIsRefused() {
        ArrayNode services = Json.array();
        for (int i = 0; i < 16; i++) {
            ArrayNode endpoints = services.addObject().put("id", "#s" + i).put("type", "T").putArray("serviceEndpoint");
            for (int j = 0; j < 8; j++) {
                endpoints.add("https://academy.example/" + j + "a".repeat(900));
            }
        }

        assertRefused(dids.create(caller(), new CreateDid(HostedMethod.WEID, KeyType.P256, services)), Kind.TOO_LARGE);
    }

    @Test
    void N07_aBadServiceIsRefusedAndNothingIsLogged() {
        long before = registries.ledger.size().value();
        ArrayNode services = (ArrayNode) StrictJson
                .parse("[{\"id\":\"#files\",\"type\":\"T\",\"serviceEndpoint\":\"javascript:alert(1)\"}]");

        assertRefused(dids.create(caller(), new CreateDid(HostedMethod.WEID, KeyType.P256, services)), Kind.MALFORMED);

        assertThat(registries.ledger.size().value()).isEqualTo(before);
    }

    // --- rotate ---

    @Test
    void aRetiredKeyStaysListedAndNoLongerSigns() {
        Did did = registries.weid();
        DidUrl old = did.withFragment("key-1");
        registries.clock.advance(Duration.ofHours(1));

        DidOutcome.Done rotated = done(
                dids.addKey(caller(), did, KeyType.P256, Optional.of(old), Optional.of(1L)));

        assertThat(rotated.method()).contains(did.withFragment("key-2"));
        assertThat(rotated.metadata().versionId()).contains("2");
        assertThat(rotated.document().method(old).orElseThrow().expires())
                .contains(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(rotated.document().allows(old, Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(rotated.document().allows(old, Relationship.AUTHENTICATION)).isFalse();
        assertThat(registries.keys.open(Registries.TENANT, old)).isEmpty();
        assertThat(registries.keys.open(Registries.TENANT, did.withFragment("key-2"))).isPresent();
    }

    /** No W3C format has a suite for SM2: the status lists of what was issued would have no signer. */
    @Test
    void theLastKeyThatSignsCredentialsIsNotReplacedByAnSm2Key() {
        Did did = registries.weid();
        Optional<DidUrl> first = Optional.of(did.withFragment("key-1"));

        assertRefused(dids.addKey(caller(), did, KeyType.SM2, first, Optional.empty()), Kind.MALFORMED);
        done(dids.addKey(caller(), did, KeyType.SM2, Optional.empty(), Optional.empty()));
        assertRefused(dids.addKey(caller(), did, KeyType.SM2, first, Optional.empty()), Kind.MALFORMED);
        Did sm2 = registries.create(HostedMethod.WEB, KeyType.SM2).did();
        done(dids.addKey(caller(), sm2, KeyType.SM2, Optional.of(sm2.withFragment("key-1")), Optional.empty()));
        done(dids.addKey(caller(), did, KeyType.P256, Optional.of(did.withFragment("key-2")), Optional.empty()));
        done(dids.addKey(caller(), did, KeyType.SM2, first, Optional.empty()));
        assertThat(document(did).method(first.get()).orElseThrow().expires()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(value = HostedMethod.class, names = {"WEID", "WEB"})
    void aBlsKeyIsAddedForAssertionsAndSignsNoOperation(HostedMethod method) {
        assertRefused(dids.create(caller(), new CreateDid(method, KeyType.BLS12381_G2)), Kind.MALFORMED);
        Did did = registries.create(method, KeyType.ED25519).did();
        assertRefused(dids.rotateUpdateKey(caller(), did, KeyType.BLS12381_G2, Optional.empty()), Kind.MALFORMED);
        DidUrl first = did.withFragment("key-1");
        assertRefused(dids.addKey(caller(), did, KeyType.BLS12381_G2, Optional.of(first), Optional.empty()),
                Kind.MALFORMED);

        DidOutcome.Done added = done(dids.addKey(caller(), did, KeyType.BLS12381_G2, Optional.empty(),
                Optional.empty()));

        DidUrl bls = added.method().orElseThrow();
        for (Relationship relationship : Relationship.values()) {
            assertThat(added.document().allows(bls, relationship)).as(relationship.member())
                    .isEqualTo(relationship == Relationship.ASSERTION_METHOD);
        }
        SigningKey key = registries.keys.open(Registries.TENANT, bls).orElseThrow();
        byte[] input = new BbsInput(Bytes.utf8("header"), List.of(Bytes.utf8("message"))).encode();
        assertThat(Signatures.verify(added.document().method(bls).orElseThrow().key(), input, key.sign(input)))
                .isTrue();
        // the newest key that signs operations signs the DID's statements
        assertThat(registries.authors.find(caller(), Optional.of(did)))
                .isInstanceOfSatisfying(Authors.Answer.Found.class,
                        found -> assertThat(found.author().method()).isEqualTo(first));
    }

    @Test
    void aBlsKeyHasADidKeyAndNoDidJwkAndStatesNothing() {
        Did did = registries.create(HostedMethod.KEY, KeyType.BLS12381_G2).did();

        assertThat(did.toString()).startsWith("did:key:zUC7");
        assertRefused(dids.create(caller(), new CreateDid(HostedMethod.JWK, KeyType.BLS12381_G2)), Kind.MALFORMED);
        assertThat(registries.authors.find(caller(), Optional.of(did))).isInstanceOf(Authors.Answer.Refused.class);
    }

    @Test
    void theSecretOfARetiredKeyIsErased() {
        Did did = registries.weid();
        var row = registries.rows.get(HostedTables.KEY, did.withFragment("key-1")).orElseThrow();

        done(dids.addKey(caller(), did, KeyType.ED25519, Optional.of(did.withFragment("key-1")), Optional.empty()));

        assertThat(registries.rows.get(HostedTables.KEY, did.withFragment("key-1")))
                .hasValueSatisfying(key -> assertThat(key.state()).isEqualTo(State.DESTROYED));
        assertThatThrownBy(() -> registries.keyRing.open(row.keyId())).isInstanceOf(NoSuchKey.class);
    }

    @Test
    void withoutRetireTheNewKeyIsOnlyAdded() {
        Did did = registries.weid();

        done(dids.addKey(caller(), did, KeyType.P384, Optional.empty(), Optional.empty()));

        assertThat(document(did).methods(Relationship.ASSERTION_METHOD)).hasSize(2)
                .allSatisfy(method -> assertThat(method.expires()).isEmpty());
        assertThat(registries.keys.open(Registries.TENANT, did.withFragment("key-1"))).isPresent();
    }

    @Test
    void theLifeOfAMethodIsToldByLeaf() {
        Did did = registries.weid();
        var created = registries.logged.method(did.withFragment("key-1")).orElseThrow();
        DidOutcome.Done rotated = done(dids.addKey(caller(), did, KeyType.P256,
                Optional.of(did.withFragment("key-1")), Optional.empty()));
        DidOutcome.Done revoked = done(dids.revokeKey(caller(), did, did.withFragment("key-2"),
                Optional.of(KeyType.P256), Optional.empty()));

        assertThat(created.retired()).isEmpty();
        assertThat(registries.logged.method(did.withFragment("key-1"))).hasValueSatisfying(method -> {
            assertThat(method.added()).isEqualTo(created.added());
            assertThat(method.retired()).isEqualTo(rotated.metadata().leafIndex());
            assertThat(method.revoked()).isEmpty();
        });
        assertThat(registries.logged.method(did.withFragment("key-2"))).hasValueSatisfying(
                method -> assertThat(method.revoked()).isEqualTo(revoked.metadata().leafIndex()));
        assertThat(document(did).methodIds()).doesNotContain(did.withFragment("key-2"));
    }

    @Test
    void olderVersionsTellThatAKeyWasRevokedSinceAndKeepTheirText() {
        Did did = registries.weid();
        DidDocument before = document(did);
        done(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()));
        registries.clock.advance(Duration.ofHours(1));
        done(dids.revokeKey(caller(), did, did.withFragment("key-1"), Optional.empty(), Optional.empty()));

        DidDocument first = resolved(did, ResolutionOptions.atVersion("1")).document();

        assertThat(first.method(did.withFragment("key-1")).orElseThrow().removed())
                .contains(Instant.parse("2026-11-23T11:00:00Z"));
        assertThat(first.method(did.withFragment("update-1")).orElseThrow().removed()).isEmpty();
        assertThat(first.json()).isEqualTo(before.json());
    }

    @Test
    void theNumberOfARevokedKeyIsNeverGivenAgain() {
        Did did = registries.weid();
        done(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()));
        done(dids.revokeKey(caller(), did, did.withFragment("key-2"), Optional.empty(), Optional.empty()));

        assertThat(done(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty())).method())
                .contains(did.withFragment("key-3"));
    }

    @ParameterizedTest
    @EnumSource(value = HostedMethod.class, names = {"WEID", "WEB"})
    void theUpdateKeyCanBeReplaced(HostedMethod method) {
        Did did = registries.create(method, KeyType.ED25519).did();

        done(dids.rotateUpdateKey(caller(), did, KeyType.P256, Optional.of(1L)));
        DidOutcome.Done after = done(dids.addKey(caller(), did, KeyType.ED25519, Optional.empty(), Optional.of(2L)));

        assertThat(after.metadata().versionId()).contains("3");
    }

    @Test
    void aKeyThatIsNotThereOrIsNoAssertionKeyCannotBeRetired() {
        Did did = registries.weid();

        assertRefused(
                dids.addKey(caller(), did, KeyType.P256, Optional.of(did.withFragment("key-9")), Optional.empty()),
                Kind.MALFORMED);
        assertRefused(
                dids.addKey(caller(), did, KeyType.P256, Optional.of(did.withFragment("update-1")), Optional.empty()),
                Kind.MALFORMED);
    }

    @Test
    void servicesAreReplaced() {
        Did did = registries.weid();
        ArrayNode services = (ArrayNode) StrictJson.parse(
                "[{\"id\":\"%s#files\",\"type\":\"T\",\"serviceEndpoint\":\"https://academy.example/\"}]"
                        .formatted(did));

        assertThat(done(dids.updateServices(caller(), did, services, Optional.of(1L))).document().json().get("service"))
                .isEqualTo(services);
        assertThat(done(dids.updateServices(caller(), did, Json.array(), Optional.of(2L))).document()
                .json()
                .has("service"))
                .isFalse();
    }

    // --- versions ---

    @Test
    void everyVersionIsAnsweredByItsIdAndItsTime() {
        Did did = registries.weid();
        registries.clock.advance(Duration.ofHours(1));
        done(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()));
        registries.clock.advance(Duration.ofHours(1));
        done(dids.addKey(caller(), did, KeyType.P384, Optional.empty(), Optional.empty()));
        Instant start = Instant.parse("2026-11-23T10:00:00Z");

        for (int version = 1; version <= 3; version++) {
            ResolutionResult.Resolved byId = resolved(did, ResolutionOptions.atVersion(Integer.toString(version)));
            assertThat(byId.metadata().versionId()).contains(Integer.toString(version));
            assertThat(byId.metadata().nextVersionId())
                    .isEqualTo(version < 3 ? Optional.of(Integer.toString(version + 1)) : Optional.empty());
            assertThat(byId.document().methods(Relationship.ASSERTION_METHOD)).hasSize(version);
            assertThat(byId.metadata().created()).contains(start);
            Instant within = start.plus(Duration.ofHours(version - 1)).plusSeconds(60);
            assertThat(resolved(did, ResolutionOptions.atTime(within))).isEqualTo(byId);
            assertThat(registries.logged.versionAt(did, byId.metadata().leafIndex().orElseThrow()))
                    .contains((long) version);
        }
        assertThat(registries.resolver.resolve(did, ResolutionOptions.atTime(start.minusSeconds(1))))
                .isInstanceOf(ResolutionResult.NotFound.class);
        assertThat(registries.resolver.resolve(did, ResolutionOptions.atVersion("4")))
                .isInstanceOf(ResolutionResult.NotFound.class);
        assertThat(registries.resolver.resolve(did, ResolutionOptions.atVersion("01")))
                .isInstanceOf(ResolutionResult.Refused.class);
    }

    @Test
    void N03_aStaleExpectedVersionIsRefused() {
        Did did = registries.weid();
        done(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.of(1L)));

        assertRefused(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.of(1L)), Kind.STALE_VERSION);
        assertThat(resolved(did, ResolutionOptions.LATEST).metadata().versionId()).contains("2");
    }

    @Test
    void X02_ofFiftyUpdatesOnOneVersionOneWins() throws Exception {
        Did did = registries.weid();
        List<Future<DidOutcome>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(threads
                        .submit(() -> dids.addKey(caller(), did, KeyType.ED25519, Optional.empty(), Optional.of(1L))));
            }
        }
        int won = 0;
        for (Future<DidOutcome> one : all) {
            if (one.get() instanceof DidOutcome.Done) {
                won++;
            } else {
                assertRefused(one.get(), Kind.STALE_VERSION);
            }
        }

        assertThat(won).isEqualTo(1);
        assertThat(resolved(did, ResolutionOptions.LATEST).metadata().versionId()).contains("2");
    }

    @Test
    void X02_updatesOfSeveralNodesMeetInTheLog() {
        Did did = registries.weid();
        SigningKey updateKey = new HostedKeys(registries.rows, registries.keyRing)
                .open(Registries.TENANT, did.withFragment("update-1"), HostedTables.Purpose.UPDATE)
                .orElseThrow();
        var head = registries.logged.head(did).orElseThrow();
        DidState state = registries.logged.state(did).orElseThrow();
        Operation operation = new Operation(DidProjection.UPDATE, registries.names.origin(),
                new Operation.Party.Subject(did), 2, Optional.of(head.operationHash()), state.toJson());
        DidCommand command = new DidCommand(caller(),
                new DidRules(registries.names).change(operation.sign(did.withFragment("update-1"), updateKey)
                        .verify(updateKey.publicKey())
                        .orElseThrow()),
                DidCommand.Condition.NONE, List.of());

        assertThat(registries.ledger.submit(command)).isInstanceOf(Outcome.Appended.class);
        assertThat(registries.ledger.submit(command)).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.refusal().code()).isEqualTo("stale-version"));
    }

    // --- deactivate ---

    @Test
    void N04_aDeactivatedDidTakesNoUpdateAndSignsNothing() {
        Did did = registries.weid();
        DidOutcome.Done deactivated = done(dids.deactivate(caller(), did, Optional.empty()));

        assertThat(deactivated.metadata().deactivated()).isTrue();
        assertRefused(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()), Kind.DEACTIVATED);
        assertRefused(dids.updateServices(caller(), did, Json.array(), Optional.empty()), Kind.DEACTIVATED);
        assertThat(registries.keys.open(Registries.TENANT, did.withFragment("key-1"))).isEmpty();
    }

    @Test
    void N04_theSecondDeactivationChangesNothing() {
        Did did = registries.weid();
        DidOutcome.Done first = done(dids.deactivate(caller(), did, Optional.of(1L)));
        long size = registries.ledger.size().value();

        assertThat(dids.deactivate(caller(), did, Optional.of(1L)))
                .isInstanceOfSatisfying(DidOutcome.AlreadyDeactivated.class, again -> {
                    assertThat(again.metadata()).isEqualTo(first.metadata());
                    assertThat(again.receipt()).isPresent();
                });
        assertThat(registries.ledger.size().value()).isEqualTo(size);
    }

    @Test
    void aDeactivatedDidResolvesToItsEndAndStillShowsItsPast() {
        Did did = registries.weid();
        DidDocument before = document(did);
        done(dids.deactivate(caller(), did, Optional.empty()));

        assertThat(registries.resolver.resolve(did)).isInstanceOfSatisfying(ResolutionResult.Deactivated.class,
                end -> assertThat(end.lastDocument()).isEqualTo(before));
        assertThat(resolved(did, ResolutionOptions.atVersion("1")).document()).isEqualTo(before);
    }

    // --- who may ---

    @Test
    void anotherTenantChangesNothing() {
        Did did = registries.weid();

        assertRefused(dids.addKey(stranger(), did, KeyType.P256, Optional.empty(), Optional.empty()), Kind.FORBIDDEN);
        assertRefused(dids.deactivate(stranger(), did, Optional.empty()), Kind.FORBIDDEN);
        assertThat(registries.keys.open(Registries.OTHER_TENANT, did.withFragment("key-1"))).isEmpty();
    }

    @Test
    void anUpdateKeyIsNeverHandedOutForAssertions() {
        Did did = registries.weid();

        assertThat(registries.keys.open(Registries.TENANT, did.withFragment("update-1"))).isEmpty();
    }

    @Test
    void anUnknownOrComputedDidCannotBeChanged() {
        Did computed = registries.create(HostedMethod.KEY, KeyType.P256).did();

        assertRefused(dids.addKey(caller(), Did.parse("did:weid:test:0x" + "0".repeat(40)), KeyType.P256,
                Optional.empty(), Optional.empty()), Kind.NOT_FOUND);
        assertRefused(dids.deactivate(caller(), computed, Optional.empty()), Kind.MALFORMED);
    }

    @Test
    void anOperationSignedByAnotherKeyIsNotLogged() {
        Did did = registries.weid();
        SoftwareSigningKey thief = SoftwareSigningKey.generate(KeyType.ED25519);
        var head = registries.logged.head(did).orElseThrow();
        Operation operation = new Operation(DidProjection.DEACTIVATE, registries.names.origin(),
                new Operation.Party.Subject(did), 2, Optional.of(head.operationHash()), Json.object());
        SignedOperation signed = operation.sign(did.withFragment("update-1"), thief);

        Optional<RegistryRefusal> refusal = new DidRules(registries.names).check(registries.rows,
                signed.verify(thief.publicKey()).orElseThrow(), registries.clock.instant());

        assertThat(refusal).hasValueSatisfying(one -> assertThat(one.kind()).isEqualTo(Kind.FORBIDDEN));
        assertThat(new DidRules(registries.names).verify(registries.rows, signed)).isEmpty();
    }

    // --- what comes with it ---

    @Test
    void everyChangeHasItsAuditRowAndItsEntry() {
        Did did = registries.weid();

        LedgerEntry entry = registries.ledger.entry(
                resolved(did, ResolutionOptions.LATEST).metadata().leafIndex().orElseThrow()).orElseThrow();

        assertThat(entry.type()).isEqualTo("did.create");
        assertThat(entry.body().toString()).doesNotContain(Registries.TENANT.value());
        assertThat(new DidRules(registries.names).verify(registries.rows,
                SignedOperation.parse(entry.type(), entry.body()))).isPresent();
    }

    @Test
    void underOneIdempotencyKeyADidIsCreatedOnce() {
        IdempotencyKey key = new IdempotencyKey(Registries.TENANT, "POST /api/v1/dids", "abc");
        Caller once = caller()
                .with(new IdempotencyClaim(key, Bytes.utf8("body"), Instant.parse("2026-11-24T10:00:00Z")));
        Caller other = caller()
                .with(new IdempotencyClaim(key, Bytes.utf8("other"), Instant.parse("2026-11-24T10:00:00Z")));

        for (HostedMethod method : List.of(HostedMethod.WEID, HostedMethod.KEY)) {
            CreateDid wish = new CreateDid(method, KeyType.ED25519);
            if (method == HostedMethod.WEID) {
                done(dids.create(once, wish));
            }
            assertRefused(dids.create(once, wish), Kind.ALREADY_DONE);
            assertRefused(dids.create(other, wish), Kind.IDEMPOTENCY_KEY_REUSED);
        }
        registries.clock.advance(Duration.ofHours(25));
        done(dids.create(other, new CreateDid(HostedMethod.KEY, KeyType.ED25519)));
    }

    @Test
    void theHeadRowCountsVersionsAndKeepsTheHash() {
        Did did = registries.weid();
        done(dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()));

        assertThat(registries.rows.get(DidTables.HEAD, did)).hasValueSatisfying(head -> {
            assertThat(head.version()).isEqualTo(2);
            assertThat(head.operationHash().size()).isEqualTo(32);
        });
    }
}
