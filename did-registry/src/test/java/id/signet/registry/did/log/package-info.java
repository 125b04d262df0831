/** Tests. */
@NullMarked
package id.signet.registry.did.log;

import org.jspecify.annotations.NullMarked;
