package id.signet.app.access;

import id.signet.registry.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tenants and keys that end with the process. */
public final class InMemoryAccessStore implements AccessStore {

    private final Map<TenantId, Tenant> tenants = new LinkedHashMap<>();
    private final Map<String, ApiKey> keys = new LinkedHashMap<>();

    @Override
    public synchronized boolean add(Tenant tenant) {
        return tenants.putIfAbsent(tenant.id(), tenant) == null;
    }

    @Override
    public synchronized Optional<Tenant> tenant(TenantId id) {
        return Optional.ofNullable(tenants.get(id));
    }

    @Override
    public synchronized List<Tenant> tenants() {
        return List.copyOf(tenants.values());
    }

    @Override
    public synchronized void add(ApiKey key) {
        keys.put(key.id(), key);
    }

    @Override
    public synchronized Optional<ApiKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public synchronized List<ApiKey> keys(TenantId tenant) {
        return keys.values().stream().filter(key -> key.tenant().equals(tenant)).toList();
    }

    @Override
    public synchronized boolean remove(TenantId tenant, String keyId) {
        ApiKey key = keys.get(keyId);
        return key != null && key.tenant().equals(tenant) && keys.remove(keyId, key);
    }
}
