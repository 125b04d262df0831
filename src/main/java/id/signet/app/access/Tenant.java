package id.signet.app.access;

import id.signet.registry.TenantId;
import java.time.Instant;

/** An organisation, or a department of one, that shares this service with others. */
public record Tenant(TenantId id, String name, Instant created) {

    public Tenant {
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("a tenant's name has 1 to 200 characters");
        }
    }
}
