/** Embedded proofs: W3C Verifiable Credential Data Integrity 1.0 and its cryptosuites. */
@NullMarked
package id.signet.crypto.proof;

import org.jspecify.annotations.NullMarked;
