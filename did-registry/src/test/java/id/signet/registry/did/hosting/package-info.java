/** Tests. */
@NullMarked
package id.signet.registry.did.hosting;

import org.jspecify.annotations.NullMarked;
