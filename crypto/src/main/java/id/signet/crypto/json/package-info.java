/** The one door for JSON from outside, and the canonical bytes that are hashed and signed. */
@NullMarked
package id.signet.crypto.json;

import org.jspecify.annotations.NullMarked;
