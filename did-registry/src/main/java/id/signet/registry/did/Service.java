package id.signet.registry.did;

import java.util.List;

/**
 * Where to reach something that belongs to a DID.
 *
 * @param id a fragment of the DID
 * @param types at least one
 * @param endpoints absolute addresses, at least one
 */
public record Service(DidUrl id, List<String> types, List<String> endpoints) {

    public Service {
        types = List.copyOf(types);
        endpoints = List.copyOf(endpoints);
    }
}
