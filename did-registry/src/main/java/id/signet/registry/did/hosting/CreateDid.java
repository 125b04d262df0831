package id.signet.registry.did.hosting;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.did.webvh.LineParameters;
import tools.jackson.databind.JsonNode;

/**
 * The wish for a new DID whose keys are kept here.
 *
 * @param keyType of every key made with it; of a did:webvh of the key for use alone
 * @param services as in a document; ids may be {@code #fragment}, as the DID is not known yet
 * @param parameters of a did:webvh, besides its keys
 */
public record CreateDid(HostedMethod method, KeyType keyType, JsonNode services, LineParameters parameters) {

    public CreateDid(HostedMethod method, KeyType keyType, JsonNode services) {
        this(method, keyType, services, LineParameters.NONE);
    }

    public CreateDid(HostedMethod method, KeyType keyType) {
        this(method, keyType, Json.array());
    }
}
