/** Tests. */
@NullMarked
package id.signet.registry.issuer;

import org.jspecify.annotations.NullMarked;
