package id.signet.credential.policy;

import id.signet.registry.TenantId;
import java.util.List;
import java.util.Optional;

/** The policies of all tenants. Nobody finds another tenant's. */
public interface PolicyStore {

    /** @return false if there is such a version already */
    boolean add(PolicyVersion version);

    Optional<PolicyVersion> find(TenantId tenant, PolicyName name, long version);

    /** The newest version, which may be the end. */
    Optional<PolicyVersion> newest(TenantId tenant, PolicyName name);

    /** The newest version of each policy that has not ended, by name. */
    List<PolicyVersion> of(TenantId tenant);
}
