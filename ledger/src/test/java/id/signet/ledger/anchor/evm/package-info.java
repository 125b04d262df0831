/** The chain anchor. */
@NullMarked
package id.signet.ledger.anchor.evm;

import org.jspecify.annotations.NullMarked;
