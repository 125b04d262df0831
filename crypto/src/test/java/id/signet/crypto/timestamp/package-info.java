/** Tokens of OpenSSL, and an authority of our own that can be told to be bad. */
@NullMarked
package id.signet.crypto.timestamp;

import org.jspecify.annotations.NullMarked;
