/** Public keys, signing keys, the key ring, and the one place that chooses a cryptographic provider. */
@NullMarked
package id.signet.crypto.key;

import org.jspecify.annotations.NullMarked;
