package id.signet.registry.did.control;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.BatchOverlay;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.author.SignerKeys;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.control.ControllerWish.Commitments;
import id.signet.registry.did.control.ControllerWish.KeyForUse;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.operation.Operation;
import id.signet.registry.recheck.EntryRecheck;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The rule of docs/adr/0024-compromised-keys.md, in both custodies and in replay. */
class CompromisedKeyRulesTest {

    /** When the method was logged. */
    private static final Instant APPEARED = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-23T11:30:00.250Z");

    private final Registries registries = Registries.inMemory();
    private final ControlledDids dids = new ControlledDids(registries.names, registries.ledger, registries.rows,
            registries.logged, registries.clock);
    private final SigningKey mine = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey forUse = SoftwareSigningKey.generate(KeyType.P256);

    /** A DID with one key for use, two hours old. */
    private Did created() {
        Did did = done(submit(prepared(new ControllerWish.Create(mine.publicKey(),
                List.of(new KeyForUse(forUse.publicKey(),
                        Set.of(Relationship.ASSERTION_METHOD, Relationship.AUTHENTICATION))),
                Json.array(), Commitments.AS_THEY_ARE)).operation())).did();
        registries.clock.advance(Duration.ofHours(2));
        return did;
    }

    private PreparedOperation.Ready prepared(ControllerWish wish) {
        return (PreparedOperation.Ready) dids.prepare(wish);
    }

    private DidOutcome submit(Operation operation) {
        DidUrl signer = operation.party().did().withFragment("update-1");
        return dids.submit(caller(), operation.type(), operation.sign(signer, mine).toJson());
    }

    private static ControllerWish.Update wish(Did did, Map<DidUrl, Instant> compromise) {
        return new ControllerWish.Update(did, List.of(), List.of(), List.of(), compromise, Optional.empty(),
                Optional.empty(), Commitments.AS_THEY_ARE, Optional.empty());
    }

    private DidOutcome declare(Did did, Instant since) {
        return submit(prepared(wish(did, Map.of(did.withFragment("key-1"), since))).operation());
    }

    /** Signs the next document of the DID after a change that no wish makes. */
    private DidOutcome submitChanged(Did did, Map<DidUrl, Instant> compromise, Consumer<ObjectNode> change) {
        Operation made = prepared(wish(did, compromise)).operation();
        ObjectNode body = made.body().deepCopy();
        change.accept((ObjectNode) body.get("document"));
        return submit(new Operation(made.type(), made.origin(), made.party(), made.sequence(), made.previous(), body));
    }

    private static ObjectNode key1(ObjectNode document) {
        return (ObjectNode) document.get("verificationMethod")
                .valueStream()
                .filter(node -> node.get("id").stringValue().endsWith("#key-1"))
                .findFirst()
                .orElseThrow();
    }

    private DidDocument document(Did did, ResolutionOptions options) {
        return ((ResolutionResult.Resolved) registries.resolver.resolve(did, options)).document();
    }

    private static void assertRefused(DidOutcome outcome, String reason) {
        assertThat(outcome).isInstanceOfSatisfying(DidOutcome.Refused.class, refused -> {
            assertThat(refused.refusal().kind()).isEqualTo(Kind.MALFORMED);
            assertThat(refused.refusal().message()).contains(reason);
        });
    }

    @Test
    void theMethodStaysListedSaysSinceWhenAndIsGoodForNothing() {
        Did did = created();
        DidUrl method = did.withFragment("key-1");
        DidDocument before = document(did, ResolutionOptions.LATEST);

        done(declare(did, SINCE));

        DidDocument now = document(did, ResolutionOptions.LATEST);
        assertThat(key1(now.json()).get("revoked").stringValue()).isEqualTo("2026-11-23T11:30:00.250Z");
        assertThat(now.json().has("assertionMethod")).isFalse();
        assertThat(now.json().has("authentication")).isFalse();
        assertThat(SignerKeys.current(registries.rows, method, Relationship.ASSERTION_METHOD))
                .isInstanceOf(SignerKeys.Answer.Unfit.class);
        DidDocument first = document(did, ResolutionOptions.atVersion("1"));
        assertThat(first.json()).as("what was logged stays as it was").isEqualTo(before.json());
        assertThat(first.allows(method, Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(first.method(method).orElseThrow().revoked()).contains(SINCE);
        assertThat(first.method(method).orElseThrow().removed()).isEmpty();
    }

    @Test
    void theMomentLiesBetweenTheMethodsFirstEntryAndNow() {
        Did did = created();
        Instant now = registries.clock.instant();

        assertRefused(declare(did, now.plusMillis(1)), "in the future");
        assertRefused(declare(did, APPEARED.minusMillis(1)), "before it was logged");
        done(declare(did, now));
        done(declare(did, APPEARED));
    }

    @Test
    void theMomentMovesBackAloneAndNeverGoesAway() {
        Did did = created();
        done(declare(did, SINCE));

        assertRefused(declare(did, SINCE.plusMillis(1)), "never moves forward");
        assertRefused(submitChanged(did, Map.of(), document -> key1(document).remove("revoked")), "stays so");
        done(submit(prepared(wish(did, Map.of())).operation()));
        done(declare(did, SINCE.minusMillis(1)));
        assertRefused(declare(did, SINCE), "never moves forward");
        assertThat(document(did, ResolutionOptions.atVersion("2")).method(did.withFragment("key-1"))
                .orElseThrow()
                .revoked()).as("told by every version").contains(SINCE.minusMillis(1));
    }

    @Test
    void aCompromisedMethodMayStillLeaveTheDocumentAndThenNothingCounts() {
        Did did = created();
        done(declare(did, SINCE));
        Instant removedAt = registries.clock.instant();

        done(submit(prepared(new ControllerWish.Update(did, List.of(), List.of(),
                List.of(did.withFragment("key-1")), Map.of(), Optional.empty(), Optional.empty(),
                Commitments.AS_THEY_ARE, Optional.empty())).operation()));

        assertThat(document(did, ResolutionOptions.atVersion("1")).method(did.withFragment("key-1"))
                .orElseThrow()
                .removed()).contains(removedAt);
    }

    @Test
    void aCompromisedMethodStandsUnderNoRelationship() {
        Did did = created();

        for (Relationship relationship : List.of(Relationship.ASSERTION_METHOD, Relationship.AUTHENTICATION,
                Relationship.KEY_AGREEMENT, Relationship.CAPABILITY_DELEGATION)) {
            assertRefused(submitChanged(did, Map.of(did.withFragment("key-1"), SINCE),
                    document -> document.putArray(relationship.member()).add(did + "#key-1")), "no relationship");
        }
    }

    @Test
    void aMethodThatIsNewOrUnknownIsNotDeclared() {
        Did did = created();
        SigningKey other = SoftwareSigningKey.generate(KeyType.ED25519);

        assertThat(dids.prepare(wish(did, Map.of(did.withFragment("key-2"), SINCE))))
                .isInstanceOf(PreparedOperation.Refused.class);
        assertThat(dids.prepare(wish(did, Map.of(did.withFragment("update-1"), SINCE))))
                .as("update keys are replaced")
                .isInstanceOf(PreparedOperation.Refused.class);
        ControllerWish.Update adding = new ControllerWish.Update(did,
                List.of(new KeyForUse(other.publicKey(), Set.of(Relationship.ASSERTION_METHOD))), List.of(), List.of(),
                Map.of(), Optional.empty(), Optional.empty(), Commitments.AS_THEY_ARE, Optional.empty());
        Operation made = prepared(adding).operation();
        ObjectNode body = made.body().deepCopy();
        ((ObjectNode) body.at("/document/verificationMethod/2")).put("revoked", "2026-11-23T11:30:00Z");
        body.withObject("/document").putArray("assertionMethod").add(did + "#key-1");
        assertRefused(submit(new Operation(made.type(), made.origin(), made.party(), made.sequence(),
                made.previous(), body)), "new verification method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T11:30:00.000Z", "2026-11-23T11:30:00+00:00", "2026-11-23T11:30:00.2500Z",
        "2026-11-23T11:30:00.250001Z", "2026-11-23T11:30Z", "2026-11-23t11:30:00z", "2026-11-23", ""})
    void aMomentHasOneSpelling(String text) {
        Did did = created();

        assertThat(submitChanged(did, Map.of(did.withFragment("key-1"), SINCE),
                document -> key1(document).put("revoked", text))).isInstanceOf(DidOutcome.Refused.class);
    }

    @Test
    void aReplayJudgesTheSameAndAnEntryFromTheFutureIsFound() {
        Did did = created();
        done(declare(did, SINCE));
        registries.clock.advance(Duration.ofMinutes(1));
        done(declare(did, SINCE.minusSeconds(60)));
        EntryRecheck recheck = new EntryRecheck(registries.names);
        InMemoryRows rows = new InMemoryRows();
        for (long index = 1; index < registries.ledger.size().value(); index++) {
            LedgerEntry entry = registries.ledger.entry(new LeafIndex(index)).orElseThrow();
            assertThat(recheck.check(rows, entry)).as("entry " + index).isEmpty();
            if (entry.type().equals("did.update")) {
                LedgerEntry early = new LedgerEntry(entry.index(), entry.version(), entry.type(), APPEARED,
                        entry.body(), entry.bytes());
                assertThat(recheck.check(rows, early)).hasValueSatisfying(
                        wrong -> assertThat(wrong).contains("in the future"));
            }
            BatchOverlay overlay = new BatchOverlay(rows);
            Registries.PROJECTIONS.stream()
                    .filter(one -> one.types().contains(entry.type()))
                    .forEach(one -> one.apply(entry, overlay.publicTables()));
            overlay.keep();
            overlay.store();
        }
    }

    // ---- keys kept here ----

    @Test
    void aKeyKeptHereIsErasedAndAnotherTakesOverInTheSameVersion() {
        Did did = registries.weid();
        DidUrl stolen = did.withFragment("key-1");
        var row = registries.rows.get(HostedTables.KEY, stolen).orElseThrow();
        registries.clock.advance(Duration.ofHours(1));

        DidOutcome.Done declared = done(registries.dids.compromiseKey(caller(), did, stolen,
                APPEARED.plusSeconds(1), Optional.of(KeyType.P256), Optional.of(1L)));

        assertThat(declared.metadata().versionId()).contains("2");
        assertThat(declared.method()).contains(did.withFragment("key-2"));
        assertThat(declared.document().revoked(stolen)).contains(APPEARED.plusSeconds(1));
        assertThat(declared.document().allows(did.withFragment("key-2"), Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(registries.keys.open(Registries.TENANT, stolen)).isEmpty();
        assertThatThrownBy(() -> registries.keyRing.open(row.keyId()))
                .isInstanceOf(NoSuchKey.class);
        done(registries.dids.compromiseKey(caller(), did, stolen, APPEARED, Optional.empty(), Optional.empty()));
    }

    @Test
    void theOnlyKeyThatSignsStatusListsIsDeclaredTogetherWithAnother() {
        Did did = registries.weid();
        DidUrl stolen = did.withFragment("key-1");

        assertRefused(registries.dids.compromiseKey(caller(), did, stolen, APPEARED, Optional.empty(),
                Optional.empty()), "status lists");
        assertRefused(registries.dids.compromiseKey(caller(), did, stolen, APPEARED, Optional.of(KeyType.SM2),
                Optional.empty()), "status lists");
        assertRefused(registries.dids.compromiseKey(caller(), did, did.withFragment("update-1"), APPEARED,
                Optional.of(KeyType.P256), Optional.empty()), "no such key for use");
    }
}
