package id.signet.app.access;

import id.signet.crypto.Bytes;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Set;

/**
 * An API key as it is kept: never the key itself.
 *
 * @param id the public half of the key's text, by which its row is found
 * @param secretHash SHA-256 of the 32 secret bytes' text
 */
public record ApiKey(String id, TenantId tenant, String name, Bytes secretHash, Set<Role> roles, Instant created) {

    public ApiKey {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("an API key has a role");
        }
        if (secretHash.size() != 32) {
            throw new IllegalArgumentException("a SHA-256 hash has 32 bytes");
        }
    }
}
