/** COSE_Sign1 of RFC 9052: one door for messages from outside, and what a key signs. */
@NullMarked
package id.signet.crypto.cose;

import org.jspecify.annotations.NullMarked;
