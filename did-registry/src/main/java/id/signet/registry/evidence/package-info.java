/** Evidence: hashes that were deposited, what was said of them since, and how each word of it is proven. */
@NullMarked
package id.signet.registry.evidence;

import org.jspecify.annotations.NullMarked;
