package id.signet.app.access;

import id.signet.registry.TenantId;
import java.util.Set;

/**
 * Who is calling, known by a key. The tenant comes from here alone.
 *
 * @param actor the name in the audit: the key's id
 */
public record Caller(TenantId tenant, String actor, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    boolean mayAct(Role... allowed) {
        return roles.contains(Role.ADMIN) || Set.of(allowed).stream().anyMatch(roles::contains);
    }
}
