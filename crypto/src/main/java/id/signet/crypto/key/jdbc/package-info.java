/** The key ring's table. */
@NullMarked
package id.signet.crypto.key.jdbc;

import org.jspecify.annotations.NullMarked;
