/** Documents of WeIdentity. */
@NullMarked
package id.signet.registry.did.weidentity;

import org.jspecify.annotations.NullMarked;
