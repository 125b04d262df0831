package id.signet.registry.did.weidentity;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.done;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.LeafIndex;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.control.ControlledDids;
import id.signet.registry.did.control.ControllerWish;
import id.signet.registry.did.control.ControllerWish.Commitments;
import id.signet.registry.did.control.PreparedOperation;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.testing.OldIdentity;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The operator brings an old identity in; its controller, and nobody else, goes on with it. */
class ImportedDidsTest {

    private final Registries registries = Registries.inMemory();
    private final ControlledDids controlled = new ControlledDids(registries.names, registries.ledger, registries.rows,
            registries.logged, registries.clock);
    private final OldIdentity old = OldIdentity.generate();
    private final Did root = registries.weid();
    private final String network = registries.names.network();

    private void rootAuthority() {
        assertThat(registries.trust.registerAuthority(caller(), root, "Board", true))
                .isInstanceOf(TrustOutcome.Done.class);
    }

    private Did imported() {
        rootAuthority();
        return done(registries.imports.enter(caller(), old.translated(network))).did();
    }

    private static void assertRefused(DidOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(DidOutcome.Refused.class,
                refused -> assertThat(refused.refusal().kind()).as("%s", refused).isEqualTo(kind));
    }

    private DidOutcome signed(ControllerWish wish, SigningKey key) {
        PreparedOperation prepared = controlled.prepare(wish);
        if (prepared instanceof PreparedOperation.Refused(RegistryRefusal refusal)) {
            return new DidOutcome.Refused(refusal);
        }
        PreparedOperation.Ready ready = (PreparedOperation.Ready) prepared;
        return controlled.submit(caller(), ready.operation().type(),
                ready.operation().sign(ready.signers().getFirst(), key).toJson());
    }

    private static ControllerWish.Update update(Did did, List<DidUrl> retire, List<DidUrl> remove,
            PublicKey... updateKeys) {
        return new ControllerWish.Update(did, List.of(), retire, remove, Map.of(),
                updateKeys.length == 0 ? Optional.empty() : Optional.of(List.of(updateKeys)), Optional.empty(),
                Commitments.AS_THEY_ARE, Optional.empty());
    }

    private DidDocument document(Did did) {
        return registries.logged.state(did).orElseThrow().document();
    }

    @Test
    void theDidKeepsItsAddressAndItsKey() {
        Did did = imported();

        assertThat(did).hasToString("did:weid:" + network + old.did().substring(old.did().lastIndexOf(':')));
        DidUrl method = did.withFragment("keys-0");
        assertThat(document(did).method(method).orElseThrow().key()).isEqualTo(old.key().publicKey());
        assertThat(document(did).allows(method, Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(document(did).allows(method, Relationship.AUTHENTICATION)).isTrue();
    }

    @Test
    void resolutionTellsWhoSaidSoAndWhereItWasBefore() {
        Did did = imported();

        assertThat(registries.resolver.resolve(did)).isInstanceOfSatisfying(ResolutionResult.Resolved.class,
                resolved -> {
                    assertThat(resolved.metadata().ofMethod().at("/imported/did").stringValue()).isEqualTo(old.did());
                    assertThat(resolved.metadata().ofMethod().at("/imported/by").stringValue())
                            .isEqualTo(root.toString());
                    assertThat(resolved.metadata().ofMethod().at("/imported/block").stringValue()).isEqualTo("2048");
                    assertThat(resolved.metadata().ofMethod().get("imported").has("time")).isFalse();
                });
    }

    @Test
    void aDidThatWasNotImportedSaysNothingOfIt() {
        assertThat(registries.resolver.resolve(root)).isInstanceOfSatisfying(ResolutionResult.Resolved.class,
                resolved -> assertThat(resolved.metadata().ofMethod()).isEmpty());
    }

    @Test
    void withoutARootAuthorityNothingIsImported() {
        assertRefused(registries.imports.enter(caller(), old.translated(network)), Kind.CONFLICT);
    }

    @Test
    void whoDoesNotHaveTheRootAuthoritysKeysImportsNothing() {
        rootAuthority();

        assertRefused(registries.imports.enter(stranger(), old.translated(network)), Kind.FORBIDDEN);
    }

    @Test
    void theSameDocumentIsNotImportedTwice() {
        imported();

        assertRefused(registries.imports.enter(caller(), old.translated(network)), Kind.CONFLICT);
    }

    @Test
    void aDidThatItsControllerCreatedIsNotImportedOver() {
        rootAuthority();
        done(signed(new ControllerWish.Create(old.key().publicKey(), List.of(), StrictJson.parse("[]"),
                Commitments.AS_THEY_ARE), old.key()));

        assertRefused(registries.imports.enter(caller(), old.translated(network)), Kind.CONFLICT);
    }

    @Test
    void anImportedDidIsNotCreatedAnew() {
        imported();

        assertRefused(signed(new ControllerWish.Create(old.key().publicKey(), List.of(), StrictJson.parse("[]"),
                Commitments.AS_THEY_ARE), old.key()), Kind.CONFLICT);
    }

    @Test
    void theOldKeyDeactivatesTheDidForEver() {
        Did did = imported();

        done(signed(new ControllerWish.Deactivate(did), old.key()));
        assertThat(registries.resolver.resolve(did)).isInstanceOfSatisfying(ResolutionResult.Deactivated.class,
                end -> assertThat(end.metadata().ofMethod().has("imported")).isTrue());
        assertRefused(registries.imports.enter(caller(), old.translated(network)), Kind.CONFLICT);
    }

    @Test
    void nobodyElsesKeyChangesTheDid() {
        Did did = imported();

        assertRefused(signed(new ControllerWish.Deactivate(did), SoftwareSigningKey.generate(KeyType.SECP256K1)),
                Kind.FORBIDDEN);
        assertRefused(registries.dids.deactivate(caller(), did, Optional.empty()), Kind.FORBIDDEN);
    }

    @Test
    void anOldKeyThatIsReplacedStaysGoodForWhatItSigned() {
        Did did = imported();
        DidUrl method = did.withFragment("keys-0");
        SigningKey next = SoftwareSigningKey.generate(KeyType.ED25519);

        done(signed(update(did, List.of(), List.of(), next.publicKey()), old.key()));
        assertThat(document(did).allows(method, Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(document(did).allows(method, Relationship.CAPABILITY_INVOCATION)).isFalse();
        assertRefused(signed(new ControllerWish.Deactivate(did), old.key()), Kind.FORBIDDEN);
        done(signed(update(did, List.of(method), List.of()), next));
        assertThat(document(did).method(method).orElseThrow().expires()).isPresent();
    }

    @Test
    void anOldKeyIsReplacedAndRetiredInOneOperation() {
        Did did = imported();
        DidUrl method = did.withFragment("keys-0");
        PublicKey next = SoftwareSigningKey.generate(KeyType.ED25519).publicKey();

        done(signed(update(did, List.of(method), List.of(), next), old.key()));
        assertThat(document(did).method(method).orElseThrow().expires()).isPresent();
        assertThat(document(did).allows(method, Relationship.CAPABILITY_INVOCATION)).isFalse();
        assertThat(registries.logged.method(method).orElseThrow().retired()).isPresent();
    }

    @Test
    void anOldKeyThatWasStolenIsReplacedAndRemovedInOneOperation() {
        Did did = imported();
        DidUrl method = did.withFragment("keys-0");
        PublicKey next = SoftwareSigningKey.generate(KeyType.ED25519).publicKey();

        done(signed(update(did, List.of(), List.of(method), next), old.key()));
        assertThat(document(did).method(method)).isEmpty();
        assertThat(registries.logged.method(method).orElseThrow().revoked()).isPresent();
    }

    @Test
    void anOldKeyThatIsReplacedIsDeclaredCompromised() {
        Did did = imported();
        DidUrl method = did.withFragment("keys-0");
        PublicKey next = SoftwareSigningKey.generate(KeyType.ED25519).publicKey();
        Instant since = registries.clock.instant();
        registries.clock.advance(Duration.ofHours(1));

        done(signed(new ControllerWish.Update(did, List.of(), List.of(), List.of(), Map.of(method, since),
                Optional.of(List.of(next)), Optional.empty(), Commitments.AS_THEY_ARE, Optional.empty()), old.key()));
        assertThat(document(did).method(method).orElseThrow().revoked()).contains(since);
        assertThat(document(did).allows(method, Relationship.ASSERTION_METHOD)).isFalse();
    }

    @Test
    void aKeyThatStillUpdatesTheDidIsNeitherRetiredNorRemoved() {
        Did did = imported();
        DidUrl method = did.withFragment("keys-0");

        assertRefused(signed(update(did, List.of(method), List.of()), old.key()), Kind.MALFORMED);
        assertRefused(signed(update(did, List.of(), List.of(method)), old.key()), Kind.MALFORMED);
    }

    @Test
    void whoeverListsTheVictimsAddressWithoutItsKeyIsRefused() {
        rootAuthority();
        OldIdentity squatter = OldIdentity.generate();
        ObjectNode document = StrictJson
                .parseObject(squatter.document().toString().replace(squatter.did(), old.did()));

        assertThat(refusal(() -> OldIdentity.translated(document, network))).contains("none of the keys gives");
    }

    private static String refusal(Runnable translation) {
        try {
            translation.run();
            return "nothing is refused";
        } catch (MalformedInput e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aKeyThatIsRevokedInOneEntryAndNotInAnotherDoesNotEnter() {
        PublicKey more = SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey();
        ObjectNode document = old.document();
        old.add(document, "keys-1", more);
        old.add(document, "keys-2", more).put("revoked", "true");

        Translation translation = OldIdentity.translated(document, network);

        assertThat(translation.body().state().document().methodIds()).hasSize(1);
        assertThat(translation.report().leftOut()).extracting(ImportReport.LeftOut::reason)
                .containsExactly(ImportReport.Reason.REVOKED, ImportReport.Reason.REVOKED);
    }

    @Test
    void theReportRepeatsNothingPersonal() {
        ObjectNode document = old.document();
        document.withArray("service")
                .addObject()
                .put("type", "contact")
                .put("serviceEndpoint", "https://issuer.example.org/?call=13812345678");
        document.put("note", "ada@example.org");

        Translation translation = OldIdentity.translated(document, network);

        assertThat(translation.report().leftOut()).extracting(ImportReport.LeftOut::reason)
                .containsExactly(ImportReport.Reason.PERSONAL_DATA, ImportReport.Reason.NOT_CARRIED);
        assertThat(translation + " " + translation.body().toJson()).doesNotContain("13812345678")
                .doesNotContain("ada@");
        assertThat(translation.body().source().sha256()).isEmpty();
    }

    // ---- what a follower finds in a log whose operator lies ----

    private Optional<RegistryRefusal> judged(Did author, Consumer<ObjectNode> change) {
        ObjectNode body = old.translated(network).body().toJson();
        change.accept(body);
        Authors.Author signer = ((Authors.Answer.Found) registries.authors.find(caller(), Optional.of(author)))
                .author();
        VerifiedOperation verified = signer.sign(new Operation(DidProjection.IMPORT, registries.names.origin(),
                new Operation.Party.Author(author), 1, Optional.empty(), body));
        assertThat(AuthorRules.verify(registries.rows, verified.signed())).isPresent();
        return new ImportRules(registries.names).check(registries.rows, verified);
    }

    @Test
    void anHonestImportStands() {
        rootAuthority();

        assertThat(judged(root, body -> {
        })).isEmpty();
    }

    @Test
    void anImportByAnotherAuthorityIsFound() {
        rootAuthority();
        Did second = registries.weid();
        assertThat(registries.trust.registerAuthority(caller(), second, "Harbour", true))
                .isInstanceOf(TrustOutcome.Done.class);

        assertThat(judged(second, body -> {
        })).hasValueSatisfying(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN));
    }

    @Test
    void eachBrokenRuleIsFound() {
        rootAuthority();
        String other = OldIdentity.generate().did();
        String stranger = Multikey
                .encode(SoftwareSigningKey.generate(KeyType.SECP256K1).publicKey());
        String method = "/state/document/verificationMethod/0";

        for (Consumer<ObjectNode> lie : List.<Consumer<ObjectNode>>of(
                body -> ((ObjectNode) body.get("source")).put("did", other),
                body -> ((ObjectNode) body.get("source")).put("did", "did:weid:main:0x00"),
                body -> ((ObjectNode) body.get("source")).put("shape", "2.x"),
                body -> ((ObjectNode) body.get("source")).put("sha256", "AAAA"),
                body -> ((ObjectNode) body.get("source")).put("block", "ada@example.org"),
                body -> ((ObjectNode) body.get("source")).put("block", 7),
                body -> ((ObjectNode) body.get("source")).put("time", "2023-09-26T03:20:37.5Z"),
                body -> ((ObjectNode) body.get("source")).put("note", "x"),
                body -> ((ObjectNode) body.get("source")).remove("time"),
                body -> body.put("note", "x"),
                body -> body.put("did", "did:weid:" + network + other.substring(other.lastIndexOf(':'))),
                body -> ((ObjectNode) body.at(method)).put("publicKeyMultibase", stranger),
                body -> ((ObjectNode) body.at(method)).put("expires", "2030-01-01T00:00:00Z"),
                body -> ((ObjectNode) body.at(method)).put("revoked", "2023-01-01T00:00:00Z"),
                body -> ((ObjectNode) body.get("state")).withArray("recoveryKeyHashes")
                        .add(
                                Bytes.of(new byte[32]).base64Url()),
                body -> ((ObjectNode) body.at("/state/document")).withArray("keyAgreement")
                        .add(body.at(method + "/id").stringValue()),
                body -> renamed(body, "ada-lovelace"))) {
            assertThat(judged(root, lie))
                    .hasValueSatisfying(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED));
        }
    }

    private static void renamed(ObjectNode body, String name) {
        body.set("state", StrictJson.parse(body.get("state").toString().replace("#keys-0", "#" + name)));
    }

    @Test
    void theEntrysOwnBytesAreWhatTheNextOperationNames() {
        Did did = imported();
        long last = registries.ledger.size().value() - 1;
        var entry = registries.ledger.entry(new LeafIndex(last)).orElseThrow();

        assertThat(entry.type()).isEqualTo("did.import");
        PreparedOperation.Ready end = (PreparedOperation.Ready) controlled.prepare(new ControllerWish.Deactivate(did));
        assertThat(end.operation().sequence()).isEqualTo(2);
        assertThat(end.operation().previous()).contains(
                SignedOperation.parse(entry.type(), entry.body()).hash());
    }
}
