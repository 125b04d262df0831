package id.signet.registry.did.log;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.RegistryRefusal.Kind;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.Operation.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A creation that breaks one rule of docs/adr/0010-did-weid.md is refused for that rule. */
class DidRulesTest {

    private static final RegistryNames NAMES = new RegistryNames("log.example/test",
            new PublicUrl("https://signet.example"),
            "test");

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final SoftwareSigningKey update = SoftwareSigningKey.generate(KeyType.ED25519);
    private final SoftwareSigningKey assertion = SoftwareSigningKey.generate(KeyType.P256);
    private final Did did = WeidIdentifier.of("test", update.publicKey()).did();
    private final DidRules rules = new DidRules(NAMES);

    private ObjectNode method(String id, SoftwareSigningKey key) {
        return Json.object()
                .put("id", id)
                .put("type", "Multikey")
                .put("controller", did.toString())
                .put("publicKeyMultibase", Multikey.encode(key.publicKey()));
    }

    private ObjectNode state() {
        ObjectNode body = Json.object();
        ObjectNode document = body.putObject("document");
        document.set("@context", Json.array(
                List.of("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")));
        document.put("id", did.toString());
        document.putArray("verificationMethod")
                .add(method(did + "#update-1", update))
                .add(method(did + "#key-1", assertion));
        document.putArray("assertionMethod").add(did + "#key-1");
        document.putArray("capabilityInvocation").add(did + "#update-1");
        body.set("updateKeys", Json.array(List.of(Multikey.encode(update.publicKey()))));
        body.putArray("nextUpdateKeyHashes");
        body.putArray("recoveryKeyHashes");
        return body;
    }

    private Optional<RegistryRefusal> check(Did subject, String origin, Consumer<ObjectNode> change) {
        ObjectNode body = state();
        change.accept(body);
        Operation operation = new Operation(DidProjection.CREATE, origin, new Party.Subject(subject), 1,
                Optional.empty(),
                body);
        return rules.check(new InMemoryRows(),
                operation.sign(subject.withFragment("update-1"), update).verify(update.publicKey()).orElseThrow(), NOW);
    }

    private void assertMalformed(String reason, Consumer<ObjectNode> changeOfDocument) {
        assertThat(check(did, NAMES.origin(), body -> changeOfDocument.accept((ObjectNode) body.get("document"))))
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED);
                    assertThat(refusal.message()).contains(reason);
                });
    }

    @Test
    void aGoodCreationIsTaken() {
        assertThat(check(did, NAMES.origin(), body -> {
        })).isEmpty();
    }

    @Test
    void anOperationOfAnotherLogIsRefused() {
        assertThat(check(did, "other.example/log", body -> {
        })).hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("another log"));
    }

    @Test
    void anIdentifierThatDoesNotFollowFromTheUpdateKeyIsRefused() {
        Did other = Did.parse("did:weid:test:0x" + "0".repeat(40));
        Optional<RegistryRefusal> refusal = check(other, NAMES.origin(), body -> {
            ObjectNode changed = StrictJson.parseObject(body.toString().replace(did.toString(), other.toString()));
            body.removeAll();
            body.setAll(changed);
        });

        assertThat(refusal).hasValueSatisfying(one -> assertThat(one.message()).contains("does not follow"));
    }

    @Test
    void N01_aDocumentOfAnotherDidIsRefused() {
        assertMalformed("id is not the DID", document -> document.put("id", "did:weid:test:0x" + "0".repeat(40)));
    }

    @Test
    void N06_aMethodIdGivenTwiceIsRefused() {
        assertMalformed("given twice",
                document -> document.withArray("verificationMethod").add(method(did + "#key-1", assertion)));
    }

    @Test
    void N06_aRelativeOrForeignMethodIdIsRefused() {
        assertMalformed("not a DID",
                document -> document.withArray("verificationMethod").add(method("#key-2", assertion)));
        assertMalformed("own DID",
                document -> document.withArray("verificationMethod").add(method("did:web:x.example#key-2", assertion)));
    }

    @Test
    void N06_aMethodOfAnotherControllerIsRefused() {
        assertMalformed("no other controller", document -> document.withArray("verificationMethod")
                .add(
                        method(did + "#key-2", SoftwareSigningKey.generate(KeyType.P256)).put("controller",
                                "did:web:x.example")));
    }

    @Test
    void otherMembersTypesAndContextsAreRefused() {
        assertMalformed("no member alsoKnownAs", document -> document.putArray("alsoKnownAs").add("https://x.example"));
        assertMalformed("contexts", document -> document.putArray("@context").add("https://www.w3.org/ns/did/v1"));
        assertMalformed("Multikey", document -> document.withArray("verificationMethod")
                .addObject()
                .put("id", did + "#x")
                .put("type", "Other")
                .put("controller", did.toString()));
    }

    @Test
    void oneKeyUnderTwoIdsIsRefused() {
        assertMalformed("same key",
                document -> document.withArray("verificationMethod").add(method(did + "#key-2", assertion)));
    }

    @Test
    void theUpdateKeysAreThoseUnderCapabilityInvocation() {
        assertMalformed("capabilityInvocation", document -> document.remove("capabilityInvocation"));
        assertMalformed("capabilityInvocation",
                document -> document.withArray("capabilityInvocation").add(did + "#key-1"));
    }

    @Test
    void N07_aBadServiceIsRefused() {
        assertMalformed("absolute https", document -> document.putArray("service")
                .addObject()
                .put("id", did + "#s")
                .put("type", "T")
                .put("serviceEndpoint", "javascript:alert(1)"));
    }

    @Test
    void commitmentsAreThereAndAreHashes() {
        String hash = "edhETMQXJ12hqi7UJa-ze6JjUycLsJ-inviqQxjhP0E";
        assertThat(check(did, NAMES.origin(), body -> body.putArray("recoveryKeyHashes").add(hash))).isEmpty();
        assertThat(check(did, NAMES.origin(), body -> body.putArray("recoveryKeyHashes").add(hash).add(hash)))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("twice"));
        assertThat(check(did, NAMES.origin(), body -> body.putArray("recoveryKeyHashes").add("eGFt")))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("32 bytes"));
        assertThat(check(did, NAMES.origin(), body -> body.remove("nextUpdateKeyHashes"))).isPresent();
    }

    @Test
    void aCreationSignedByAnotherKeyIsForbidden() {
        ObjectNode body = state();
        Operation operation = new Operation(DidProjection.CREATE, NAMES.origin(), new Party.Subject(did), 1,
                Optional.empty(), body);
        for (DidUrl method : List.of(did.withFragment("update-1"), did.withFragment("key-1"),
                DidRules.asDidKey(assertion.publicKey()))) {
            assertThat(rules.check(new InMemoryRows(),
                    operation.sign(method, assertion).verify(assertion.publicKey()).orElseThrow(), NOW))
                    .hasValueSatisfying(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN));
        }
    }

    @Test
    void aHostedDidWebIsOursAndOpaque() {
        for (String text : List.of("did:web:other.example:dids:" + "0".repeat(32), "did:web:signet.example:dids:me",
                "did:key:" + Multikey.encode(update.publicKey()))) {
            Did other = Did.parse(text);
            ObjectNode body = StrictJson.parseObject(state().toString().replace(did.toString(), text));
            Operation operation = new Operation(DidProjection.CREATE, NAMES.origin(), new Party.Subject(other), 1,
                    Optional.empty(), body);

            assertThat(rules.check(new InMemoryRows(), operation.sign(DidRules.asDidKey(update.publicKey()), update)
                    .verify(update.publicKey())
                    .orElseThrow(), NOW))
                    .as(text)
                    .hasValueSatisfying(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED));
        }
    }
}
