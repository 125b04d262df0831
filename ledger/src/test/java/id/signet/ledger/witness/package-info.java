/** A witness, shown logs that lie. */
@NullMarked
package id.signet.ledger.witness;

import org.jspecify.annotations.NullMarked;
