/** Commitments to private facts, and the receipts that prove entries and commitments offline. */
@NullMarked
package id.signet.ledger.receipt;

import org.jspecify.annotations.NullMarked;
