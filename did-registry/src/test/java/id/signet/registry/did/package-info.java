/** Tests. */
@NullMarked
package id.signet.registry.did;

import org.jspecify.annotations.NullMarked;
