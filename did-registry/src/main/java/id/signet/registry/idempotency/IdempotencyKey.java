package id.signet.registry.idempotency;

import id.signet.crypto.MalformedInput;
import id.signet.registry.TenantId;
import java.util.regex.Pattern;

/**
 * What a write is asked for under.
 *
 * @param route the operation, such as {@code POST /api/v1/dids}
 * @param key the caller's {@code Idempotency-Key}: 1 to 255 printable ASCII characters
 */
public record IdempotencyKey(TenantId tenant, String route, String key) {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final int MAX_ROUTE = 255;

    public IdempotencyKey {
        if (!KEY.matcher(key).matches()) {
            throw new MalformedInput("an idempotency key has 1 to 255 printable ASCII characters");
        }
        if (route.isEmpty() || route.length() > MAX_ROUTE) {
            throw new IllegalArgumentException("a route has 1 to " + MAX_ROUTE + " characters");
        }
    }
}
