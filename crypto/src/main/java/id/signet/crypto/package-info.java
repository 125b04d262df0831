/** How bytes are signed, hashed, encoded and parsed. */
@NullMarked
package id.signet.crypto;

import org.jspecify.annotations.NullMarked;
