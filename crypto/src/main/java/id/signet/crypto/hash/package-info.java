/** Hash functions. */
@NullMarked
package id.signet.crypto.hash;

import org.jspecify.annotations.NullMarked;
