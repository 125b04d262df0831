/** Commitments and receipts, byte by byte, and what forgers try. */
@NullMarked
package id.signet.ledger.receipt;

import org.jspecify.annotations.NullMarked;
