/** One audit row per change, in the change's own transaction. */
@NullMarked
package id.signet.registry.audit;

import org.jspecify.annotations.NullMarked;
