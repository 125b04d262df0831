/** A write asked for twice under one key happens once. */
@NullMarked
package id.signet.registry.idempotency;

import org.jspecify.annotations.NullMarked;
