package id.signet.app.access;

import id.signet.registry.TenantId;
import java.util.List;
import java.util.Optional;

/** Where tenants and API keys are kept. */
public interface AccessStore {

    /** @return false if there is such a tenant already */
    boolean add(Tenant tenant);

    Optional<Tenant> tenant(TenantId id);

    /** All tenants, the oldest first. */
    List<Tenant> tenants();

    void add(ApiKey key);

    Optional<ApiKey> key(String id);

    /** The keys of one tenant, the oldest first. */
    List<ApiKey> keys(TenantId tenant);

    /** @return false if the tenant has no such key */
    boolean remove(TenantId tenant, String keyId);
}
