/** Another's log, followed: each checkpoint, entry and operation verified before it is believed, and lies kept as proof. */
@NullMarked
package id.signet.ledger.follow;

import org.jspecify.annotations.NullMarked;
