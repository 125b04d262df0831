package id.signet.registry.authorization;

import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Numbers that are given out for a data authorization, each of which is signed and used once. They are of the tenant that
 * asked.
 */
public interface DataNonces {

    /** How many may be open for one authorization; the oldest ones are the first to go. */
    int MOST = 8;

    /**
     * @param token SHA-256 of the authorization, base64url
     * @param until when it is worth nothing any more
     */
    void give(TenantId tenant, String token, String nonce, Instant until);

    /** Those that are still open. */
    List<String> open(TenantId tenant, String token);

    /** @return false if it was used before, or never given out, or its time is over */
    boolean use(TenantId tenant, String token, String nonce);
}
