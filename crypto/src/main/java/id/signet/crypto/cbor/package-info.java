/** CBOR, RFC 8949, in its core deterministic encoding: one door in, one way out. */
@NullMarked
package id.signet.crypto.cbor;

import org.jspecify.annotations.NullMarked;
