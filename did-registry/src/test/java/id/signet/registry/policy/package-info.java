/** Tests. */
@NullMarked
package id.signet.registry.policy;

import org.jspecify.annotations.NullMarked;
