/** The rows that decisions read and projections write, as typed tables over a batch overlay. */
@NullMarked
package id.signet.ledger.state;

import org.jspecify.annotations.NullMarked;
