/** The mathematics of the log: RFC 9162 §2.1 trees, their proofs, and the C2SP tiles that carry their hashes. */
@NullMarked
package id.signet.ledger.merkle;

import org.jspecify.annotations.NullMarked;
