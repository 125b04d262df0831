package id.signet.credential.issue;

import id.signet.credential.status.StatusPurpose;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Set;

/**
 * An issuer instance of W3C VCALM: one address at which documents are secured in one way for one issuer. Private to its
 * tenant.
 *
 * @param id 32 hexadecimal digits that tell nothing
 * @param issuer the DID that every document names as its issuer
 * @param cryptosuite of its proofs, as {@code id.signet.crypto.proof.Cryptosuites} names it
 * @param status what its credentials can be told to become; each gets a place in a list of this service
 * @param unregistered whether it also issues what is of no registered type. Nobody is accredited for that, so a policy that
 *        asks for accreditation never takes it for good
 */
public record IssuerInstance(String id, TenantId tenant, String issuer, String cryptosuite, Set<StatusPurpose> status,
        boolean unregistered, Instant created) {

    public IssuerInstance {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("the id of an instance is 32 hexadecimal digits");
        }
        status = Set.copyOf(status);
    }
}
