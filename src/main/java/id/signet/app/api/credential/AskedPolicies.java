package id.signet.app.api.credential;

import id.signet.app.access.AnonymousLimit;
import id.signet.app.access.KnownCaller;
import id.signet.credential.policy.VerificationPolicies;
import id.signet.credential.verify.VerificationPolicy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The policy by which a caller wants something judged. */
public final class AskedPolicies {

    private final VerificationPolicies policies;
    private final TrustedAuthorities authorities;
    private final AnonymousLimit strangers;

    /** @param strangers how often a caller without a key may make this service ask others */
    public AskedPolicies(VerificationPolicies policies, TrustedAuthorities authorities, AnonymousLimit strangers) {
        this.policies = policies;
        this.authorities = authorities;
        this.strangers = strangers;
    }

    /** Who has an issuer's domains asked makes this service ask strangers. */
    VerificationPolicy read(Optional<JsonNode> wanted, Optional<KnownCaller> caller, HttpServletRequest request) {
        VerificationPolicy policy = policies.read(wanted, caller.map(KnownCaller::tenant), authorities.trusted());
        if (policy.linkedDomains() && caller.isEmpty()) {
            strangers.take(request);
        }
        return policy;
    }
}
