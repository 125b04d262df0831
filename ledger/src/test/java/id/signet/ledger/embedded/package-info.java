/** Tests of the log inside this process. */
@NullMarked
package id.signet.ledger.embedded;

import org.jspecify.annotations.NullMarked;
