/** Tests of the rows of a batch. */
@NullMarked
package id.signet.ledger.state;

import org.jspecify.annotations.NullMarked;
