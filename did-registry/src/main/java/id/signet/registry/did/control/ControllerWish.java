package id.signet.registry.did.control;

import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.log.KeyHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a controller who holds its own keys wants to sign. */
public sealed interface ControllerWish {

    /**
     * A key for use.
     *
     * @param relationships what it is for; {@code capabilityInvocation} belongs to the update keys
     */
    record KeyForUse(PublicKey publicKey, Set<Relationship> relationships) {

        public KeyForUse {
            relationships = Set.copyOf(relationships);
        }
    }

    /**
     * Hashes of keys that are kept away until they are needed; empty: as they are.
     *
     * @param nextUpdateKeys the only keys that may replace the update keys
     * @param recoveryKeys each may sign one operation, whatever became of the update keys
     */
    record Commitments(Optional<List<KeyHash>> nextUpdateKeys, Optional<List<KeyHash>> recoveryKeys) {

        public static final Commitments AS_THEY_ARE = new Commitments(Optional.empty(), Optional.empty());
    }

    /**
     * A new did:weid.
     *
     * @param updateKey signs its operations; the identifier follows from it
     * @param controllers who may sign them too, or alone if the DID itself is not among them; none: the DID alone
     */
    record Create(PublicKey updateKey, List<KeyForUse> keys, JsonNode services, Commitments commitments,
            List<Did> controllers) implements ControllerWish {

        public Create {
            keys = List.copyOf(keys);
            controllers = List.copyOf(controllers);
        }

        public Create(PublicKey updateKey, List<KeyForUse> keys, JsonNode services, Commitments commitments) {
            this(updateKey, keys, services, commitments, List.of());
        }
    }

    /** A new did:weid whose one key is for everything, as WeIdentity's are. */
    record CreateWithOneKey(PublicKey key) implements ControllerWish {}

    /**
     * The next version.
     *
     * @param add keys for use
     * @param retire methods that stay listed with {@code expires}
     * @param remove methods that leave the document, and with them all they ever signed
     * @param compromise methods that stay listed and say since when their keys are in wrong hands
     * @param updateKeys all that may sign the operations after this one; empty: as they are
     * @param services all of them; empty: as they are
     * @param signer a key that was committed to signs this in place of an update key: a recovery key, which is spent, or a
     *     next update key, which comes into force
     * @param controllers all of them, the DID itself where its own keys are to sign as well; none: the DID alone; empty: as
     *     they are
     */
    record Update(Did did, List<KeyForUse> add, List<DidUrl> retire, List<DidUrl> remove,
            Map<DidUrl, Instant> compromise, Optional<List<PublicKey>> updateKeys, Optional<JsonNode> services,
            Commitments commitments,
            Optional<PublicKey> signer, Optional<List<Did>> controllers) implements ControllerWish {

        public Update {
            add = List.copyOf(add);
            retire = List.copyOf(retire);
            remove = List.copyOf(remove);
            compromise = Map.copyOf(compromise);
        }

        /** With the controllers as they are. */
        public Update(Did did, List<KeyForUse> add, List<DidUrl> retire, List<DidUrl> remove,
                Map<DidUrl, Instant> compromise, Optional<List<PublicKey>> updateKeys, Optional<JsonNode> services,
                Commitments commitments, Optional<PublicKey> signer) {
            this(did, add, retire, remove, compromise, updateKeys, services, commitments, signer, Optional.empty());
        }
    }

    /**
     * Final.
     *
     * @param signer a key that was committed to; a DID that commits to keys ends under such a one alone
     */
    record Deactivate(Did did, Optional<PublicKey> signer) implements ControllerWish {

        public Deactivate(Did did) {
            this(did, Optional.empty());
        }
    }
}
