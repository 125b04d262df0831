/** Who may call: tenants, API keys, roles, limits per address, idempotency of requests. */
@NullMarked
package id.signet.app.access;

import org.jspecify.annotations.NullMarked;
