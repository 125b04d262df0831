package id.signet.app.api.weidentity;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.ChainSignatures;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Proofs of evidence: signatures over the text of a hash, {@code 0x} and hex digits, with a key that the signer's document lists
 * for assertions. From a signature of secp256k1 follows the DID of its key; a signer with another key has to be named.
 */
@Component
final class HashProofs {

    private static final int POINTS = 64;

    private final DidResolver resolver;
    private final String network;

    HashProofs(DidResolver resolver, RegistryNames names) {
        this.resolver = resolver;
        this.network = names.network();
    }

    /**
     * Who signed, by the documents of now.
     *
     * @param proof r‖s‖v or v‖r‖s, Base64
     * @param named who may have signed besides the DID of the key
     */
    Optional<Did> signer(Bytes hash, String proof, Optional<Did> named) {
        return bytes(proof)
                .flatMap(signature -> Stream
                        .concat(named.stream(), ChainSignatures.signers(text(hash), signature)
                                .stream()
                                .map(address -> new WeidIdentifier(network, "0x" + address.hex()).did()))
                        .filter(did -> isBy(did, ResolutionOptions.LATEST, hash, signature))
                        .findFirst());
    }

    /** Whether the DID signed with a key that its document had at the time. */
    boolean isBy(Did did, Instant time, Bytes hash, String proof) {
        return bytes(proof).filter(signature -> isBy(did, ResolutionOptions.atTime(time), hash, signature)).isPresent();
    }

    private boolean isBy(Did did, ResolutionOptions version, Bytes hash, byte[] signature) {
        return signature.length == ChainSignatures.LENGTH
                && resolver.resolve(did, version) instanceof ResolutionResult.Resolved resolved
                && resolved.document()
                        .methods(Relationship.ASSERTION_METHOD)
                        .stream()
                        .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                        .anyMatch(method -> points(signature).stream()
                                .anyMatch(points -> ChainSignatures.verify(method.key(), text(hash), points)));
    }

    private static List<byte[]> points(byte[] signature) {
        return List.of(Arrays.copyOf(signature, POINTS), Arrays.copyOfRange(signature, 1, ChainSignatures.LENGTH));
    }

    private static byte[] text(Bytes hash) {
        return Bytes.utf8("0x" + hash.hex()).toArray();
    }

    private static Optional<byte[]> bytes(String proof) {
        try {
            return Optional.of(Base64.getDecoder().decode(proof));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
