/** Tests. */
@NullMarked
package id.signet.registry.idempotency;

import org.jspecify.annotations.NullMarked;
