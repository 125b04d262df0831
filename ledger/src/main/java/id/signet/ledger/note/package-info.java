/** The texts of C2SP: signed notes, checkpoints, cosignatures and offline proofs, strictly read. */
@NullMarked
package id.signet.ledger.note;

import org.jspecify.annotations.NullMarked;
