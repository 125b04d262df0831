/** The log's own types and their bytes. */
@NullMarked
package id.signet.ledger;

import org.jspecify.annotations.NullMarked;
