package id.signet.credential.policy;

import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of a tenant's policy; it stays as it is.
 *
 * @param version counts from 1, also over an end
 * @param policy in the form that {@code VerificationPolicy.parse} reads, complete; absent: this version ends the policy
 */
public record PolicyVersion(TenantId tenant, PolicyName name, long version, Optional<ObjectNode> policy,
        Instant created) {

    public PolicyVersion {
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1");
        }
    }
}
