/** Tests. */
@NullMarked
package id.signet.registry;

import org.jspecify.annotations.NullMarked;
