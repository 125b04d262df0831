/** How a log and its witnesses reach each other. */
@NullMarked
package id.signet.ledger.witness.http;

import org.jspecify.annotations.NullMarked;
