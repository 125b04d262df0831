package id.signet.registry.did.control;

import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.control.ControllerWish.Commitments;
import id.signet.registry.did.control.ControllerWish.KeyForUse;
import id.signet.registry.did.webvh.LineParameters;
import id.signet.registry.did.webvh.WebvhHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a controller who holds its own keys wants to sign as the next line of a did:webvh.
 *
 * @param did empty for a new one
 * @param signer the update key that will sign it
 * @param updateKeys empty: as they are; of a new DID the signer alone
 * @param nextKeyHashes the keys that may come next; empty: as they are
 * @param deactivate final; the document stays as it is
 */
public record LineWish(Optional<Did> did, PublicKey signer, List<KeyForUse> add, List<DidUrl> retire,
        List<DidUrl> remove, Map<DidUrl, Instant> compromise, Optional<List<PublicKey>> updateKeys,
        Optional<List<WebvhHash>> nextKeyHashes, Optional<JsonNode> services, LineParameters parameters,
        boolean deactivate) {

    public LineWish {
        add = List.copyOf(add);
        retire = List.copyOf(retire);
        remove = List.copyOf(remove);
        compromise = Map.copyOf(compromise);
    }

    /** What it says of the document, which is that of any DID in the log. */
    ControllerWish.Update change(Did of) {
        return new ControllerWish.Update(of, add, retire, remove, compromise, Optional.empty(), services,
                Commitments.AS_THEY_ARE, Optional.empty(), Optional.empty());
    }
}
