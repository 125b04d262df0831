package id.signet.registry.did.method;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.testing.Vectors;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class DidKeyTest {

    private static ResolutionResult resolve(String specificId) {
        return new DidKey().resolve(new Did("key", specificId), ResolutionOptions.LATEST);
    }

    private static void assertInvalid(String specificId) {
        assertRefused(specificId, ResolutionError.INVALID_DID);
    }

    private static void assertRefused(String specificId, ResolutionError error) {
        assertThat(resolve(specificId)).isInstanceOfSatisfying(ResolutionResult.Refused.class,
                refused -> assertThat(refused.error()).isEqualTo(error));
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void theDocumentFollowsFromTheKey(KeyType type) {
        PublicKey key = SoftwareSigningKey.generate(type).publicKey();
        Did did = DidKey.of(key);

        assertThat(new DidKey().resolve(did, ResolutionOptions.LATEST))
                .isInstanceOfSatisfying(ResolutionResult.Resolved.class, resolved -> {
                    DidDocument document = resolved.document();
                    assertThat(document.id()).isEqualTo(did);
                    assertThat(document.methods(Relationship.ASSERTION_METHOD)).singleElement().satisfies(method -> {
                        assertThat(method.key()).isEqualTo(key);
                        assertThat(method.id()).isEqualTo(DidKey.methodId(key));
                    });
                    assertThat(document.allows(DidKey.methodId(key), Relationship.AUTHENTICATION))
                            .isEqualTo(type.signsBytes());
                });
    }

    @Test
    void anSm2KeyIsNotForKeyAgreement() {
        PublicKey key = SoftwareSigningKey.generate(KeyType.SM2).publicKey();

        assertThat(DidKey.document(DidKey.of(key)).json().has("keyAgreement")).isFalse();
    }

    /** The older documents list such a key for authentication and capabilities too. */
    @Test
    void aBlsKeyMakesAssertionsAlone() {
        String multikey = Vectors.official("did-key/bls12381.json")
                .propertyNames()
                .stream()
                .filter(did -> did.startsWith("did:key:zUC7"))
                .findFirst()
                .orElseThrow()
                .substring("did:key:".length());

        assertThat(resolve(multikey)).isInstanceOfSatisfying(ResolutionResult.Resolved.class, resolved -> {
            JsonNode document = resolved.document().json();
            assertThat(ids(document, "verificationMethod")).hasSize(1);
            for (Relationship relationship : Relationship.values()) {
                assertThat(ids(document, relationship.member())).as(relationship.member())
                        .hasSize(relationship == Relationship.ASSERTION_METHOD ? 1 : 0);
            }
        });
    }

    /** Two keys in one identifier, and a key of G1. */
    @Test
    void otherKeysOfBls12381AreRefused() {
        assertThat(Vectors.official("did-key/bls12381.json").propertyNames())
                .filteredOn(did -> !did.startsWith("did:key:zUC7"))
                .isNotEmpty()
                .allSatisfy(did -> assertInvalid(did.substring("did:key:".length())));
    }

    /** w3c-ccg/did-method-key: older method types, the same key material, ids and relationships. */
    @TestFactory
    Stream<DynamicTest> theOfficialVectorsHaveTheSameKeyMaterial() {
        return Stream.of("ed25519-x25519", "nist-curves", "secp256k1")
                .flatMap(file -> Vectors.official("did-key/" + file + ".json").propertyStream())
                .map(vector -> DynamicTest.dynamicTest(vector.getKey(),
                        () -> compare(vector.getKey(), vector.getValue().get("didDocument"))));
    }

    private static void compare(String did, JsonNode expected) {
        DidDocument document = DidKey.document(Did.parse(did));

        assertThat(ids(document.json(), "verificationMethod")).isEqualTo(ids(expected, "verificationMethod"));
        for (Relationship relationship : Relationship.values()) {
            assertThat(ids(document.json(), relationship.member())).as(relationship.member())
                    .isEqualTo(ids(expected, relationship.member()));
        }
        for (JsonNode method : expected.get("verificationMethod")) {
            JsonNode ours = document.json()
                    .get("verificationMethod")
                    .valueStream()
                    .filter(node -> node.get("id").equals(method.get("id")))
                    .findFirst()
                    .orElseThrow();
            byte[] multikey = Multibase.decode(ours.get("publicKeyMultibase").stringValue());
            if (method.has("publicKeyBase58")) {
                assertThat(Arrays.copyOfRange(multikey, 2, multikey.length))
                        .isEqualTo(Multibase.decode("z" + method.get("publicKeyBase58").stringValue()));
            } else if (method.get("publicKeyJwk").path("kty").asString("").equals("OKP")) {
                assertThat(Arrays.copyOfRange(multikey, 2, multikey.length))
                        .isEqualTo(Base64.getUrlDecoder().decode(method.get("publicKeyJwk").get("x").stringValue()));
            } else {
                assertThat(Multikey.decode(ours.get("publicKeyMultibase").stringValue()))
                        .isEqualTo(Jwk.parse(method.get("publicKeyJwk")));
            }
        }
    }

    private static Set<String> ids(JsonNode document, String member) {
        return document.path(member)
                .valueStream()
                .map(node -> node.isString() ? node.stringValue() : node.get("id").stringValue())
                .collect(Collectors.toSet());
    }

    @Test
    void N08_aMulticodecThatDoesNotFitTheLengthIsRefused() {
        byte[] ed25519 = Multibase.decode(Multikey.encode(SoftwareSigningKey.generate(KeyType.ED25519).publicKey()));
        ed25519[0] = (byte) 0xe7; // secp256k1

        assertRefused(Multibase.encodeBase58Btc(ed25519), ResolutionError.INVALID_PUBLIC_KEY_LENGTH);
    }

    @Test
    void N08_aVarintLongerThanNeededIsRefused() {
        byte[] good = Multibase.decode(Multikey.encode(SoftwareSigningKey.generate(KeyType.ED25519).publicKey()));
        byte[] longer = new byte[good.length + 1];
        longer[0] = (byte) 0xed;
        longer[1] = (byte) 0x81;
        System.arraycopy(good, 2, longer, 3, good.length - 2);

        assertInvalid(Multibase.encodeBase58Btc(longer));
    }

    @Test
    void N08_anIdentifierFarTooLongIsRefused() {
        assertInvalid("z" + "6".repeat(2_000));
    }

    @Test
    void N08_otherBasesAndKindsAreRefused() {
        assertInvalid("u7QEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assertInvalid("z6LSs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW"); // X25519 alone
        assertInvalid("zzz");
    }

    @Test
    void thereAreNoVersions() {
        Did did = DidKey.of(SoftwareSigningKey.generate(KeyType.ED25519).publicKey());

        assertThat(new DidKey().resolve(did, ResolutionOptions.atVersion("1")))
                .isInstanceOfSatisfying(ResolutionResult.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(ResolutionError.FEATURE_NOT_SUPPORTED));
    }
}
