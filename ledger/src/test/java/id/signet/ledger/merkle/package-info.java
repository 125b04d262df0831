/** The mathematics of the log, against the standard's own definition and against attackers. */
@NullMarked
package id.signet.ledger.merkle;

import org.jspecify.annotations.NullMarked;
