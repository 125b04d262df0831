package id.signet.registry.did.hosting;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import tools.jackson.databind.JsonNode;

/**
 * The wish for a new DID whose keys are kept here.
 *
 * @param keyType of every key made with it
 * @param services as in a document; ids may be {@code #fragment}, as the DID is not known yet
 */
public record CreateDid(HostedMethod method, KeyType keyType, JsonNode services) {

    public CreateDid(HostedMethod method, KeyType keyType) {
        this(method, keyType, Json.array());
    }
}
