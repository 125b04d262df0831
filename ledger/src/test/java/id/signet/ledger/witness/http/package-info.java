/** Log and witness over HTTP. */
@NullMarked
package id.signet.ledger.witness.http;

import org.jspecify.annotations.NullMarked;
