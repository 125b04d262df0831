/** Chains that keep checkpoints of the log for everybody to compare; a consortium's word beside that of the witnesses. */
@NullMarked
package id.signet.ledger.anchor;

import org.jspecify.annotations.NullMarked;
