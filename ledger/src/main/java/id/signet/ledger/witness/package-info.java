/** Witnesses (C2SP tlog-witness): who attests that a log only ever grew, and the log's side of asking them. */
@NullMarked
package id.signet.ledger.witness;

import org.jspecify.annotations.NullMarked;
