package id.signet.registry.did.resolution;

import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Relationship;
import java.util.Optional;

/**
 * What else than a fragment leads into a document (DID Resolution 1.0, "DID Parameters" and "DID URL Dereferencing Options").
 *
 * @param service the fragment of a service's id
 * @param serviceType a type that the service has
 * @param relativeRef an RFC 3986 reference, resolved against the service's address
 * @param relationship for which a verification method must be listed
 */
public record DereferencingOptions(Optional<String> service, Optional<String> serviceType,
        Optional<String> relativeRef, Optional<Relationship> relationship) {

    public DereferencingOptions {
        if (relativeRef.isPresent() && service.isEmpty() && serviceType.isEmpty()) {
            throw new MalformedInput("relativeRef goes with service or serviceType");
        }
    }

    boolean namesService() {
        return service.isPresent() || serviceType.isPresent();
    }
}
