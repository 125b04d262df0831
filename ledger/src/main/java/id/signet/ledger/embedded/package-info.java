/** The log inside this process: one Sequencer puts commands in order, a store keeps them, a guard remembers them. */
@NullMarked
package id.signet.ledger.embedded;

import org.jspecify.annotations.NullMarked;
