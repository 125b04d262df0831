package id.signet.app.api.weidentity;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.RegistryNames;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.resolution.DidMethod;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Whose signature over a hash counts as evidence. */
class HashProofsTest {

    private static final Bytes HASH = Bytes.of(new byte[32]);

    private final Documents documents = new Documents();
    private final SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
    private final Did did = WeidIdentifier.of("test", key.publicKey()).did();

    private final HashProofs proofs = new HashProofs(new DidResolver(List.of(documents)),
            new RegistryNames("log.invalid/test",
                    new PublicUrl("http://localhost:8080"), "test"));

    @Test
    void theDidOfTheKeySigned() {
        documents.put(did, key, "assertionMethod", Map.of());

        assertThat(proofs.signer(HASH, proof(key), Optional.empty())).contains(did);
    }

    @Test
    void aKeyThatIsListedForAuthenticationAloneMakesNoEvidence() {
        documents.put(did, key, "authentication", Map.of());

        assertThat(proofs.signer(HASH, proof(key), Optional.empty())).isEmpty();
    }

    @Test
    void aKeyThatHasAnEndMakesNoEvidence() {
        documents.put(did, key, "assertionMethod", Map.of("expires", "2020-01-01T00:00:00Z"));

        assertThat(proofs.signer(HASH, proof(key), Optional.empty())).isEmpty();
    }

    @Test
    void aLaterKeySignsForADidThatIsNamed() {
        SoftwareSigningKey later = SoftwareSigningKey.generate(KeyType.SM2);
        documents.put(did, later, "assertionMethod", Map.of());

        assertThat(proofs.signer(HASH, proof(later), Optional.empty())).isEmpty();
        assertThat(proofs.signer(HASH, proof(later), Optional.of(did))).contains(did);
    }

    @Test
    void aSignatureOfAnotherHashIsNone() {
        documents.put(did, key, "assertionMethod", Map.of());

        assertThat(proofs.signer(Bytes.of(new byte[31]), proof(key), Optional.of(did))).isEmpty();
    }

    private static String proof(SoftwareSigningKey signer) {
        return Base64.getEncoder()
                .encodeToString(signer.signForChain(("0x" + HASH.hex()).getBytes(StandardCharsets.UTF_8)));
    }

    /** did:weid, from memory. */
    private static final class Documents implements DidMethod {

        private final Map<Did, DidDocument> known = new HashMap<>();

        void put(Did did, SoftwareSigningKey key, String relationship, Map<String, String> more) {
            String method = did + "#1";
            ObjectNode json = Json.object().put("@context", DidDocument.CONTEXT).put("id", did.toString());
            ObjectNode entry = json.putArray("verificationMethod")
                    .addObject()
                    .put("id", method)
                    .put("type", "Multikey")
                    .put("controller", did.toString())
                    .put("publicKeyMultibase", Multikey.encode(key.publicKey()));
            more.forEach(entry::put);
            json.putArray(relationship).add(method);
            known.put(did, DidDocument.parse(did, StrictJson.parseObject(json.toString())));
        }

        @Override
        public String name() {
            return "weid";
        }

        @Override
        public ResolutionResult resolve(Did did, ResolutionOptions options) {
            return Optional.ofNullable(known.get(did))
                    .<ResolutionResult>map(document -> new ResolutionResult.Resolved(document, DocumentMetadata.NONE))
                    .orElseGet(() -> new ResolutionResult.NotFound("nobody"));
        }
    }
}
