/** Time-stamps of RFC 3161: what is asked of an authority, what it answers, and what its token proves. */
@NullMarked
package id.signet.crypto.timestamp;

import org.jspecify.annotations.NullMarked;
