package id.signet.app.access;

import id.signet.app.observe.Correlation;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Who is calling, known by a key. The tenant comes from here alone.
 *
 * @param actor the name in the audit: the key's id
 */
public record KnownCaller(TenantId tenant, String actor, Set<Role> roles) {

    public KnownCaller {
        roles = Set.copyOf(roles);
    }

    /** Whether one of the roles is the caller's; an admin has them all. */
    public boolean mayAct(Role... allowed) {
        return roles.contains(Role.ADMIN) || Set.of(allowed).stream().anyMatch(roles::contains);
    }

    /** The same for the registries, with the correlation id of the request. */
    public Caller in(HttpServletRequest request) {
        return Caller.of(tenant, actor, Correlation.of(request));
    }
}
