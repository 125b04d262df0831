/** What happened, in order, provably: a transparency log whose receipts anybody can check offline. */
@NullMarked
package id.signet.ledger;

import org.jspecify.annotations.NullMarked;
