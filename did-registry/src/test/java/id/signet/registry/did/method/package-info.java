/** Tests. */
@NullMarked
package id.signet.registry.did.method;

import org.jspecify.annotations.NullMarked;
