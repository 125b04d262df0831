/** Tests. */
@NullMarked
package id.signet.registry.operation;

import org.jspecify.annotations.NullMarked;
