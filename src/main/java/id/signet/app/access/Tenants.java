package id.signet.app.access;

import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import java.time.Clock;
import java.util.Optional;

/** Creates tenants, with their audit. */
public final class Tenants {

    private final AccessStore store;
    private final PrivateChange change;
    private final Clock clock;

    public Tenants(AccessStore store, PrivateChange change, Clock clock) {
        this.store = store;
        this.change = change;
        this.clock = clock;
    }

    /** @return why not, if not */
    public Optional<RegistryRefusal> create(Caller caller, TenantId id, String name) {
        Tenant tenant = new Tenant(id, name, clock.instant());
        return change.make(caller, "tenant.create", id.value(), () -> store.add(tenant)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict("there is such a tenant already")));
    }
}
