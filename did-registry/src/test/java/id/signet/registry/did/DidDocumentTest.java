package id.signet.registry.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DidDocumentTest {

    private static final Did DID = Did.parse("did:web:academy.example");
    private static final DidUrl KEY = DID.withFragment("key-1");

    private final String multikey = Multikey.encode(SoftwareSigningKey.generate(KeyType.P256).publicKey());

    private ObjectNode good() {
        ObjectNode json = StrictJson.parseObject("{\"id\":\"did:web:academy.example\"}");
        method(json, "did:web:academy.example#key-1");
        json.putArray("assertionMethod").add("did:web:academy.example#key-1");
        return json;
    }

    private void method(ObjectNode json, String id) {
        json.withArray("verificationMethod")
                .addObject()
                .put("id", id)
                .put("type", "Multikey")
                .put("controller", "did:web:academy.example")
                .put("publicKeyMultibase", multikey);
    }

    private static void assertRefused(ObjectNode json, String reason) {
        assertThatThrownBy(() -> DidDocument.parse(DID, json)).isInstanceOf(MalformedInput.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aMethodIsFoundWithItsRelationships() {
        DidDocument document = DidDocument.parse(DID, good());

        assertThat(document.method(KEY)).hasValueSatisfying(method -> assertThat(method.expires()).isEmpty());
        assertThat(document.allows(KEY, Relationship.ASSERTION_METHOD)).isTrue();
        assertThat(document.allows(KEY, Relationship.AUTHENTICATION)).isFalse();
    }

    @Test
    void N01_aDocumentOfAnotherDidIsRefused() {
        ObjectNode json = good().put("id", "did:web:other.example");

        assertRefused(json, "the document's id is not the DID");
    }

    @Test
    void N06_aMethodIdGivenTwiceIsRefused() {
        ObjectNode json = good();
        method(json, "did:web:academy.example#key-1");

        assertRefused(json, "given twice");
    }

    @Test
    void N06_aRelativeMethodIdIsRefused() {
        ObjectNode json = good();
        method(json, "#key-2");

        assertRefused(json, "DID");
    }

    @Test
    void N06_aMethodIdOfAnotherDidIsRefused() {
        ObjectNode json = good();
        method(json, "did:web:other.example#key-1");

        assertRefused(json, "fragment of the document's own DID");
    }

    @Test
    void N06_aRelationshipToAnotherDidIsRefused() {
        ObjectNode json = good();
        json.putArray("authentication").add("did:web:other.example#key-1");

        assertRefused(json, "fragment of the document's own DID");
    }

    @Test
    void N06_aRelationshipToAMissingMethodIsRefused() {
        ObjectNode json = good();
        json.putArray("authentication").add("did:web:academy.example#key-9");

        assertRefused(json, "does not have");
    }

    @Test
    void N06_moreThanEightControllersAreRefused() {
        ObjectNode json = good();
        for (int i = 0; i < 9; i++) {
            json.withArray("controller").add("did:web:c" + i + ".example");
        }

        assertRefused(json, "up to 8");
    }

    @Test
    void N06_aControllerNamedTwiceIsRefused() {
        ObjectNode json = good();
        json.withArray("controller").add("did:web:c.example").add("did:web:c.example");

        assertRefused(json, "each once");
    }

    @Test
    void aMethodThatShowsItsSecretIsRefused() {
        ObjectNode json = good();
        json.withArray("verificationMethod")
                .addObject()
                .put("id", "did:web:academy.example#key-2")
                .put("type", "Multikey")
                .put("controller", "did:web:academy.example")
                .put("secretKeyMultibase", "z1");

        assertRefused(json, "secret");
    }

    @Test
    void aServiceIdGivenTwiceIsRefused() {
        ObjectNode json = good();
        for (int i = 0; i < 2; i++) {
            json.withArray("service")
                    .addObject()
                    .put("id", "did:web:academy.example#files")
                    .put("type", "T")
                    .put("serviceEndpoint", "https://academy.example");
        }

        assertRefused(json, "given twice");
    }

    @Test
    void aKeyThatDoesNotSignHereStaysInTheDocumentOnly() {
        ObjectNode json = good();
        json.withArray("verificationMethod")
                .addObject()
                .put("id", "did:web:academy.example#x")
                .put("type", "Multikey")
                .put("controller", "did:web:academy.example")
                .put("publicKeyMultibase", "z6LSs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW");

        DidDocument document = DidDocument.parse(DID, json);

        assertThat(document.methodIds()).contains(DID.withFragment("x"));
        assertThat(document.method(DID.withFragment("x"))).isEmpty();
    }

    @Test
    void anEmbeddedMethodBelongsToItsRelationshipAlone() {
        ObjectNode json = StrictJson.parseObject("{\"id\":\"did:web:academy.example\"}");
        json.putArray("authentication")
                .addObject()
                .put("id", "did:web:academy.example#key-1")
                .put("type", "Multikey")
                .put("controller", "did:web:academy.example")
                .put("publicKeyMultibase", multikey);

        DidDocument document = DidDocument.parse(DID, json);

        assertThat(document.allows(KEY, Relationship.AUTHENTICATION)).isTrue();
        assertThat(document.allows(KEY, Relationship.ASSERTION_METHOD)).isFalse();
    }
}
