/** Signed tokens and keys of JOSE: RFC 7515, 7517, 7518, 7638, 8037, 8812. */
@NullMarked
package id.signet.crypto.jose;

import org.jspecify.annotations.NullMarked;
