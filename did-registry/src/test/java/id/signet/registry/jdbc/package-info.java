/** Tests. */
@NullMarked
package id.signet.registry.jdbc;

import org.jspecify.annotations.NullMarked;
