/** Tests. */
@NullMarked
package id.signet.registry.schema;

import org.jspecify.annotations.NullMarked;
