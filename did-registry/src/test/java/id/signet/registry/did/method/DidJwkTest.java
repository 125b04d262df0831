package id.signet.registry.did.method;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidJwkTest {

    /** did:jwk specification, Examples, P-256. */
    private static final String P256 = "eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";
    /** did:jwk specification, Examples, X25519. */
    private static final String X25519 = "eyJrdHkiOiJPS1AiLCJjcnYiOiJYMjU1MTkiLCJ1c2UiOiJlbmMiLCJ4IjoiM3A3YmZYdDl3YlRUVzJIQzdPUTFOei1EUThoYmVHZE5yZngtRkctSUswOCJ9";

    private static DidDocument document(String specificId) {
        return DidJwk.document(new Did("jwk", specificId));
    }

    private static String encode(String json) {
        return Bytes.utf8(json).base64Url();
    }

    @ParameterizedTest
    @EnumSource(names = {"SM2", "BLS12381_G2", "ML_DSA_44"}, mode = EnumSource.Mode.EXCLUDE)
    void theDocumentFollowsFromTheKey(KeyType type) {
        PublicKey key = SoftwareSigningKey.generate(type).publicKey();
        Did did = DidJwk.of(key);

        assertThat(DidJwk.document(did).methods(Relationship.ASSERTION_METHOD)).singleElement().satisfies(method -> {
            assertThat(method.key()).isEqualTo(key);
            assertThat(method.id()).isEqualTo(DidJwk.methodId(did));
        });
    }

    @Test
    void theSpecificationsSigningExampleHasAllRelationships() {
        DidDocument document = document(P256);
        String id = "did:jwk:" + P256;

        assertThat(document.json().get("verificationMethod").get(0)).isEqualTo(StrictJson
                .parse("""
                       {"id":"%s#0","type":"JsonWebKey2020","controller":"%s","publicKeyJwk":{"crv":"P-256","kty":"EC",\
                       "x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","y":"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"}}"""
                        .formatted(id, id)));
        for (Relationship relationship : Relationship.values()) {
            assertThat(document.json().get(relationship.member())).as(relationship.member())
                    .isEqualTo(StrictJson.parse("[\"" + id + "#0\"]"));
        }
    }

    @Test
    void theSpecificationsEncryptionExampleAgreesKeysOnly() {
        DidDocument document = document(X25519);

        assertThat(document.json().get("keyAgreement")).isEqualTo(StrictJson.parse("[\"did:jwk:" + X25519 + "#0\"]"));
        assertThat(document.json().has("assertionMethod")).isFalse();
        assertThat(document.json().has("authentication")).isFalse();
        assertThat(document.verificationMethods()).isEmpty();
    }

    @Test
    void aKeyForSigningOnlyAgreesNoKeys() {
        String jwk = Jwk.toJson(SoftwareSigningKey.generate(KeyType.P256).publicKey()).put("use", "sig").toString();

        DidDocument document = document(encode(jwk));

        assertThat(document.json().has("keyAgreement")).isFalse();
        assertThat(document.json().has("assertionMethod")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!", "eyJ9", "e30", "bnVsbA", "e30="})
    void otherIdentifiersAreRefused(String specificId) {
        String text = "did:jwk:" + specificId;
        ResolutionResult result = specificId.matches("[A-Za-z0-9_-]+")
                ? new DidJwk().resolve(Did.parse(text), ResolutionOptions.LATEST)
                : new id.signet.registry.did.resolution.DidResolver(java.util.List.of(new DidJwk())).resolve(text,
                        ResolutionOptions.LATEST);

        assertThat(result).isInstanceOfSatisfying(ResolutionResult.Refused.class,
                refused -> assertThat(refused.error()).isEqualTo(ResolutionError.INVALID_DID));
    }

    @Test
    void aJwkThatShowsItsSecretIsRefused() {
        String jwk = Jwk.toJson(SoftwareSigningKey.generate(KeyType.P256).publicKey()).put("d", "AAAA").toString();

        assertThat(new DidJwk().resolve(new Did("jwk", encode(jwk)), ResolutionOptions.LATEST))
                .isInstanceOf(ResolutionResult.Refused.class);
    }
}
