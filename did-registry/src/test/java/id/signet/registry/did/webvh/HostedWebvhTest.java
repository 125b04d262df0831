package id.signet.registry.did.webvh;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.EntryDraft;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.hosting.HostedTables;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.net.Fetched;
import id.signet.registry.operation.Operation;
import id.signet.registry.testing.Approvals;
import id.signet.registry.testing.Registries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** did:webvh hosted here (docs/adr/0026-did-webvh-hosted.md). */
class HostedWebvhTest {

    private Registries registries;
    private LoggedWebvh logged;
    private Did did;

    @BeforeEach
    void aDid() {
        registries = Registries.inMemory();
        logged = new LoggedWebvh(registries.rows, registries.names.publicUrl());
        did = registries.create(HostedMethod.WEBVH, KeyType.ED25519).did();
        pass();
    }

    private void pass() {
        registries.clock.advance(Duration.ofSeconds(1));
    }

    private JsonNode line(long number) {
        return StrictJson.parseObject(logged.line(did, number).orElseThrow().line());
    }

    private static DidDocument document(DidOutcome.Done done) {
        return done.document();
    }

    private DidOutcome addKey() {
        pass();
        return registries.dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty());
    }

    // ---- what is hosted ----

    @Test
    void theScidStandsInThePathAndTheDidWebBesideInAlsoKnownAs() {
        String scid = did.specificId().substring(0, 46);

        assertThat(did.toString()).isEqualTo("did:webvh:" + scid + ":signet.example:dids:" + scid);
        assertThat(line(1).at("/state/alsoKnownAs/0").stringValue()).isEqualTo("did:web:signet.example:dids:" + scid);
        assertThat(line(1).at("/parameters/portable").booleanValue()).isFalse();
        assertThat(registries.resolver.resolve(did)).isInstanceOfSatisfying(ResolutionResult.Resolved.class, now -> {
            assertThat(now.metadata().versionId()).contains(line(1).get("versionId").stringValue());
            assertThat(now.metadata().leafIndex()).isPresent();
            assertThat(now.metadata().ofMethod().get("scid").stringValue()).isEqualTo(scid);
            assertThat(now.document().json().at("/service/0/serviceEndpoint").stringValue())
                    .isEqualTo("https://signet.example/dids/" + scid + "/");
        });
    }

    @Test
    void eachChangeIsSignedByTheKeyCommittedToAndErasesTheOneBefore() {
        for (int number = 2; number <= 4; number++) {
            String before = line(number - 1).at("/parameters/updateKeys/0").stringValue();
            String committed = line(number - 1).at("/parameters/nextKeyHashes/0").stringValue();
            done(addKey());

            String key = line(number).at("/parameters/updateKeys/0").stringValue();
            assertThat(WebvhHash.ofMultikey(key).text()).isEqualTo(committed);
            assertThat(line(number).at("/proof/0/verificationMethod").stringValue())
                    .isEqualTo("did:key:" + key + "#" + key);
            assertThat(registries.rows
                    .get(HostedTables.KEY, DidKey.methodId(Multikey.decode(before)))
                    .orElseThrow()
                    .state()).isEqualTo(State.DESTROYED);
        }
    }

    @Test
    void theLogIsThatOfAStrangersResolverToo() {
        done(addKey());
        pass();
        done(registries.dids.updateServices(caller(), did, StrictJson.parse(
                "[{\"id\":\"#desk\",\"type\":\"LinkedDomains\",\"serviceEndpoint\":\"https://academy.example/\"}]"
                        .getBytes(StandardCharsets.UTF_8)),
                Optional.empty()));
        DidWebvh stranger = new DidWebvh(WebvhAuthor.NOTHING_HOSTED, (address, types) -> {
            assertThat(address.toString()).isEqualTo("https://signet.example/dids/" + did.specificId().substring(0, 46)
                    + "/did.jsonl");
            return new Fetched.Found(Bytes.utf8(logged.log(did).orElseThrow()), "text/jsonl",
                    registries.clock.instant(), -1);
        }, new InMemorySeenLogs(), registries.clock);

        for (ResolutionOptions options : List.of(ResolutionOptions.LATEST, ResolutionOptions.atNumber(1),
                ResolutionOptions.atVersion(line(2).get("versionId").stringValue()),
                ResolutionOptions.atTime(registries.clock.instant().minusSeconds(1)))) {
            ResolutionResult.Resolved here = (ResolutionResult.Resolved) registries.resolver.resolve(did, options);
            ResolutionResult.Resolved there = (ResolutionResult.Resolved) stranger.resolve(did, options);

            assertThat(there.document()).isEqualTo(here.document());
            assertThat(there.metadata().versionId()).isEqualTo(here.metadata().versionId());
            assertThat(there.metadata().updated()).isEqualTo(here.metadata().updated());
            assertThat(there.metadata().nextVersionId()).isEqualTo(here.metadata().nextVersionId());
            assertThat(there.metadata().ofMethod()).isEqualTo(here.metadata().ofMethod());
        }
    }

    @Test
    void twoChangesInOneSecondAreOfTwoMoments() {
        registries.clock.advance(Duration.ofMillis(10));
        done(registries.dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()));
        registries.clock.advance(Duration.ofMillis(10));
        done(registries.dids.addKey(caller(), did, KeyType.P256, Optional.empty(), Optional.empty()));

        assertThat(line(2).get("versionTime").stringValue()).isEqualTo("2026-11-23T10:00:01Z");
        assertThat(line(3).get("versionTime").stringValue()).isEqualTo("2026-11-23T10:00:01.020Z");
    }

    @Test
    void aDeactivationEndsItAndErasesTheKeyMadeAhead() {
        String committed = registries.rows.get(HostedTables.DID, did)
                .orElseThrow()
                .nextMethod()
                .orElseThrow()
                .toString();
        DidOutcome.Done ended = done(registries.dids.deactivate(caller(), did, Optional.empty()));

        assertThat(ended.metadata().deactivated()).isTrue();
        assertThat(line(2).at("/parameters/deactivated").booleanValue()).isTrue();
        assertThat(line(2).get("state")).isEqualTo(line(1).get("state"));
        assertThat(registries.rows.get(HostedTables.KEY, DidUrl.parse(committed))
                .orElseThrow()
                .state()).isEqualTo(State.DESTROYED);
        assertThat(addKey()).isInstanceOfSatisfying(DidOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).isEqualTo(RegistryRefusal.Kind.DEACTIVATED));
        assertThat(registries.resolver.resolve(logged.webBeside(did)))
                .isInstanceOf(ResolutionResult.Deactivated.class);
    }

    @Test
    void anotherTenantChangesNothing() {
        assertThat(registries.dids.addKey(stranger(), did, KeyType.P256, Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(DidOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().kind()).isEqualTo(RegistryRefusal.Kind.FORBIDDEN));
    }

    @Test
    void portabilityIsGivenUpOnceAndForAll() {
        did = done(registries.dids.create(caller(), new CreateDid(HostedMethod.WEBVH, KeyType.ED25519, Json.array(),
                new LineParameters(Optional.of(true), Optional.of(60L), Optional.empty())))).did();
        pass();
        assertThat(line(1).at("/parameters/portable").booleanValue()).isTrue();
        assertThat(line(1).at("/parameters/ttl").longValue()).isEqualTo(60);
        done(registries.dids.changeParameters(caller(), did,
                new LineParameters(Optional.of(false), Optional.empty(), Optional.empty()), Optional.empty()));
        pass();

        assertThat(registries.dids.changeParameters(caller(), did,
                new LineParameters(Optional.of(true), Optional.empty(), Optional.empty()), Optional.empty()))
                .isInstanceOfSatisfying(DidOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().message()).contains("portable"));
    }

    // ---- witnesses ----

    private final SigningKey anna = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey bela = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SigningKey cleo = SoftwareSigningKey.generate(KeyType.ED25519);

    private static LineParameters witnesses(int threshold, SigningKey... keys) {
        return new LineParameters(Optional.empty(), Optional.empty(),
                Optional.of(new LineParameters.Witnesses(threshold,
                        List.of(keys).stream().map(key -> DidKey.of(key.publicKey())).toList())));
    }

    private static DidOutcome.Waiting waits(DidOutcome outcome) {
        return (DidOutcome.Waiting) outcome;
    }

    private DidOutcome approve(DidOutcome.Waiting waits, SigningKey... by) {
        String versionId = waits.line().line().versionId();
        return registries.waiting.approve(caller(), waits.line().line().did(), versionId,
                List.of(by).stream().map(key -> Approvals.by(key, versionId)).toList());
    }

    private DidOutcome.Waiting witnessed() {
        return waits(registries.dids.create(caller(), new CreateDid(HostedMethod.WEBVH, KeyType.ED25519,
                Json.array(), witnesses(2, anna, bela, cleo))));
    }

    @Test
    void aDidWithWitnessesIsNotThereUntilEnoughOfThemApprovedIt() {
        DidOutcome.Waiting waits = witnessed();
        did = waits.line().line().did();

        assertThat(registries.resolver.resolve(did)).isInstanceOf(ResolutionResult.NotFound.class);
        assertThat(waits(approve(waits, anna)).line().approvedBy()).hasSize(1);
        assertThat(waits(approve(waits, anna)).line().approvedBy()).hasSize(1);
        assertThat(logged.log(did)).isEmpty();
        DidOutcome.Done created = done(approve(waits, cleo));
        assertThat(created.did()).isEqualTo(did);
        assertThat(logged.approvals(did).orElseThrow().get(0).get("proof")).hasSize(2);
        assertThat(registries.waiting.of(Registries.TENANT, did)).isEmpty();
    }

    @Test
    void aLineThatWaitsIsNotTheNewestAndItsKeySignsNothing() {
        did = done(approve(witnessed(), anna, bela)).did();
        DidOutcome.Waiting waits = waits(addKey());

        assertThat(registries.logged.head(did).orElseThrow().version()).isEqualTo(1);
        assertThat(registries.resolver.resolve(did)).isInstanceOfSatisfying(ResolutionResult.Resolved.class,
                now -> assertThat(now.document().methodIds()).containsExactly(did.withFragment("key-1")));
        done(approve(waits, bela, cleo));
        assertThat(registries.keys.open(Registries.TENANT, did.withFragment("key-2"))).isPresent();
        done(approve(waits(addKey()), anna, cleo));
        assertThat(logged.approvals(did).orElseThrow().toString()).contains("1-", "2-", "3-");
        WebvhLog foreign = WebvhLog.read(WebvhDid.of(did),
                logged.log(did).orElseThrow().getBytes(StandardCharsets.UTF_8), registries.clock.instant());
        assertThat(foreign.witnessed(Json.array().addAll(List.of()).toString().getBytes(StandardCharsets.UTF_8))
                .fault()).isPresent();
        assertThat(foreign.witnessed(
                logged.approvals(did).orElseThrow().toString().getBytes(StandardCharsets.UTF_8)).fault()).isEmpty();
    }

    @Test
    void aNewChangeTakesThePlaceOfOneThatWaits() {
        did = done(approve(witnessed(), anna, bela)).did();
        DidOutcome.Waiting first = waits(addKey());
        KeyId forgotten = registries.rows.get(HostedTables.KEY, did.withFragment("key-2")).orElseThrow().keyId();
        DidOutcome.Waiting second = waits(addKey());

        assertThatThrownBy(() -> registries.keyRing.open(forgotten)).isInstanceOf(NoSuchKey.class);
        assertThat(approve(first, anna, bela)).isInstanceOfSatisfying(DidOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).isEqualTo(RegistryRefusal.Kind.NOT_FOUND));
        assertThat(document(done(approve(second, anna, bela))).methodIds()).contains(did.withFragment("key-2"));
        done(approve(waits(addKey()), anna, bela));
    }

    @Test
    void whoIsReplacedAsWitnessApprovesTheReplacement() {
        did = done(approve(witnessed(), anna, bela)).did();
        SigningKey dora = SoftwareSigningKey.generate(KeyType.ED25519);
        pass();
        DidOutcome.Waiting waits = waits(
                registries.dids.changeParameters(caller(), did, witnesses(1, dora), Optional.empty()));

        assertThat(approve(waits, dora)).isInstanceOfSatisfying(DidOutcome.Refused.class,
                refused -> assertThat(refused.refusal().message()).contains("nobody whose approval"));
        done(approve(waits, anna, bela));
        done(approve(waits(addKey()), dora));
    }

    @Test
    void aProofOfAnotherVersionApprovesNothing() {
        DidOutcome.Waiting waits = witnessed();
        JsonNode other = Approvals.by(anna, "1-" + WebvhHash.ofMultikey("x"));

        assertThat(registries.waiting.approve(caller(), waits.line().line().did(), waits.line().line().versionId(),
                List.of(other))).isInstanceOfSatisfying(DidOutcome.Refused.class,
                        refused -> assertThat(refused.refusal().message()).contains("does not verify"));
    }

    // ---- what may not be logged: each breaks one rule ----

    private final SigningKey own = SoftwareSigningKey.generate(KeyType.ED25519);
    private final String ownKey = Multikey.encode(own.publicKey());

    private LoggedLine first(Consumer<ObjectNode> parameters, Consumer<ObjectNode> document, Instant time) {
        ObjectNode all = Json.object();
        all.putArray("updateKeys").add(ownKey);
        parameters.accept(all);
        return NextLine.first(registries.names.publicUrl(), time, all, draft -> {
            ObjectNode json = Json.object();
            json.putArray("@context").add(DidDocument.CONTEXT).add(DidDocument.MULTIKEY_CONTEXT);
            json.put("id", draft.toString());
            json.putArray("alsoKnownAs").add(logged.webBeside(draft).toString());
            document.accept(json);
            return DidDocument.parse(draft, json);
        }).sign(own);
    }

    private Optional<String> refusal(LoggedLine line) {
        return new WebvhRules(registries.names).check(registries.rows, line, registries.clock.instant())
                .map(RegistryRefusal::message);
    }

    private void refusedFirst(String says, Consumer<ObjectNode> parameters, Consumer<ObjectNode> document) {
        assertThat(refusal(first(parameters, document, registries.clock.instant()))).hasValueSatisfying(
                message -> assertThat(message).contains(says));
    }

    private static void nothing(ObjectNode json) {}

    @Test
    void anOperationOfOtherMethodsSaysNothingAboutIt() {
        Operation operation = new Operation(DidProjection.DEACTIVATE, registries.names.origin(),
                new Operation.Party.Subject(did), 2,
                Optional.of(registries.logged.head(did).orElseThrow().operationHash()), Json.object());

        assertThat(new DidRules(registries.names).check(registries.rows,
                operation.signAndVerify(DidKey.methodId(own.publicKey()), own), registries.clock.instant()))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("no operations"));
    }

    @Test
    void aFirstLineStands() {
        assertThat(refusal(first(HostedWebvhTest::nothing, HostedWebvhTest::nothing, registries.clock.instant())))
                .isEmpty();
    }

    @Test
    void aDocumentOfAnotherShapeIsRefused() {
        refusedFirst("alsoKnownAs", HostedWebvhTest::nothing,
                json -> json.putArray("alsoKnownAs").add("did:web:bank.example"));
        refusedFirst("alsoKnownAs", HostedWebvhTest::nothing, json -> json.remove("alsoKnownAs"));
        refusedFirst("no member", HostedWebvhTest::nothing, json -> json.put("controller", "did:web:bank.example"));
        refusedFirst("update keys of a did:webvh", HostedWebvhTest::nothing, json -> {
            String id = json.get("id").stringValue();
            json.putArray("verificationMethod")
                    .addObject()
                    .put("id", id + "#a")
                    .put("type", "Multikey")
                    .put("controller", id)
                    .put("publicKeyMultibase", ownKey);
            json.putArray("capabilityInvocation").add(id + "#a");
        });
    }

    @Test
    void whatTheLogWouldKeepForEverIsRefusedInParameters() {
        refusedFirst("watchers", json -> json.putArray("watchers").add("https://watcher.example/"),
                HostedWebvhTest::nothing);
        refusedFirst("no parameter", json -> json.put("note", "x"), HostedWebvhTest::nothing);
        refusedFirst("null", json -> json.putNull("ttl"), HostedWebvhTest::nothing);
        refusedFirst("nothing else", json -> {
            ObjectNode witness = json.putObject("witness").put("threshold", 1);
            witness.putArray("witnesses")
                    .addObject()
                    .put("id", DidKey.of(anna.publicKey()).toString())
                    .put("name", "Anna");
        }, HostedWebvhTest::nothing);
        refusedFirst("begin deactivated", json -> json.put("deactivated", true), HostedWebvhTest::nothing);
    }

    @Test
    void aLineOfTheFutureIsRefused() {
        assertThat(refusal(first(HostedWebvhTest::nothing, HostedWebvhTest::nothing,
                registries.clock.instant().plusSeconds(1)))).hasValueSatisfying(
                        message -> assertThat(message).contains("future"));
    }

    @Test
    void aProofWithMoreThanItsMembersIsRefused() {
        ObjectNode line = first(HostedWebvhTest::nothing, HostedWebvhTest::nothing, registries.clock.instant()).json();
        ((ObjectNode) line.at("/proof/0")).put("nonce", "Anna");

        assertThat(refusal(LoggedLine.of(line))).isPresent();
    }

    @Test
    void N18_aLineThatWasChangedAfterItWasSignedIsRefused() {
        ObjectNode line = first(HostedWebvhTest::nothing, HostedWebvhTest::nothing, registries.clock.instant()).json();
        ((ObjectNode) line.get("parameters")).put("ttl", 1);

        assertThat(refusal(LoggedLine.of(line))).hasValueSatisfying(
                message -> assertThat(message).contains("SCID is not the hash"));
    }

    @Test
    void aLineOfAnotherHostIsRefused() {
        ObjectNode line = StrictJson.parseObject(first(HostedWebvhTest::nothing, HostedWebvhTest::nothing,
                registries.clock.instant()).json().toString().replace("signet.example", "other.example"));

        assertThat(refusal(LoggedLine.of(line))).hasValueSatisfying(
                message -> assertThat(message).contains("hosted here is"));
    }

    @Test
    void anApprovalThatNobodyAskedForIsRefused() {
        LoggedLine line = first(HostedWebvhTest::nothing, HostedWebvhTest::nothing, registries.clock.instant());

        assertThat(refusal(line.approvedBy(Json.array().add(Approvals.by(anna, line.versionId()))))).hasValueSatisfying(
                message -> assertThat(message).contains("nobody whose approval"));
    }

    @Test
    void anEntryBodyIsALineAndItsApprovals() {
        EntryDraft draft = first(HostedWebvhTest::nothing, HostedWebvhTest::nothing, registries.clock.instant())
                .draft();

        assertThat(draft.type()).isEqualTo("did.webvh");
        assertThat(LoggedLine.parse(draft.body()).draft().body()).isEqualTo(draft.body());
    }
}
