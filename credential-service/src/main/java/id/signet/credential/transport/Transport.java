package id.signet.credential.transport;

import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * What waits to be taken.
 *
 * @param id 128 random bits in base64url
 * @param token a JWE whose key is not here
 * @param readers DIDs that may read it; empty: whoever has the link
 * @param once whether it is gone when it was read
 */
public record Transport(String id, TenantId tenant, String token, List<String> readers, boolean once, Instant created,
        Instant expires) {

    public Transport {
        readers = List.copyOf(readers);
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "Transport[" + id + "]";
    }
}
