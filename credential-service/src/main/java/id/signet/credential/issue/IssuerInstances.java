package id.signet.credential.issue;

import id.signet.registry.TenantId;
import java.util.List;
import java.util.Optional;

/** The issuer instances of all tenants. Nobody finds another tenant's. */
public interface IssuerInstances {

    void add(IssuerInstance instance);

    Optional<IssuerInstance> find(TenantId tenant, String id);

    /** The oldest first. */
    List<IssuerInstance> of(TenantId tenant);

    /** @return false if the tenant has no such instance */
    boolean remove(TenantId tenant, String id);
}
