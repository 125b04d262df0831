/** DIDs whose keys this node keeps: created, rotated, deactivated for a tenant. */
@NullMarked
package id.signet.registry.did.hosting;

import org.jspecify.annotations.NullMarked;
